package io.madoguchi.local.city;

import io.madoguchi.disclosure.PatronCategory;
import io.madoguchi.local.city.SampleSchool.Level;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * A sample city's people as the school intranet would export them: OneRoster 1.2, CSV, of everybody, in a version of the Japan profiles.
 * With what such exports have besides, such as addresses of mail, of which the directory takes nothing (R2).
 */
public final class SampleRoster {
    /** Versions that differ in their columns. */
    public enum Profile {
        JAPAN_1_2("1.2"),
        JAPAN_1_2_1("1.2.1"),
        SCHOOLS_1_0("1.2_JP");

        private final String version;

        Profile(String version) {
            this.version = version;
        }

        public String version() {
            return version;
        }
    }

    private static final String COMMON = "sourcedId,status,dateLastModified,";
    private static final String YEAR = Seeded.of("roster year", 2026).uuid().toString();
    private static final String DISTRICT =
            Seeded.of("roster district", 1).uuid().toString();

    private final List<SampleSchool> schools;
    private final Profile profile;
    private final int renumbered;
    private final ZipOutputStream zip;

    private SampleRoster(List<SampleSchool> schools, Profile profile, int renumbered, ZipOutputStream zip) {
        this.schools = schools;
        this.profile = profile;
        this.renumbered = renumbered;
        this.zip = zip;
    }

    /** Of those who have not departed. The stream stays open. */
    public static void write(List<SampleSchool> schools, Profile profile, OutputStream out) throws IOException {
        write(schools, profile, 0, out);
    }

    /** @param renumbered by how much every attendance number is higher than the city's, so that every pupil is changed */
    public static void write(List<SampleSchool> schools, Profile profile, int renumbered, OutputStream out)
            throws IOException {
        ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
        new SampleRoster(schools, profile, renumbered, zip).write();
        zip.finish();
    }

    /** By which the roster knows a patron: the number of whom it is among {@link People#of}. */
    static String sourcedId(SampleSchool school, int index) {
        return Seeded.of("roster id", school.number()).skip(2L * index).uuid().toString();
    }

    /** Which links a login. */
    static String accountKey(SampleSchool school, int index) {
        return Seeded.of("account key", school.number()).skip(2L * index).uuid().toString();
    }

    static String schoolId(SampleSchool school) {
        return Seeded.of("roster school", school.number()).uuid().toString();
    }

    static String classId(SampleSchool school, int grade, String homeClass) {
        return Seeded.of("roster class " + grade + " " + homeClass, school.number())
                .uuid()
                .toString();
    }

    private void write() throws IOException {
        file("manifest", "propertyName,value", out -> {
            out.write("manifest.version,1.0\r\noneroster.version," + profile.version + "\r\n");
            for (String bulk :
                    List.of("academicSessions", "orgs", "courses", "classes", "users", "roles", "enrollments")) {
                out.write("file." + bulk + ",bulk\r\n");
            }
            for (String absent : List.of("categories", "demographics", "lineItems", "results", "userProfiles")) {
                out.write("file." + absent + ",absent\r\n");
            }
            out.write("source.systemName,sample\r\n");
        });
        file(
                "academicSessions",
                COMMON + "title,type,startDate,endDate,parentSourcedId,schoolYear",
                out -> out.write(YEAR + ",,,2026年度,schoolYear,2026-04-01,2027-03-31,,2026\r\n"));
        file("orgs", COMMON + "name,type,identifier,parentSourcedId", out -> {
            out.write(DISTRICT + ",,,見本市,district,132999,\r\n");
            for (SampleSchool school : schools) {
                out.write(
                        "%s,,,%s,school,%s,%s\r\n".formatted(schoolId(school), school.name(), school.code(), DISTRICT));
            }
        });
        file(
                "courses",
                COMMON + "schoolYearSourcedId,title,courseCode,grades,orgSourcedId,subjects,subjectCodes",
                out -> {
                    for (SampleSchool school : schools) {
                        out.write("%s,,,%s,ホームルーム,,,%s,,\r\n".formatted(courseId(school), YEAR, schoolId(school)));
                    }
                });
        file(
                "classes",
                COMMON
                        + "title,grades,courseSourcedId,classCode,classType,location,schoolSourcedId,termSourcedIds,subjects,subjectCodes,"
                        + "periods,metadata.jp.specialNeeds",
                out -> ofPeople(out, this::homeClass, true));
        file("users", usersHeader(), out -> ofPeople(out, this::user, false));
        file(
                "roles",
                COMMON + "userSourcedId,roleType,role,beginDate,endDate,orgSourcedId,userProfileSourcedId",
                out -> ofPeople(out, this::role, false));
        file(
                "enrollments",
                COMMON + "classSourcedId,schoolSourcedId,userSourcedId,role,primary,beginDate,endDate,"
                        + (profile == Profile.SCHOOLS_1_0
                                ? "metadata.jp.shussekiNo,metadata.jp.publicFlg"
                                : "metadata.jp.ShussekiNo,metadata.jp.PublicFlg"),
                out -> ofPeople(out, this::enrollment, false));
    }

