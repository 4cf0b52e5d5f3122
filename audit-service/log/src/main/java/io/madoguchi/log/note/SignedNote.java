package io.madoguchi.log.note;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A text with the signatures under it (C2SP signed-note). That it could be read says nothing of its truth: ask a {@link NoteVerifier} or a
 * {@link Policy}. Refuses control characters, more than 128 KiB or 64 signatures, and every spelling but the canonical one.
 *
 * @param text ends with a newline
 * @param signatures at least one
 */
public record SignedNote(String text, List<NoteSignature> signatures) {
    static final int MOST_BYTES = 128 * 1024;
    private static final int MOST_SIGNATURES = 64;

    public SignedNote {
        Strict.noteText(text);
        signatures = List.copyOf(signatures);
        if (signatures.isEmpty()) {
            throw new MalformedNote("no signature");
        }
        if (signatures.size() > MOST_SIGNATURES) {
            throw new MalformedNote("more than %d signatures".formatted(MOST_SIGNATURES));
        }
    }

    public static SignedNote parse(byte[] note) {
        if (note.length > MOST_BYTES) {
            throw new MalformedNote("longer than %d bytes".formatted(MOST_BYTES));
        }
        return read(Strict.utf8(note));
    }

    public static SignedNote parse(String note) {
        if (note.length() > MOST_BYTES || note.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
            throw new MalformedNote("longer than %d bytes".formatted(MOST_BYTES));
        }
        return read(note);
    }

    private static SignedNote read(String note) {
        Strict.noControls(note);
        if (!note.endsWith("\n")) {
            throw new MalformedNote("the note does not end with a newline");
        }
        // The text may have empty lines of its own: the last one separates.
        int blank = note.lastIndexOf("\n\n");
        if (blank < 0 || blank + 2 == note.length()) {
            throw new MalformedNote("no empty line with signatures after it");
        }
        List<NoteSignature> signatures = note.substring(blank + 2)
                .lines()
                .limit(MOST_SIGNATURES + 1L)
                .map(NoteSignature::parse)
                .toList();
        return new SignedNote(note.substring(0, blank + 1), signatures);
    }

    /** The same with one more signature; with none more when it is there already. */
    public SignedNote with(NoteSignature signature) {
        if (signatures.contains(signature)) {
            return this;
        }
        List<NoteSignature> all = new ArrayList<>(signatures);
        all.add(signature);
        return new SignedNote(text, all);
    }

    /** As it is stored and sent; {@link #parse(String)} reads it. */
    public String encoded() {
        return signatures.stream()
                .map(signature -> signature.line() + "\n")
                .collect(Collectors.joining("", text + "\n", ""));
    }
}
