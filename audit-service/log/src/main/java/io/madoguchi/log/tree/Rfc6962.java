package io.madoguchi.log.tree;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The hashes of a Merkle tree (RFC 6962, section 2.1) with SHA-256: leaves and nodes are told apart by their first byte. */
public final class Rfc6962 {

    private static final byte LEAF = 0;
    private static final byte NODE = 1;

    /** The root of a tree without entries. */
    public static final Hash EMPTY_ROOT = Hash.of(sha256().digest());

    private Rfc6962() {}

    /** The hash of an entry as a leaf. */
    public static Hash leaf(byte[] entry) {
        MessageDigest digest = sha256();
        digest.update(LEAF);
        return Hash.of(digest.digest(entry));
    }

    /** The hash over two subtrees. */
    public static Hash node(Hash left, Hash right) {
        byte[] both = new byte[1 + 2 * Hash.BYTES];
        both[0] = NODE;
        left.copyTo(both, 1);
        right.copyTo(both, 1 + Hash.BYTES);
        return Hash.of(sha256().digest(both));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
