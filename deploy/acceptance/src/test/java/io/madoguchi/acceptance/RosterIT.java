package io.madoguchi.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.madoguchi.local.LocalSettings;
import io.madoguchi.local.LocalSystem;
import io.madoguchi.local.city.SampleCity;
import io.madoguchi.local.city.SamplePatron;
import io.madoguchi.local.city.SampleRoster;
import io.madoguchi.local.city.SampleRoster.Profile;
import io.madoguchi.local.city.SampleSchool;
import io.madoguchi.local.progress.Progress;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The city's name lists, sent by the district's own command (R2, R11, R43). */
@ExtendWith(City.Resolver.class)
class RosterIT {
    private static final Path ROOT = Path.of(System.getProperty("repository.root"));
    private static final Path JAR = ROOT.resolve("roster-send/target/madoguchi-roster-send.jar");
    private final City city;

    @TempDir
    Path folder;

    RosterIT(City city) {
        this.city = city;
    }

    private record Sent(int status, String text) {}

    @ParameterizedTest
    @EnumSource(Profile.class)
    void theCityThatIsHereAlreadyIsNotChanged(Profile profile) throws Exception {
        Sent sent = send(city.system(), roster(SampleCity.schools(), profile));
        assertThat(sent.status()).as(sent.text()).isZero();
        assertThat(sent.text())
                .contains("Applied")
                .containsPattern("unchanged +11,494")
                .containsPattern("changed +0");
    }

    @Test
    void aCityComesInAndIsTheSame() throws Exception {
        Path data = ROOT.resolve(
                "deploy/acceptance/target/roster-" + ProcessHandle.current().pid());
        try (LocalSystem empty =
                LocalSystem.start(LocalSettings.beside(ROOT, data).withSampleCity(false), Progress.SILENT)) {
            Sent sent = send(empty, roster(SampleCity.schools(), Profile.JAPAN_1_2_1));
            assertThat(sent.status()).as(sent.text()).isZero();
            assertThat(people(empty)).isEqualTo(generated());
        }
    }

    @Test
    void aRosterThatBreaksARuleIsRefusedWithItsPlace() throws Exception {
        Path csv = folder.resolve("csv");
        Files.createDirectories(csv);
        Files.writeString(
                csv.resolve("manifest.csv"), "propertyName,value\r\nmanifest.version,1.0\r\noneroster.version,9\r\n");
        Sent sent = send(city.system(), csv);
        assertThat(sent.status()).isEqualTo(1);
        assertThat(sent.text())
                .contains("manifest.csv:- oneroster.version: oneroster.version is 1.2, 1.2.1 or 1.2_JP.");
    }

    private Path roster(List<SampleSchool> schools, Profile profile) throws IOException {
        Path zip = folder.resolve("roster.zip");
        try (OutputStream out = Files.newOutputStream(zip)) {
            SampleRoster.write(schools, profile, out);
        }
        return zip;
    }

    private Sent send(LocalSystem system, Path roster) throws IOException, InterruptedException {
        Path secret = folder.resolve("secret");
        Files.writeString(secret, system.secrets().password("intranet"));
        File output = folder.resolve("output").toFile();
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-jar",
                        JAR.toString(),
                        "--lang",
                        "en",
                        "--url",
                        system.patronUrl().toString(),
                        "--issuer",
                        system.issuer().toString(),
                        "--secret-file",
                        secret.toString(),
                        "--patience",
                        "2",
                        roster.toString())
                .redirectErrorStream(true)
                .redirectOutput(output)
                .start();
        int status = process.waitFor();
        return new Sent(status, Files.readString(output.toPath(), StandardCharsets.UTF_8));
    }

    private record Entry(
            String school,
            String category,
            String name,
            String kana,
            Integer grade,
            String homeClass,
            Integer number) {}

    /** How often each is there: two may have all of it in common. */
    private static Map<Entry, Integer> generated() {
        Map<Entry, Integer> people = new HashMap<>();
        for (SampleSchool school : SampleCity.schools()) {
            for (SamplePatron patron : SampleCity.patrons(school)) {
                if (!patron.departed()) {
                    people.merge(
                            new Entry(
                                    school.code().value(),
                                    patron.category().name(),
                                    patron.displayName(),
                                    patron.nameKana(),
                                    patron.grade(),
                                    patron.homeClass(),
                                    patron.attendanceNumber()),
                            1,
                            Integer::sum);
                }
            }
        }
        return people;
    }

    private static Map<Entry, Integer> people(LocalSystem system) throws SQLException {
        Map<Entry, Integer> people = new HashMap<>();
        try (Connection admin = system.adminConnection();
                ResultSet row = admin.createStatement()
                        .executeQuery(
                                """
                                SELECT school, category, display_name, name_kana, grade::integer, home_class, attendance_number::integer
                                FROM patron.patron WHERE NOT departed
                                """)) {
            while (row.next()) {
                people.merge(
                        new Entry(
                                row.getString(1),
                                row.getString(2),
                                row.getString(3),
                                row.getString(4),
                                row.getObject(5, Integer.class),
                                row.getString(6),
                                row.getObject(7, Integer.class)),
                        1,
                        Integer::sum);
            }
        }
        return new HashMap<>(people);
    }
}
