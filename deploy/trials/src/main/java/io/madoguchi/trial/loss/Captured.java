package io.madoguchi.trial.loss;

import io.madoguchi.trial.loss.Watch.Observed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Keeps what a failed trial captured: the complaints, one line for each attempt, and the bytes and records of those complained of. */
final class Captured {
    private Captured() {}

    static void write(Path folder, String victim, Observed observed) throws IOException {
        Files.createDirectories(folder);
        Set<UUID> concerned = new HashSet<>();
        StringBuilder complaints = new StringBuilder(victim).append('\n');
        for (Complaint complaint : observed.complaints()) {
            complaint.attempt().ifPresent(concerned::add);
            complaints.append(complaint.sentence()).append('\n');
        }
        Files.writeString(folder.resolve("complaints.txt"), complaints);
        StringBuilder lines = new StringBuilder(
                "milliseconds after the kill began: begun, ended; attempt, kind, end, status, bytes\n");
        for (Attempt attempt : observed.attempts()) {
            lines.append("%8.1f %8.1f %s %-20s %-10s %3d %d%n"
                    .formatted(
                            sinceKill(observed, attempt.begun()),
                            sinceKill(observed, attempt.ended()),
                            attempt.id(),
                            attempt.kind(),
                            attempt.end(),
                            attempt.answer().status().orElse(0),
                            attempt.answer().bytes().length));
            if (concerned.contains(attempt.id())) {
                Files.write(
                        folder.resolve(attempt.id() + ".http"), attempt.answer().bytes());
                Files.write(folder.resolve(attempt.id() + ".records.json"), recordsOf(observed, attempt));
            }
        }
        Files.writeString(folder.resolve("attempts.txt"), lines);
    }

    private static List<String> recordsOf(Observed observed, Attempt attempt) {
        return observed.records().stream()
                .filter(entry -> entry.attempt().filter(attempt.id()::equals).isPresent())
                .map(entry -> entry.record().toString())
                .toList();
    }

    private static double sinceKill(Observed observed, long moment) {
        return (moment - observed.kill().from()) / 1e6;
    }
}
