package io.madoguchi.local.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassArchiveTest {
    private static final Jdk JDK_17 = new Jdk(Path.of("/jdk-17"), 17, "17.0.15+6");
    private static final Jdk JDK_25 = new Jdk(Path.of("/jdk-25"), 25, "25.0.3+9");
    private static final List<String> OPTIONS = List.of("-XX:+UseSerialGC");

    @TempDir
    Path folder;

    private Path program;
    private Path jar;

    @BeforeEach
    void program() throws IOException {
        program = Files.createDirectories(folder.resolve("quarkus-app"));
        jar = Files.writeString(Files.createDirectories(program.resolve("lib")).resolve("a.jar"), "a");
    }

    @Test
    void asksForNothingUntilThereIsOne() throws IOException {
        assertThat(archive(JDK_25).exists()).isFalse();
        assertThat(archive(JDK_25).options()).isEmpty();
    }

    @Test
    void isAnAotCacheOn25AndAnArchiveOfClassesBefore() throws IOException {
        assertThat(archive(JDK_25).trainingOptions()).singleElement().asString().startsWith("-XX:AOTCacheOutput=");
        assertThat(archive(JDK_17).trainingOptions())
                .singleElement()
                .asString()
                .startsWith("-XX:ArchiveClassesAtExit=");
        assertThat(trained(JDK_25).options())
                .anyMatch(option -> option.startsWith("-XX:AOTCache="))
                .contains("-XX:AOTMode=auto");
        assertThat(trained(JDK_17).options()).anyMatch(option -> option.startsWith("-XX:SharedArchiveFile="));
    }

    @Test
    void isThereForTheNextLauncher() throws IOException {
        List<String> options = trained(JDK_25).options();
        assertThat(archive(JDK_25).options()).isEqualTo(options);
    }

    @Test
    void isNoneWhenTheRunWasBrokenOff() throws IOException {
        ClassArchive archive = archive(JDK_25);
        written(archive);
        assertThat(archive.exists()).isFalse();
        ClassArchive nothingWritten = archive(JDK_17);
        nothingWritten.keep();
        assertThat(nothingWritten.exists()).isFalse();
    }

    @Test
    void isAnotherForOtherJars() throws IOException {
        trained(JDK_25);
        Files.setLastModifiedTime(jar, FileTime.fromMillis(1));
        assertThat(archive(JDK_25).exists()).isFalse();
        trained(JDK_25);
        Files.writeString(program.resolve("b.jar"), "b");
        assertThat(archive(JDK_25).exists()).isFalse();
    }

    @Test
    void isAnotherForAnotherJvmAndForOtherOptions() throws IOException {
        trained(JDK_25);
        assertThat(archive(JDK_17).exists()).isFalse();
        assertThat(archive(new Jdk(JDK_25.home(), 25, "25.0.4+1")).exists()).isFalse();
        assertThat(archive("service", JDK_25, List.of("-javaagent:patch.jar")).exists())
                .isFalse();
    }

    @Test
    void takesThePlaceOfOlderOnesOfTheSameProgramAndJava() throws IOException {
        ClassArchive other = archive("other", JDK_25, OPTIONS);
        written(other);
        other.keep();
        trained(JDK_17);
        trained(JDK_25);
        written(archive(JDK_25));
        Files.setLastModifiedTime(jar, FileTime.fromMillis(1));
        trained(JDK_25);
        try (var files = Files.list(folder.resolve("archives"))) {
            assertThat(files).hasSize(3);
        }
        assertThat(archive(JDK_25).exists()).isTrue();
        assertThat(other.exists()).isTrue();
    }

    private ClassArchive trained(Jdk jdk) throws IOException {
        ClassArchive archive = archive(jdk);
        written(archive);
        archive.keep();
        return archive;
    }

    /** As the JVM does. */
    private static void written(ClassArchive archive) throws IOException {
        String option = archive.trainingOptions().get(0);
        Files.writeString(Path.of(option.substring(option.indexOf('=') + 1)), "classes");
    }

    private ClassArchive archive(Jdk jdk) throws IOException {
        return archive("service", jdk, OPTIONS);
    }

    private ClassArchive archive(String name, Jdk jdk, List<String> options) throws IOException {
        return ClassArchive.of(jdk, folder.resolve("archives"), name, program, options);
    }
}