    private String usersHeader() {
        return COMMON
                + "enabledUser,username,userIds,givenName,familyName,middleName,identifier,email,sms,phone,agentSourcedIds,grades,"
                + "password,userMasterIdentifier," + (profile == Profile.JAPAN_1_2 ? "resourceSourcedIds," : "")
                + "preferredGivenName,preferredMiddleName,preferredFamilyName,primaryOrgSourcedId,pronouns,metadata.jp.kanaGivenName,"
                + "metadata.jp.kanaFamilyName,metadata.jp.kanaMiddleName,metadata.jp.homeClass"
                + (profile == Profile.JAPAN_1_2
                        ? ""
                        : ",metadata.jp.kanaPreferredGivenName,metadata.jp.kanaPreferredFamilyName,"
                                + "metadata.jp.kanaPreferredMiddleName");
    }

    private interface Content {
        void writeTo(Writer out) throws IOException;
    }

    private void file(String name, String header, Content content) throws IOException {
        zip.putNextEntry(new ZipEntry(name + ".csv"));
        Writer out = new OutputStreamWriter(zip, StandardCharsets.UTF_8);
        out.write(header + "\r\n");
        content.writeTo(out);
        out.flush();
        zip.closeEntry();
    }

    private interface Line {
        @Nullable
        String of(SampleSchool school, int index, SamplePatron patron);
    }

    /** @param once whether a line that several have stands there once */
    private void ofPeople(Writer out, Line line, boolean once) throws IOException {
        for (SampleSchool school : schools) {
            List<SamplePatron> patrons = People.of(school);
            Map<String, String> seen = new LinkedHashMap<>();
            List<String> lines = new ArrayList<>();
            for (int i = 0; i < patrons.size(); i++) {
                String text = patrons.get(i).departed() ? null : line.of(school, i, patrons.get(i));
                if (text != null && (!once || seen.put(text, text) == null)) {
                    lines.add(text);
                }
            }
            for (String each : lines) {
                out.write(each + "\r\n");
            }
        }
    }

    private @Nullable String homeClass(SampleSchool school, int index, SamplePatron patron) {
        Integer grade = patron.grade();
        String label = patron.homeClass();
        return grade == null || label == null
                ? null
                : "%s,,,%d年%s組,%s,%s,,homeroom,,%s,%s,,,,"
                        .formatted(
                                classId(school, grade, label),
                                grade,
                                label,
                                grade(school, grade),
                                courseId(school),
                                schoolId(school),
                                YEAR);
    }

    private String user(SampleSchool school, int index, SamplePatron patron) {
        String[] written = patron.displayName().split(" ", 2);
        String[] kana = patron.nameKana().split(" ", 2);
        Integer grade = patron.grade();
        String label = patron.homeClass();
        String login = sourcedId(school, index).substring(0, 8);
        return "%s,,,true,%s,,%s,%s,,S%d,%s@example.invalid,,,,%s,,%s,%s,,,%s,,%s,%s,,%s%s"
                .formatted(
                        sourcedId(school, index),
                        login,
                        written[1],
                        written[0],
                        index,
                        login,
                        grade == null ? "" : grade(school, grade),
                        accountKey(school, index),
                        profile == Profile.JAPAN_1_2 ? "," : "",
                        schoolId(school),
                        kana[1],
                        kana[0],
                        grade == null || label == null ? "" : classId(school, grade, label),
                        profile == Profile.JAPAN_1_2 ? "" : ",,,");
    }

    private String role(SampleSchool school, int index, SamplePatron patron) {
        return "%s,,,%s,primary,%s,2026-04-01,,%s,"
                .formatted(
                        Seeded.of("roster role", school.number())
                                .skip(2L * index)
                                .uuid(),
                        sourcedId(school, index),
                        patron.category() == PatronCategory.STAFF ? "teacher" : "student",
                        schoolId(school));
    }

    private @Nullable String enrollment(SampleSchool school, int index, SamplePatron patron) {
        Integer grade = patron.grade();
        String label = patron.homeClass();
        Integer number = patron.attendanceNumber();
        return grade == null || label == null || number == null
                ? null
                : "%s,,,%s,%s,%s,student,false,2026-04-01,2027-03-31,%d,"
                        .formatted(
                                Seeded.of("roster enrollment", school.number())
                                        .skip(2L * index)
                                        .uuid(),
                                classId(school, grade, label),
                                schoolId(school),
                                sourcedId(school, index),
                                number + renumbered);
    }

    private static String courseId(SampleSchool school) {
        return Seeded.of("roster course", school.number()).uuid().toString();
    }

    private static String grade(SampleSchool school, int grade) {
        return (school.level() == Level.ELEMENTARY ? "P" : "J") + grade;
    }
}
