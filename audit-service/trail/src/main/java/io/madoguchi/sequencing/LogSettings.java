package io.madoguchi.sequencing;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** The log: who signs it, who cosigns it, where it is kept beside the database. */
@ConfigMapping(prefix = "log")
public interface LogSettings {
    /** How often it looks for records without a place; {@code off} stops it. */
    String every();

    /** How often a checkpoint that waits for cosignatures is sent to the witnesses; {@code off} stops it. */
    String cosignEvery();

    /** How often records are looked for that have been kept long enough; {@code off} stops it. */
    String removeEvery();

    /** Records that get their places in one transaction. */
    int batch();

    /** Records in one partition of the table. */
    long partition();

    /**
     * The secret keys, each as Go's {@code sumdb/note} writes it, with blanks between. All of the first one's name sign each checkpoint, so
     * that a new key and an old one can be used side by side for a while; those of other names sign statements only.
     */
    Optional<String> keys();

    /** The policy file (C2SP tlog-policy) that names this log, its witnesses and how many of them are enough. */
    Optional<Path> policy();

    /** The folder in which the tiles are kept outside of the database. */
    Optional<Path> archive();

    /** How long records are kept; for ever where it is absent. 30 days at least. */
    Optional<Duration> keepRecords();
}
