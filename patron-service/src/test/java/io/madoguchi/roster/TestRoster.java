package io.madoguchi.roster;

import io.madoguchi.school.SchoolCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A OneRoster package as exporters write it, with all columns of the Japan profile, those of which the directory knows nothing too:
 * {@code aRoster().at(school).with(aPupil().inClass("3年2組", "P3"))}.
 */
final class TestRoster {
    private static final String DISTRICT = "0f8fad5b-d9cb-469f-a165-70867728950e";
    private static final String COMMON = "sourcedId,status,dateLastModified,";
    private static final Map<String, String> HEADERS = Map.of(
            "academicSessions.csv", COMMON + "title,type,startDate,endDate,parentSourcedId,schoolYear",
            "orgs.csv", COMMON + "name,type,identifier,parentSourcedId",
            "courses.csv", COMMON + "schoolYearSourcedId,title,courseCode,grades,orgSourcedId,subjects,subjectCodes",
            "classes.csv",
                    COMMON
                            + "title,grades,courseSourcedId,classCode,classType,location,schoolSourcedId,termSourcedIds,subjects,"
                            + "subjectCodes,periods,metadata.jp.specialNeeds",
            "users.csv",
                    COMMON
                            + "enabledUser,username,userIds,givenName,familyName,middleName,identifier,email,sms,phone,agentSourcedIds,"
                            + "grades,password,userMasterIdentifier,preferredGivenName,preferredMiddleName,preferredFamilyName,"
                            + "primaryOrgSourcedId,pronouns,metadata.jp.kanaGivenName,metadata.jp.kanaFamilyName,"
                            + "metadata.jp.kanaMiddleName,metadata.jp.homeClass",
            "roles.csv", COMMON + "userSourcedId,roleType,role,beginDate,endDate,orgSourcedId,userProfileSourcedId",
            "enrollments.csv",
                    COMMON
                            + "classSourcedId,schoolSourcedId,userSourcedId,role,primary,beginDate,endDate,metadata.jp.ShussekiNo,"
                            + "metadata.jp.PublicFlg");

    private final Map<String, String> replaced = new LinkedHashMap<>();
    private final List<String[]> edits = new ArrayList<>();
    private final Map<String, List<String>> lines = new LinkedHashMap<>();
    private final Map<String, String> classes = new LinkedHashMap<>();
    private final SchoolCode school;
    private final String schoolId;
    private String version = "1.2.1";
    private String mode = "bulk";

    private TestRoster(SchoolCode school, String schoolId) {
        this.school = school;
        this.schoolId = schoolId;
        HEADERS.keySet().forEach(file -> lines.put(file, new ArrayList<>()));
        lines.get("orgs.csv").add(DISTRICT + ",,,見本市,district,132999,");
        lines.get("orgs.csv").add("%s,,,試験小学校,school,%s,%s".formatted(schoolId, school.value(), DISTRICT));
        lines.get("academicSessions.csv")
                .add("2b9c1f0e-1d5f-4f0e-9a63-0d7a4ad3c001,,,2026年度,schoolYear,2026-04-01,2027-03-31,,2026");
    }

    /** Of a school of its own, of everybody. */
    static TestRoster aRoster() {
        return new TestRoster(
                SchoolCode.ofTwelve(
                        "B1132%07d".formatted(ThreadLocalRandom.current().nextInt(10_000_000))),
                UUID.randomUUID().toString());
    }

    /** The next one of the same school: nobody is in it yet. */
    TestRoster next() {
        return new TestRoster(school, schoolId);
    }

    TestRoster inVersion(String profile) {
        version = profile;
        return this;
    }

    /** Only what has changed. */
    TestRoster ofChanges() {
        mode = "delta";
        return this;
    }

    TestRoster with(Person... persons) {
        for (Person person : persons) {
            add(person);
        }
        return this;
    }

    /** In place of what would stand in the file, or as another file. */
    TestRoster withFile(String name, String content) {
        replaced.put(name, content);
        return this;
    }

    /** In the text of one file. */
    TestRoster replacing(String file, String what, String with) {
        edits.add(new String[] {file, what, with});
        return this;
    }

    TestRoster withLine(String file, String line) {
        lines.get(file).add(line);
        return this;
    }

    SchoolCode school() {
        return school;
    }

