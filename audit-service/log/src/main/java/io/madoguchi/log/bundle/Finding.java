package io.madoguchi.log.bundle;

import java.util.List;
import java.util.OptionalLong;

/**
 * One thing that is wrong with a bundle, or keeps it from being proven. A value without words: those are the verifier's.
 *
 * @param line of the file, counted from 1; 0 where it is about the whole
 * @param index in the log, where it is about one entry or begins with one
 * @param details what the words of this kind mention, such as the index that was expected; never a record's content
 */
public record Finding(Kind kind, long line, OptionalLong index, List<String> details) {

    public Finding {
        details = List.copyOf(details);
    }

    /** What can be wrong. */
    public enum Kind {
        /** The file has no line. */
        EMPTY,
        /** The file ends within a line. */
        CUT_OFF,
        /** A line longer than the check reads, in bytes: the limit. */
        LINE_TOO_LONG,
        /** A line that is not written in the one way there is: a byte of it was changed, or somebody else wrote it. */
        NOT_CANONICAL,
        /** The first line is no header of this format. */
        HEADER,
        /** A line that is none of those that a bundle has. */
        UNKNOWN_LINE,
        /** A line of a bundle that doesn't belong here. */
        OUT_OF_PLACE,
        /** Another index than the next: the expected one. */
        INDEX,
        /** Entries of the range that are not in the file: how many. */
        ENTRIES_MISSING,
        /** A record without an id. */
        RECORD_WITHOUT_ID,
        /** A record whose id an earlier line has as well: the id. */
        RECORD_REPEATED,
        /** Entries without record and salt that nobody announced as erased: the last index. */
        BODY_MISSING,
        /** There is no checkpoint. */
        NO_CHECKPOINT,
        /** The checkpoint is not written as a checkpoint. */
        CHECKPOINT,
        /** The header names another log than the checkpoint: both origins. */
        ORIGIN,
        /** The checkpoint is of a log whose key the auditor didn't give: its origin. */
        UNKNOWN_LOG,
        /** The log did not sign the checkpoint. */
        NOT_SIGNED,
        /** A signature that is wrong: whose. */
        WRONG_SIGNATURE,
        /** Too few witnesses cosigned: those who did. */
        NO_QUORUM,
        /** The range reaches beyond the checkpoint: its size. */
        BEYOND_CHECKPOINT,
        /** Entries and proof don't make the root of the checkpoint. */
        ROOT,
        /** The log is smaller than the auditor knows it to be: its size, the least. */
        TOO_SMALL,
        /** The auditor's older checkpoint is not one of this log. */
        OLDER,
        /** The log is smaller than it was: its size, the older one. */
        ROLLED_BACK,
        /** The log of the older checkpoint is another one: the older size. */
        FORKED,
        /** Nothing in the bundle ties it to the older checkpoint: the older size. */
        UNCONNECTED,
        /** The consistency proof of the header proves nothing: the older size. */
        CONSISTENCY,
        /** There is no seal. */
        NO_SEAL,
        /** The seal is not that of the lines before. */
        SEAL,
        /** Something stands after the seal. */
        AFTER_THE_END
    }
}
