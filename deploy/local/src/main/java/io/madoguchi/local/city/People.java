package io.madoguchi.local.city;

import com.ibm.icu.text.Collator;
import io.madoguchi.disclosure.PatronCategory;
import io.madoguchi.local.city.SampleSchool.Level;
import io.madoguchi.local.city.WordLists.Name;
import io.madoguchi.local.city.WordLists.Weighted;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The patrons of one school: pupils from the eldest grade down, so that the first of them have years of loans behind
 * them; then staff; then those who have departed, who belong to no class and still have a card.
 */
final class People {
    static final int DEPARTED_PUPILS = 4;
    static final int DEPARTED_STAFF = 1;

    private static final int NUMBERS = 90_000_000;
    /** The schools of Shinjuku have ten thousand numbers each; with so many for all of Japan there would be too few. */
    private static final int FIRST_SCHOOLS = 40;

    private static final int NUMBERS_OF_OTHERS = 3_000;
    private static final String IDS = "patron id";
    private static final double FOREIGN = 0.02;

    private final SampleSchool school;
    private final Seeded ids;
    private final Seeded names;
    private final List<SamplePatron> patrons = new ArrayList<>();

    private People(SampleSchool school) {
        this.school = school;
        this.ids = Seeded.of(IDS, school.number());
        this.names = Seeded.of("patron name", school.number());
    }

    private record FullName(String written, String kana) {}

    private record Seat(int grade, String homeClass, int attendanceNumber) {}

    static List<SamplePatron> of(SampleSchool school) {
        return new People(school).all();
    }

    static int count(SampleSchool school) {
        return school.pupils() + school.staff() + DEPARTED_PUPILS + DEPARTED_STAFF;
    }

    /** The id of one of {@link #of}, by its index there, without making the others. */
    static UUID id(SampleSchool school, int index) {
        return Seeded.of(IDS, school.number()).skip(2L * index).uuid();
    }

    /** The category of the same. */
    static PatronCategory category(SampleSchool school, int index) {
        int beyondPupils = index - school.pupils();
        boolean staff = beyondPupils >= 0 && beyondPupils < school.staff() || index == count(school) - 1;
        return staff ? PatronCategory.STAFF : pupilCategory(school);
    }

    static PatronCategory pupilCategory(SampleSchool school) {
        return school.level() == Level.ELEMENTARY
                ? PatronCategory.ELEMENTARY_PUPIL
                : PatronCategory.JUNIOR_HIGH_STUDENT;
    }

    private List<SamplePatron> all() {
        int[] inGrade = Shares.of(school.pupils(), gradeWeights());
        for (int grade = school.level().grades; grade >= 1; grade--) {
            addGrade(grade, inGrade[grade - 1]);
        }
        addSome(school.staff(), PatronCategory.STAFF, WordLists.ADULTS, false);
        addSome(DEPARTED_PUPILS, pupilCategory(school), WordLists.CHILDREN, true);
        addSome(DEPARTED_STAFF, PatronCategory.STAFF, WordLists.ADULTS, true);
        return List.copyOf(patrons);
    }

    private double[] gradeWeights() {
        double[] weights = new double[school.level().grades];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = 0.9 + 0.2 * names.unit();
        }
        return weights;
    }

    private void addGrade(int grade, int pupils) {
        int classes = (pupils + school.level().classSize - 1) / school.level().classSize;
        Comparator<FullName> kanaOrder = kanaOrder();
        for (int c = 0; c < classes; c++) {
            int members = pupils / classes + (c < pupils % classes ? 1 : 0);
            List<FullName> inClass = new ArrayList<>(members);
            for (int i = 0; i < members; i++) {
                inClass.add(name(WordLists.CHILDREN));
            }
            inClass.sort(kanaOrder);
            for (int i = 0; i < members; i++) {
                Seat seat = new Seat(grade, String.valueOf(c + 1), i + 1);
                add(pupilCategory(school), inClass.get(i), seat, false);
            }
        }
    }

    /** As a class list is sorted: あ before い, and a voiced sound beside its plain one. */
    static Collator kanaCollator() {
        return Collator.getInstance(Locale.JAPANESE);
    }

    private static Comparator<FullName> kanaOrder() {
        Collator collator = kanaCollator();
        return Comparator.<FullName, String>comparing(FullName::kana, collator::compare)
                .thenComparing(FullName::written);
    }

    private void addSome(int count, PatronCategory category, Weighted<Name> givenNames, boolean departed) {
        for (int i = 0; i < count; i++) {
            add(category, name(givenNames), null, departed);
        }
    }

    private void add(PatronCategory category, FullName name, @Nullable Seat seat, boolean departed) {
        int serial = serial();
        patrons.add(new SamplePatron(
                ids.uuid(),
                school.code(),
                category,
                // Multipliers without a common divisor with the range: no two patrons get the same number.
                String.valueOf(10_000_000 + serial * 37_154_749L % NUMBERS),
                card(10_000_000 + serial * 61_803_403L % NUMBERS),
                name.written(),
                name.kana(),
                seat == null ? null : seat.grade(),
                seat == null ? null : seat.homeClass(),
                seat == null ? null : seat.attendanceNumber(),
                departed));
    }

    private int serial() {
        int beyond = school.number() - FIRST_SCHOOLS - 1;
        return beyond < 0
                ? school.number() * 10_000 + patrons.size()
                : (FIRST_SCHOOLS + 1) * 10_000 + beyond * NUMBERS_OF_OTHERS + patrons.size();
    }

    private FullName name(Weighted<Name> givenNames) {
        if (names.chance(FOREIGN)) {
            String katakana = WordLists.FOREIGN.pick(names);
            return new FullName(katakana, katakana);
        }
        Name family = WordLists.FAMILY.pick(names);
        Name given = givenNames.pick(names);
        return new FullName(family.written() + " " + given.written(), family.kana() + " " + given.kana());
    }

    private static String card(long eightDigits) {
        return "P" + eightDigits + CheckDigit.modulus10(String.valueOf(eightDigits));
    }
}
