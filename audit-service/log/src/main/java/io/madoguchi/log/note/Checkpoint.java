package io.madoguchi.log.note;

import io.madoguchi.log.tree.Hash;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The head of a log at one size (C2SP tlog-checkpoint): the text that the log signs and witnesses cosign.
 *
 * @param origin the log's unique name
 * @param size how many entries
 * @param root of the Merkle tree over them (RFC 6962)
 * @param extensions further lines, kept as they came; nothing here gives them a meaning
 */
public record Checkpoint(String origin, long size, Hash root, List<String> extensions) {

    public Checkpoint {
        extensions = List.copyOf(extensions);
        if (size < 0) {
            throw new MalformedNote("negative tree size");
        }
        requireLine(origin, "origin");
        extensions.forEach(line -> requireLine(line, "extension line"));
    }

    public Checkpoint(String origin, long size, Hash root) {
        this(origin, size, root, List.of());
    }

    /** The checkpoint in a note's text. Whether anybody signed it is another question. */
    public static Checkpoint of(SignedNote note) {
        return parse(note.text());
    }

    public static Checkpoint parse(String text) {
        Strict.noteText(text);
        // With a limit of -1 an empty line at the end is not swallowed.
        List<String> lines = List.of(text.substring(0, text.length() - 1).split("\n", -1));
        if (lines.size() < 3) {
            throw new MalformedNote("a checkpoint has at least three lines");
        }
        return new Checkpoint(
                lines.get(0),
                Strict.decimal(lines.get(1), "tree size"),
                hash(lines.get(2), "root"),
                lines.subList(3, lines.size()));
    }

    /** Ends with a newline; {@link #parse} reads it. */
    public String text() {
        return origin + "\n" + size + "\n" + root.base64() + "\n"
                + extensions.stream().map(line -> line + "\n").collect(Collectors.joining());
    }

    static Hash hash(String base64, String what) {
        byte[] bytes = Strict.base64(base64, what);
        if (bytes.length != Hash.BYTES) {
            throw new MalformedNote("%s is not a hash of %d bytes".formatted(what, Hash.BYTES));
        }
        return Hash.of(bytes);
    }

    private static void requireLine(String line, String what) {
        if (line.isEmpty()) {
            throw new MalformedNote("empty " + what);
        }
        Strict.noControls(line);
        if (line.indexOf('\n') >= 0) {
            throw new MalformedNote(what + " of several lines");
        }
    }
}
