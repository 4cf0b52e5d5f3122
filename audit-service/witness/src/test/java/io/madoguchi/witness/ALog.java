package io.madoguchi.witness;

import io.madoguchi.log.note.AddCheckpoint;
import io.madoguchi.log.note.Checkpoint;
import io.madoguchi.log.note.NoteSigner;
import io.madoguchi.log.note.SignatureType;
import io.madoguchi.log.note.SignedNote;
import io.madoguchi.log.tree.Hash;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** A log in memory, its hashes and proofs written down as RFC 6962 section 2.1 states them. */
final class ALog {
    static final String ORIGIN = "log.example/one";

    private final NoteSigner signer;
    private final List<byte[]> entries;

    private ALog(NoteSigner signer, List<byte[]> entries) {
        this.signer = signer;
        this.entries = entries;
    }

    /** With a new key. */
    static ALog withEntries(int count) {
        return new ALog(NoteSigner.generate(ORIGIN, SignatureType.ED25519), entries("entry", 0, count));
    }

    /** The same log under the same key with other entries from {@code from} on: what nobody should believe. */
    ALog forkedFrom(int from) {
        List<byte[]> other = new ArrayList<>(entries.subList(0, from));
        other.addAll(entries("other entry", from, entries.size()));
        return new ALog(signer, other);
    }

    ALog signedWith(NoteSigner other) {
        return new ALog(other, entries);
    }

    private static List<byte[]> entries(String text, int from, int until) {
        return new ArrayList<>(IntStream.range(from, until)
                .mapToObj(i -> (text + " " + i).getBytes(StandardCharsets.UTF_8))
                .toList());
    }

    NoteSigner signer() {
        return signer;
    }

    int size() {
        return entries.size();
    }

    Checkpoint checkpoint(int size) {
        return new Checkpoint(signer.name(), size, Hash.of(root(entries.subList(0, size))));
    }

    SignedNote note(int size) {
        return sign(checkpoint(size));
    }

    SignedNote sign(Checkpoint checkpoint) {
        return new SignedNote(checkpoint.text(), List.of(signer.sign(checkpoint.text())));
    }

    AddCheckpoint request(int oldSize, int size) {
        List<Hash> proof = oldSize == 0 || oldSize >= size
                ? List.of()
                : proof(oldSize, entries.subList(0, size), true).stream()
                        .map(Hash::of)
                        .toList();
        return new AddCheckpoint(oldSize, proof, note(size));
    }

    private static byte[] root(List<byte[]> entries) {
        if (entries.isEmpty()) {
            return sha256();
        }
        if (entries.size() == 1) {
            return sha256(new byte[] {0}, entries.get(0));
        }
        int split = Integer.highestOneBit(entries.size() - 1);
        return sha256(new byte[] {1}, root(entries.subList(0, split)), root(entries.subList(split, entries.size())));
    }

    private static List<byte[]> proof(int old, List<byte[]> entries, boolean known) {
        if (old == entries.size()) {
            return known ? List.of() : List.of(root(entries));
        }
        int split = Integer.highestOneBit(entries.size() - 1);
        List<byte[]> left = entries.subList(0, split);
        List<byte[]> right = entries.subList(split, entries.size());
        List<byte[]> proof = new ArrayList<>(old <= split ? proof(old, left, known) : proof(old - split, right, false));
        proof.add(old <= split ? root(right) : root(left));
        return proof;
    }

    private static byte[] sha256(byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (byte[] part : parts) {
                digest.update(part);
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
