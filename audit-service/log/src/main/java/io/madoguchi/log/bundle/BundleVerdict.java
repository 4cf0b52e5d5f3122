package io.madoguchi.log.bundle;

import io.madoguchi.log.note.Checkpoint;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the check of a bundle came to.
 *
 * @param findings in the order of the file, the first hundred; none when everything is proven
 * @param entries how many lines of entries were read
 * @param erased the ranges without record and salt, announced or not
 * @param checkpoint what stands in the bundle, whether believed or not
 * @param cosigned which witnesses cosigned the checkpoint, and when
 * @param sinceUnchecked whether the header has a consistency proof that nothing at hand could be held against
 * @param sha256 of all bytes read, in hex
 */
public record BundleVerdict(
        List<Finding> findings,
        Optional<BundleHeader> header,
        long entries,
        List<IndexRange> erased,
        Optional<Checkpoint> checkpoint,
        Map<String, Instant> cosigned,
        boolean sinceUnchecked,
        String sha256) {

    public BundleVerdict {
        findings = List.copyOf(findings);
        erased = List.copyOf(erased);
    }

    /** Whether every line is what the log had when witnesses cosigned it. */
    public boolean proven() {
        return findings.isEmpty();
    }
}
