package io.madoguchi.local.jvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.madoguchi.local.progress.CannotStart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JdkTest {
    private static final Jdk OWN = new Jdk(Path.of("/own"), 17, "17.0.15");

    @TempDir
    Path folder;

    @BeforeEach
    void realPath() throws IOException {
        folder = folder.toRealPath();
    }

    @Test
    void findsTheJavaThatRunsThis() {
        assertThat(Jdk.own().feature()).isEqualTo(Runtime.version().feature());
        assertThat(Jdk.own().java()).isExecutable();
    }

    @Test
    void takesJdk25WhereThereIsOne() throws IOException {
        aJdk("jdk-21", "21.0.8");
        aJdk("jdk-26", "26");
        Path home = aJdk("jdk-25", "25.0.3");
        assertThat(choose(Map.of())).isEqualTo(new Jdk(home, 25, "25.0.3"));
    }

    @Test
    void takesItFromThePathToo() throws IOException {
        Path home = aJdk("elsewhere/jdk-25", "25");
        Files.createDirectories(folder.resolve("links"));
        Files.createSymbolicLink(folder.resolve("links/javac"), executable(home.resolve("bin/javac")));
        assertThat(choose(Map.of("PATH", "/nowhere:" + folder.resolve("links"))).home())
                .isEqualTo(home);
    }

    @Test
    void staysWithItsOwnWhereThereIsNone() throws IOException {
        aJdk("jdk-8", "1.8.0_462");
        aJdk("jdk-21", "21.0.8");
        Files.createDirectories(folder.resolve("empty"));
        assertThat(choose(Map.of())).isEqualTo(OWN);
    }

    @Test
    void staysWithItsOwnWhenThatIs25() throws IOException {
        aJdk("jdk-25", "25.0.3");
        Jdk own = new Jdk(Path.of("/own"), 26, "26");
        assertThat(Jdk.choose(Map.of(), own, List.of(folder))).isEqualTo(own);
    }

    @Test
    void doesAsItsNamed() throws IOException {
        aJdk("jdk-25", "25.0.3");
        Path named = aJdk("elsewhere/jdk-17", "17.0.15");
        assertThat(choose(Map.of(Jdk.VARIABLE, named.toString())).home()).isEqualTo(named);
    }

    @Test
    void refusesANameWithoutAJavaThatWillDo() throws IOException {
        Path old = aJdk("jdk-11", "11.0.28");
        for (Path named : List.of(old, folder.resolve("missing"))) {
            assertThatThrownBy(() -> choose(Map.of(Jdk.VARIABLE, named.toString())))
                    .isInstanceOf(CannotStart.class)
                    .hasMessageContaining(named.toString());
        }
    }

    private Jdk choose(Map<String, String> environment) {
        return Jdk.choose(environment, OWN, List.of(folder.resolve("none"), folder));
    }

    private Path aJdk(String name, String version) throws IOException {
        Path home = folder.resolve(name);
        executable(home.resolve("bin/java"));
        Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
        return home;
    }

    private static Path executable(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "");
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return file;
    }
}
