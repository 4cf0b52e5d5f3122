package io.madoguchi.send;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the command says where nothing can be sent; sending is tested against the whole system ({@code RosterIT}). */
class RosterSendTest {
    @TempDir
    Path folder;

    private Path secret;
    private Path zip;

    @BeforeEach
    void files() throws IOException {
        secret = Files.writeString(folder.resolve("secret"), "s");
        zip = Files.writeString(folder.resolve("roster.zip"), "PK");
    }

    private record Run(int status, String text) {}

    private static Run run(Locale machine, String... arguments) {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        try (PrintStream both = new PrintStream(printed, true, StandardCharsets.UTF_8)) {
            int status = RosterSend.run(arguments, Words.of(List.of(arguments), Map.of(), machine), both, both);
            return new Run(status, printed.toString(StandardCharsets.UTF_8));
        }
    }

    @Test
    void helpsInTheLanguageOfTheMachineOrInTheOneThatIsNamed() {
        Run japanese = run(Locale.JAPAN, "--help");
        assertThat(japanese.status()).isEqualTo(RosterSend.DONE);
        assertThat(japanese.text()).contains("名簿").contains("終了コード");
        assertThat(run(Locale.JAPAN, "--lang", "en", "--help").text())
                .contains("Exit codes")
                .contains("--most-departures");
    }

    @Test
    void saysWhatIsWrongWithTheCommand() {
        assertThat(run(Locale.ENGLISH, "--secret-file", secret.toString()).status())
                .isEqualTo(RosterSend.USAGE);
        assertThat(run(Locale.ENGLISH, zip.toString()).text())
                .contains("--secret-file")
                .contains("See --help");
        assertThat(run(Locale.ENGLISH, "--secret-file", folder.resolve("none").toString(), zip.toString())
                        .status())
                .isEqualTo(RosterSend.USAGE);
        assertThat(run(
                                Locale.ENGLISH,
                                "--secret-file",
                                secret.toString(),
                                folder.resolve("none").toString())
                        .status())
                .isEqualTo(RosterSend.USAGE);
    }

    @Test
    void aFolderWithoutARosterIsNoRoster() throws IOException {
        Path empty = Files.createDirectory(folder.resolve("empty"));
        Run run = run(Locale.ENGLISH, "--secret-file", secret.toString(), empty.toString());
        assertThat(run.status()).isEqualTo(RosterSend.USAGE);
        assertThat(run.text()).contains("No roster in");
    }

    @Test
    void givesUpWhereNobodyAnswersForAsLongAsThereIsPatience() {
        Run run = run(
                Locale.ENGLISH,
                "--secret-file",
                secret.toString(),
                "--url",
                "http://127.0.0.1:9",
                "--issuer",
                "http://127.0.0.1:9/realms/madoguchi",
                "--patience",
                "0",
                zip.toString());
        assertThat(run.status()).isEqualTo(RosterSend.UNREACHABLE);
        assertThat(run.text()).contains("Send it again");
    }

    @Test
    void theSameFilesMakeTheSameZip() throws IOException {
        Path csv = Files.createDirectory(folder.resolve("csv"));
        Files.writeString(csv.resolve("manifest.csv"), "propertyName,value\r\n");
        Files.writeString(csv.resolve("users.csv"), "sourcedId\r\n");
        Files.writeString(csv.resolve("readme.txt"), "not sent");
        String first;
        try (Parcel parcel = Parcel.of(csv).get(0)) {
            first = parcel.sha256();
        }
        try (Parcel parcel = Parcel.of(csv).get(0)) {
            assertThat(parcel.sha256()).isEqualTo(first);
            assertThat(Files.exists(parcel.zip())).isTrue();
            parcel.close();
            assertThat(Files.exists(parcel.zip())).isFalse();
        }
        assertThat(Files.exists(csv.resolve("users.csv"))).isTrue();
    }
}
