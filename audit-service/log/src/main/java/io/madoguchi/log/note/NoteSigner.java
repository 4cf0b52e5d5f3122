package io.madoguchi.log.note;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;

/**
 * A private key with its name, written {@code PRIVATE+KEY+name+key id+base64(type ‖ seed)} as Go's {@code sumdb/note} does. Whoever has that
 * text can sign as this name: it belongs in a file that only its owner reads.
 */
public final class NoteSigner {
    private static final String PREFIX = "PRIVATE+KEY+";

    private final byte[] seed;
    private final PrivateKey key;
    private final NoteVerifier verifier;

    private NoteSigner(String name, SignatureType type, byte[] seed) {
        this.seed = seed.clone();
        this.key = Ed25519.privateKey(seed);
        this.verifier = new NoteVerifier(name, type, Ed25519.publicKeyOf(seed));
    }

    /** A new key from the JDK's secure random source. */
    public static NoteSigner generate(String name, SignatureType type) {
        return new NoteSigner(name, type, Ed25519.randomSeed());
    }

    /** Refuses a key id that isn't the key's. Its messages never hold the key. */
    public static NoteSigner parse(String skey) {
        String[] parts =
                skey.startsWith(PREFIX) ? skey.substring(PREFIX.length()).split("\\+", 3) : new String[0];
        if (parts.length != 3) {
            throw new MalformedNote("a signing key is “PRIVATE+KEY+name+id+base64”");
        }
        byte[] typed = Strict.base64(parts[2], "signing key");
        if (typed.length != 1 + Ed25519.KEY_LENGTH) {
            throw new MalformedNote("the signing key has another length than 33 bytes");
        }
        NoteSigner signer =
                new NoteSigner(parts[0], SignatureType.of(typed[0]), Arrays.copyOfRange(typed, 1, typed.length));
        if (!signer.verifier.keyId().equals(parts[1])) {
            throw new MalformedNote("the key id of the signing key does not fit it");
        }
        return signer;
    }

    public String name() {
        return verifier.name();
    }

    /** The public half. */
    public NoteVerifier verifier() {
        return verifier;
    }

    /** The secret text that {@link #parse} reads. */
    public String skey() {
        return PREFIX + name() + "+" + verifier.keyId() + "+"
                + Base64.getEncoder().encodeToString(NoteVerifier.typed(verifier.type(), seed));
    }

    /** Signs a text that ends with a newline; for keys of type {@link SignatureType#ED25519}. */
    public NoteSignature sign(String text) {
        require(SignatureType.ED25519);
        byte[] message = Strict.noteText(text).getBytes(StandardCharsets.UTF_8);
        return NoteSignature.of(name(), verifier.keyId(), Ed25519.sign(key, message));
    }

    /** States that at this time, to the second, the text was the newest seen of its log; for keys of type {@link SignatureType#COSIGNATURE_V1}. */
    public NoteSignature cosign(String text, Instant time) {
        require(SignatureType.COSIGNATURE_V1);
        long seconds = time.getEpochSecond();
        if (seconds <= 0) {
            throw new IllegalArgumentException("a cosignature without a time");
        }
        byte[] signature = Ed25519.sign(key, NoteVerifier.cosignedMessage(seconds, Strict.noteText(text)));
        return NoteSignature.of(
                name(),
                verifier.keyId(),
                ByteBuffer.allocate(Long.BYTES + signature.length)
                        .putLong(seconds)
                        .put(signature)
                        .array());
    }

    private void require(SignatureType type) {
        if (verifier.type() != type) {
            throw new IllegalStateException("%s is no key of type %s".formatted(name(), type));
        }
    }

    /** Without the private key: this lands in logs. */
    @Override
    public String toString() {
        return verifier.vkey();
    }
}
