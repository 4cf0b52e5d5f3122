package io.madoguchi.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class RecordedProcessTest {
    @TempDir
    Path folder;

    @Test
    void aRunningProcessIsFoundAgain() throws Exception {
        Path record = folder.resolve("me");
        RecordedProcess.write(record, ProcessHandle.current());

        assertThat(RecordedProcess.find(record)).contains(ProcessHandle.current());
    }

    @Test
    void anIdThatWasGivenToAnotherProcessIsNotTakenForTheOldOne() throws Exception {
        Path record = folder.resolve("recycled");
        long dayBefore = System.currentTimeMillis() - Duration.ofDays(1).toMillis();
        Files.writeString(record, ProcessHandle.current().pid() + " " + dayBefore + "\n");

        assertThat(RecordedProcess.find(record)).isEmpty();
    }

    @Test
    void aTornRecordIsNoProcess() throws Exception {
        Path record = folder.resolve("torn");
        Files.writeString(record, "12");

        assertThat(RecordedProcess.find(record)).isEmpty();
        assertThat(RecordedProcess.find(folder.resolve("none"))).isEmpty();
    }

    @Test
    void aProcessThatEndsWhenAskedIsNotForced() throws Exception {
        Process sleep = new ProcessBuilder("sleep", "60").start();
        Path record = folder.resolve("sleep");
        RecordedProcess.write(record, sleep.toHandle());

        ServerProcess.stopRecorded(record);

        assertThat(sleep.waitFor()).isEqualTo(128 + 15);
        assertThat(record).doesNotExist();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aProcessThatHasEndedButWasNotAskedForItsStatusIsNotAlive() throws Exception {
        // The child ends with its input, once a program is in the shell's place that never asks for its status; the
        // shell might.
        Process parent = new ProcessBuilder("sh", "-c", "exec 3<&0; cat <&3 & echo $!; exec sleep 60").start();
        try (BufferedReader output = parent.inputReader()) {
            ProcessHandle child =
                    ProcessHandle.of(Long.parseLong(output.readLine())).orElseThrow();
            long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
            Path name = Path.of("/proc/" + parent.pid() + "/comm");
            while (!Files.readString(name).equals("sleep\n") && System.nanoTime() < deadline) {
                Pause.millis(10);
            }
            parent.outputWriter().close();
            while (RecordedProcess.isAlive(child) && System.nanoTime() < deadline) {
                Pause.millis(10);
            }

            assertThat(RecordedProcess.isAlive(child)).isFalse();
        } finally {
            parent.destroyForcibly();
        }
    }
}
