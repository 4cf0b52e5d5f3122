package io.madoguchi.local.city;

import io.madoguchi.school.SchoolCode;
import java.util.ArrayList;
import java.util.List;

/**
 * A school of a sample city, with the numbers of those who belong to it (R11) and of what it holds. The name is invented; the
 * serial number in the code lies where no school has one.
 *
 * @param number from 1; in Shinjuku the first 29 are elementary schools, the other 11 junior high schools
 */
public record SampleSchool(
        int number,
        SchoolCode code,
        String name,
        Level level,
        int pupils,
        int staff,
        int items,
        int pastLoans,
        int openLoans) {
    static final int ELEMENTARY_PUPILS = 7_834;
    static final int JUNIOR_HIGH_STUDENTS = 2_812;
    static final int STAFF = 848;

    private static final List<String> ELEMENTARY_NAMES = List.of(
            "みどり台", "ほしみが丘", "かぜのもり", "さくら坂上", "ひなた野", "あおぞら台", "ことりが丘", "つきみ橋", "わかくさ通り", "いずみ端", "くすのき台", "けやき広小路",
            "もみじ原", "しらかば台", "すずかけ通り", "たんぽぽ野", "ひばり坂", "かわせみ橋", "ゆりのき台", "どんぐり山", "はなみずき通り", "みはらし坂", "こもれび台", "ゆうひが丘",
            "あさひ坂", "にじの橋", "まつかぜ台", "やまぶき野", "せせらぎ通り");
    private static final List<String> JUNIOR_HIGH_NAMES =
            List.of("みどり台", "星見が丘", "風の森", "桜坂上", "青空台", "月見橋", "楠台", "白樺台", "見晴坂", "松風台", "山吹野");

    private static final int PREFECTURES = 47;
    private static final int TOKYO = 13;

    /** Elementary schools have six grades, junior high schools three. */
    public enum Level {
        ELEMENTARY(6, 35, "B1"),
        JUNIOR_HIGH(3, 40, "C1");

        final int grades;
        final int classSize;
        private final String kind;

        Level(int grades, int classSize, String kind) {
            this.grades = grades;
            this.classSize = classSize;
            this.kind = kind;
        }
    }

    /** Those of Shinjuku, which own nothing yet. */
    static List<SampleSchool> shinjuku() {
        int elementary = ELEMENTARY_NAMES.size();
        int count = elementary + JUNIOR_HIGH_NAMES.size();
        int[] pupils = new int[count];
        System.arraycopy(Shares.of(ELEMENTARY_PUPILS, sizes(0, elementary)), 0, pupils, 0, elementary);
        System.arraycopy(
                Shares.of(JUNIOR_HIGH_STUDENTS, sizes(elementary, count)), 0, pupils, elementary, count - elementary);
        double[] staffWeights = new double[count];
        for (int i = 0; i < count; i++) {
            staffWeights[i] = 10 + pupils[i] / 22.0;
        }
        int[] staff = Shares.of(STAFF, staffWeights);

        List<SampleSchool> schools = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            Level level = i < elementary ? Level.ELEMENTARY : Level.JUNIOR_HIGH;
            String name = level == Level.ELEMENTARY
                    ? ELEMENTARY_NAMES.get(i) + "小学校"
                    : JUNIOR_HIGH_NAMES.get(i - elementary) + "中学校";
            schools.add(owningNothing(i + 1, TOKYO, name, level, pupils[i], staff[i]));
        }
        return List.copyOf(schools);
    }

    /** One of Tokyo that owns nothing yet. */
    static SampleSchool of(int number, Level level, int pupils, int staff) {
        String name = level == Level.ELEMENTARY
                ? ELEMENTARY_NAMES.get(number - 1) + "小学校"
                : JUNIOR_HIGH_NAMES.get((number - 1) % JUNIOR_HIGH_NAMES.size()) + "中学校";
        return owningNothing(number, TOKYO, name, level, pupils, staff);
    }

    /**
     * The schools beyond Shinjuku, which own nothing yet: of all prefectures, levels and headcounts in Shinjuku's proportion,
     * none with so many that their numbers would reach into the next school's.
     */
    static List<SampleSchool> others(int from, int until, int pupils, int staff) {
        int count = until - from + 1;
        long students = (long) pupils * JUNIOR_HIGH_STUDENTS / (ELEMENTARY_PUPILS + JUNIOR_HIGH_STUDENTS);
        double[] elementary = new double[count];
        double[] juniorHigh = new double[count];
        for (int i = 0; i < count; i++) {
            double weight = 0.5 + Seeded.of("school size", from + i).unit();
            (otherLevel(from + i) == Level.ELEMENTARY ? elementary : juniorHigh)[i] = weight;
        }
        int[] inElementary = Shares.of(pupils - (int) students, elementary);
        int[] inJuniorHigh = Shares.of((int) students, juniorHigh);
        double[] staffWeights = new double[count];
        for (int i = 0; i < count; i++) {
            staffWeights[i] = 10 + (inElementary[i] + inJuniorHigh[i]) / 22.0;
        }
        int[] onStaff = Shares.of(staff, staffWeights);
        List<SampleSchool> schools = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            int number = from + i;
            Level level = otherLevel(number);
            schools.add(owningNothing(
                    number,
                    1 + number % PREFECTURES,
                    otherName(number, level),
                    level,
                    inElementary[i] + inJuniorHigh[i],
                    onStaff[i]));
        }
        return schools;
    }

    private static Level otherLevel(int number) {
        int schools = ELEMENTARY_NAMES.size() + JUNIOR_HIGH_NAMES.size();
        return number % schools < ELEMENTARY_NAMES.size() ? Level.ELEMENTARY : Level.JUNIOR_HIGH;
    }

    private static String otherName(int number, Level level) {
        List<String> names = level == Level.ELEMENTARY ? ELEMENTARY_NAMES : JUNIOR_HIGH_NAMES;
        return names.get(number % names.size()) + "第" + number + (level == Level.ELEMENTARY ? "小学校" : "中学校");
    }

    /** Divides what a city has among its schools, more to those with more pupils. */
    static List<SampleSchool> stocked(List<SampleSchool> schools, City.Totals totals) {
        int[] items = Shares.of(
                totals.items(),
                schools.stream().mapToDouble(s -> 250 + s.pupils()).toArray());
        double[] readers =
                schools.stream().mapToDouble(s -> s.pupils() + s.staff()).toArray();
        int[] past = Shares.of(totals.pastLoans(), readers);
        int[] open = Shares.of(totals.openLoans(), readers);
        List<SampleSchool> stocked = new ArrayList<>(schools.size());
        for (int i = 0; i < items.length; i++) {
            SampleSchool s = schools.get(i);
            stocked.add(
                    new SampleSchool(s.number, s.code, s.name, s.level, s.pupils, s.staff, items[i], past[i], open[i]));
        }
        return List.copyOf(stocked);
    }

    private static SampleSchool owningNothing(
            int number, int prefecture, String name, Level level, int pupils, int staff) {
        return new SampleSchool(number, code(level, prefecture, number), name, level, pupils, staff, 0, 0, 0);
    }

    /** Kind of school, prefecture, founded by a municipality (2), main school (1), serial number. */
    private static SchoolCode code(Level level, int prefecture, int number) {
        return SchoolCode.ofTwelve("%s%02d21%06d".formatted(level.kind, prefecture, 900_000 + number));
    }

    private static double[] sizes(int from, int to) {
        double[] weights = new double[to - from];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = 0.5 + Seeded.of("school size", from + i).unit();
        }
        if (from == 0) {
            // School 1 is large enough that a search for its commonest family name finds too many.
            weights[0] = 2.6;
        }
        return weights;
    }
}