    String schoolId() {
        return schoolId;
    }

    private void add(Person person) {
        String status = mode.equals("bulk") ? "," : (person.gone ? "tobedeleted" : "active") + ",2026-07-01T00:00:00Z";
        String classId = "";
        if (person.homeClass != null) {
            classId = classes.computeIfAbsent(person.homeClass, title -> {
                String id = UUID.nameUUIDFromBytes((schoolId + title).getBytes(StandardCharsets.UTF_8))
                        .toString();
                lines.get("classes.csv")
                        .add("%s,%s,%s,%s,,,homeroom,,%s,,,,,".formatted(id, status, title, person.grade, schoolId));
                return id;
            });
            lines.get("enrollments.csv")
                    .add("%s,%s,%s,%s,%s,student,false,,,%d,"
                            .formatted(UUID.randomUUID(), status, classId, schoolId, person.id, person.number));
        }
        lines.get("users.csv")
                .add(
                        "%s,%s,true,login-%s,,%s,%s,,S-1,someone@example.invalid,,03-0000-0000,,%s,secret,%s,,,,%s,,%s,%s,,%s"
                                .formatted(
                                        person.id,
                                        status,
                                        person.id.substring(0, 8),
                                        person.given,
                                        person.family,
                                        person.grade,
                                        person.key,
                                        schoolId,
                                        person.kanaGiven,
                                        person.kanaFamily,
                                        classId));
        lines.get("roles.csv")
                .add("%s,%s,%s,primary,%s,,,%s,"
                        .formatted(
                                UUID.nameUUIDFromBytes(("role" + person.id).getBytes(StandardCharsets.UTF_8)),
                                status,
                                person.id,
                                person.role,
                                schoolId));
    }

    byte[] zip() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, String> file : files().entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private Map<String, String> files() {
        Map<String, String> files = new LinkedHashMap<>();
        StringBuilder manifest = new StringBuilder(
                "propertyName,value\r\nmanifest.version,1.0\r\noneroster.version," + version + "\r\n");
        lines.forEach((file, rows) -> {
            boolean absent = rows.isEmpty();
            // Of schools and years all there are come with changes of persons, too.
            boolean whole = file.equals("orgs.csv") || file.equals("academicSessions.csv");
            manifest.append(
                    "file.%s,%s\r\n".formatted(file.replace(".csv", ""), absent ? "absent" : whole ? "bulk" : mode));
            if (!absent) {
                files.put(file, HEADERS.get(file) + "\r\n" + String.join("\r\n", rows) + "\r\n");
            }
        });
        files.put(
                "manifest.csv", manifest.append("file.demographics,absent\r\n").toString());
        files.putAll(replaced);
        for (String[] edit : edits) {
            files.computeIfPresent(edit[0], (name, text) -> text.replace(edit[1], edit[2]));
        }
        files.values().removeIf(String::isEmpty);
        return files;
    }

    /** A person of the school. */
    static final class Person {
        private final String id = UUID.randomUUID().toString();
        private final String role;
        private String key = UUID.randomUUID().toString();
        private String family = "山田";
        private String given = "花子";
        private String kanaFamily = "ヤマダ";
        private String kanaGiven = "ハナコ";
        private String grade = "";
        private String homeClass;
        private int number = 1;
        private boolean gone;

        private Person(String role) {
            this.role = role;
        }

        static Person aPupil() {
            return new Person("student")
                    .inClass("3年2組", "P3", ThreadLocalRandom.current().nextInt(1, 999));
        }

        static Person aTeacher() {
            return new Person("teacher");
        }

        static Person aParent() {
            return new Person("parent");
        }

        Person named(String familyName, String givenName) {
            family = familyName;
            given = givenName;
            return this;
        }

        Person read(String familyKana, String givenKana) {
            kanaFamily = familyKana;
            kanaGiven = givenKana;
            return this;
        }

        Person inClass(String title, String inGrade, int attendanceNumber) {
            homeClass = title;
            grade = inGrade;
            number = attendanceNumber;
            return this;
        }

        Person withKey(String master) {
            key = master;
            return this;
        }

        Person gone() {
            gone = true;
            return this;
        }

        String id() {
            return id;
        }

        String key() {
            return key;
        }

        int attendanceNumber() {
            return number;
        }
    }
}
