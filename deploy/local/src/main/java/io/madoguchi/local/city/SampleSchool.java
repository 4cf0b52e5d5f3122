package io.madoguchi.local.city;

import io.madoguchi.school.SchoolCode;
import java.util.ArrayList;
import java.util.List;

/**
 * A school of the sample city, with the numbers of those who belong to it (R11). The name is invented; the serial number in
 * the code lies where no school has one.
 *
 * @param number from 1; the first 29 are elementary schools, the other 11 junior high schools
 */
public record SampleSchool(int number, SchoolCode code, String name, Level level, int pupils, int staff) {
    static final int ELEMENTARY_PUPILS = 7_834;
    static final int JUNIOR_HIGH_STUDENTS = 2_812;
    static final int STAFF = 848;

    private static final List<String> ELEMENTARY_NAMES = List.of(
            "みどり台", "ほしみが丘", "かぜのもり", "さくら坂上", "ひなた野", "あおぞら台", "ことりが丘", "つきみ橋", "わかくさ通り", "いずみ端", "くすのき台", "けやき広小路",
            "もみじ原", "しらかば台", "すずかけ通り", "たんぽぽ野", "ひばり坂", "かわせみ橋", "ゆりのき台", "どんぐり山", "はなみずき通り", "みはらし坂", "こもれび台", "ゆうひが丘",
            "あさひ坂", "にじの橋", "まつかぜ台", "やまぶき野", "せせらぎ通り");
    private static final List<String> JUNIOR_HIGH_NAMES =
            List.of("みどり台", "星見が丘", "風の森", "桜坂上", "青空台", "月見橋", "楠台", "白樺台", "見晴坂", "松風台", "山吹野");

    static final List<SampleSchool> ALL = all();

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

    private static List<SampleSchool> all() {
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
            schools.add(new SampleSchool(i + 1, code(level, i + 1), name, level, pupils[i], staff[i]));
        }
        return List.copyOf(schools);
    }

    /** Kind of school, prefecture 13, founded by a municipality (2), main school (1), serial number. */
    private static SchoolCode code(Level level, int number) {
        return SchoolCode.ofTwelve("%s1321%06d".formatted(level.kind, 900_000 + number));
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
