package io.madoguchi.local.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnpackingTest {
    @TempDir
    Path tools;

    private final AtomicInteger unpacked = new AtomicInteger();

    private void fill(Path folder) throws IOException {
        unpacked.incrementAndGet();
        Files.createDirectories(folder.resolve("bin"));
        Files.writeString(folder.resolve("bin/server"), "program");
        Files.writeString(folder.resolve("readme"), "text");
    }

    @Test
    void whatIsThereIsNotUnpackedAgain() throws Exception {
        Unpacking.once(tools.resolve("server"), this::fill);
        Unpacking.once(tools.resolve("server"), this::fill);

        assertThat(unpacked).hasValue(1);
    }

    @Test
    void anInterruptedUnpackingLeavesNothingThatCounts() {
        Path folder = tools.resolve("server");

        assertThatThrownBy(() -> Unpacking.once(folder, part -> {
                    fill(part);
                    throw new IOException("no space left");
                }))
                .hasMessage("no space left");

        assertThat(tools).isEmptyDirectory();
    }

    @Test
    void aFolderThatLostAFileIsUnpackedAnew() throws Exception {
        Path folder = Unpacking.once(tools.resolve("server"), this::fill);
        Files.delete(folder.resolve("bin/server"));

        Unpacking.once(folder, this::fill);

        assertThat(folder.resolve("bin/server")).hasContent("program");
        assertThat(unpacked).hasValue(2);
    }

    @Test
    void aFolderWithATruncatedFileIsUnpackedAnew() throws Exception {
        Path folder = Unpacking.once(tools.resolve("server"), this::fill);
        Files.writeString(folder.resolve("bin/server"), "prog");

        Unpacking.once(folder, this::fill);

        assertThat(folder.resolve("bin/server")).hasContent("program");
    }

    @Test
    void partsOfAKilledProgramAreRemovedAndThoseOfARunningOneLeft() throws Exception {
        Process sleep = new ProcessBuilder("sleep", "60").start();
        try {
            Path abandoned = Files.createDirectory(tools.resolve(".server.part-999999999-1"));
            Path inUse = Files.createDirectory(tools.resolve(".server.part-" + sleep.pid() + "-1"));

            Unpacking.once(tools.resolve("server"), this::fill);

            assertThat(abandoned).doesNotExist();
            assertThat(inUse).exists();
        } finally {
            sleep.destroyForcibly();
        }
    }

    @Test
    void deletingDoesNotFollowLinks() throws Exception {
        Path shared = Unpacking.once(tools.resolve("server"), this::fill);
        Path home = Files.createDirectory(tools.resolve("home"));
        Files.createSymbolicLink(home.resolve("lib"), shared);

        Unpacking.delete(home);

        assertThat(home).doesNotExist();
        assertThat(shared.resolve("bin/server")).exists();
    }
}
