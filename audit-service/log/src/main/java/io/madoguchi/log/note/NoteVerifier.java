package io.madoguchi.log.note;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A public key with its name: {@code name+key id+base64(type ‖ key)} (signed-note, “vkey”). Tells whether a note is signed with it. */
public final class NoteVerifier {
    /** What a note says about one key. */
    public enum Verdict {
        /** It doesn't say it is signed with it. */
        ABSENT,
        VALID,
        /** It says so, and it isn't true: the note as a whole is not to be believed. */
        INVALID
    }

    private static final int TIME_LENGTH = Long.BYTES;

    private final String name;
    private final String keyId;
    private final SignatureType type;
    private final byte[] encodedKey;
    private final PublicKey key;

    NoteVerifier(String name, SignatureType type, byte[] encodedKey) {
        this.name = Strict.keyName(name);
        this.type = type;
        this.encodedKey = encodedKey.clone();
        this.key = Ed25519.publicKey(encodedKey);
        this.keyId = Strict.keyId(name, typed(type, encodedKey));
    }

    /** Refuses a key id that isn't the key's. */
    public static NoteVerifier parse(String vkey) {
        // Base64 may hold a plus too: only the first two separate.
        String[] parts = vkey.split("\\+", 3);
        if (parts.length != 3) {
            throw new MalformedNote("a verifier key is “name+id+base64”");
        }
        byte[] typed = Strict.base64(parts[2], "verifier key");
        if (typed.length != 1 + Ed25519.KEY_LENGTH) {
            throw new MalformedNote("the verifier key of %s has another length than 33 bytes".formatted(parts[0]));
        }
        NoteVerifier verifier =
                new NoteVerifier(parts[0], SignatureType.of(typed[0]), Arrays.copyOfRange(typed, 1, typed.length));
        if (!verifier.keyId.equals(parts[1])) {
            throw new MalformedNote("the key id of %s does not fit its key".formatted(parts[0]));
        }
        return verifier;
    }

    static byte[] typed(SignatureType type, byte[] key) {
        byte[] typed = new byte[1 + key.length];
        typed[0] = type.identifier();
        System.arraycopy(key, 0, typed, 1, key.length);
        return typed;
    }

    public String name() {
        return name;
    }

    /** Eight hexadecimal digits. */
    public String keyId() {
        return keyId;
    }

    public SignatureType type() {
        return type;
    }

    public String vkey() {
        return name + "+" + keyId + "+" + Base64.getEncoder().encodeToString(typed(type, encodedKey));
    }

    /** Whether the signature claims to be of this key. */
    public boolean isNamedBy(NoteSignature signature) {
        return signature.keyName().equals(name) && signature.keyId().equals(keyId);
    }

    public boolean verifies(String text, NoteSignature signature) {
        if (!isNamedBy(signature)) {
            return false;
        }
        byte[] value = signature.value();
        return switch (type) {
            case ED25519 -> Ed25519.verify(key, text.getBytes(StandardCharsets.UTF_8), value);
            case COSIGNATURE_V1 ->
                value.length > TIME_LENGTH
                        && seconds(value) >= 0
                        && Ed25519.verify(
                                key,
                                cosignedMessage(seconds(value), text),
                                Arrays.copyOfRange(value, TIME_LENGTH, value.length));
        };
    }

    /** All signatures that name this key must verify. */
    public Verdict verdict(SignedNote note) {
        List<NoteSignature> named =
                note.signatures().stream().filter(this::isNamedBy).toList();
        if (named.isEmpty()) {
            return Verdict.ABSENT;
        }
        return named.stream().allMatch(signature -> verifies(note.text(), signature)) ? Verdict.VALID : Verdict.INVALID;
    }

    /** When a witness with this key last cosigned the note, to the second; empty when it didn't, or a signature is wrong. */
    public Optional<Instant> cosignedAt(SignedNote note) {
        if (type != SignatureType.COSIGNATURE_V1 || verdict(note) != Verdict.VALID) {
            return Optional.empty();
        }
        return note.signatures().stream()
                .filter(this::isNamedBy)
                .map(signature -> Instant.ofEpochSecond(seconds(signature.value())))
                .max(Instant::compareTo);
    }

    boolean hasSameKeyAs(NoteVerifier other) {
        return Arrays.equals(encodedKey, other.encodedKey);
    }

    static byte[] cosignedMessage(long seconds, String text) {
        return ("cosignature/v1\ntime " + seconds + "\n" + text).getBytes(StandardCharsets.UTF_8);
    }

    private static long seconds(byte[] value) {
        return ByteBuffer.wrap(value).getLong();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof NoteVerifier that && vkey().equals(that.vkey());
    }

    @Override
    public int hashCode() {
        return vkey().hashCode();
    }

    @Override
    public String toString() {
        return vkey();
    }
}
