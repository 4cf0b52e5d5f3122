package io.madoguchi.witness;

import io.madoguchi.log.note.NoteSignature;

/** What the witness says to a checkpoint. */
sealed interface Answer {
    /** It follows from all that was seen before, and is now remembered on disk. */
    record Cosigned(NoteSignature cosignature) implements Answer {}

    /** The log did not know what was cosigned last: it may ask again with a proof from this size. */
    record OtherSize(long size) implements Answer {}

    /** Statuses are the specification's. */
    enum Refusal implements Answer {
        UNKNOWN_LOG(404, "this witness does not watch a log of that origin"),
        NOT_SIGNED(403, "not signed with a key that this witness knows for the log"),
        WRONG_SIGNATURE(403, "a signature in the log's name does not verify"),
        OLD_SIZE_ABOVE_SIZE(400, "the old size is above the checkpoint's"),
        WRONG_EMPTY_ROOT(422, "an empty tree has another root"),
        /** Two checkpoints of one size with different roots, both signed: the log told two stories. */
        FORK(422, "another root was cosigned for this size"),
        NOT_CONSISTENT(422, "the proof does not show that the log only grew");

        private final int status;
        private final String text;

        Refusal(int status, String text) {
            this.status = status;
            this.text = text;
        }

        int status() {
            return status;
        }

        String text() {
            return text;
        }

        /** Whether the log itself signed something that it should not have, or could not prove: worth keeping. */
        boolean isEvidence() {
            return status == 422;
        }
    }
}
