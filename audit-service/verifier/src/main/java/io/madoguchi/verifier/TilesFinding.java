package io.madoguchi.verifier;

import java.util.List;

/**
 * One thing that is wrong with the static files of a log.
 *
 * @param path of the file; empty where it is about the whole
 * @param details what the words of this kind mention
 */
public record TilesFinding(Kind kind, String path, List<String> details) {

    public TilesFinding {
        details = List.copyOf(details);
    }

    /** What can be wrong. */
    public enum Kind {
        /** A file that the checkpoint's size demands is not there. */
        MISSING,
        /** A file that no log of this size has. */
        UNACCOUNTED,
        /** An entry bundle that is not whole entries of 32 bytes, as many as it has to have. */
        ENTRIES,
        /** A tile that is not what the entries make: the first index in the tile. */
        TILE,
        /** A narrower tile or bundle that is not the beginning of the wider one. */
        NARROWER,
        /** The checkpoint is not written as a checkpoint. */
        CHECKPOINT,
        /** The checkpoint does not satisfy the policy: why. */
        NOT_BELIEVED,
        /** The entries don't make the root of the checkpoint. */
        ROOT
    }
}
