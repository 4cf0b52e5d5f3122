package io.madoguchi.log.note;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;

/** The JDK's Ed25519 with keys as the 32 bytes of RFC 8032. */
final class Ed25519 {
    static final int KEY_LENGTH = 32;

    /** What X.509 writes before the 32 bytes (RFC 8410). */
    private static final byte[] X509_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

    private Ed25519() {}

    static byte[] randomSeed() {
        byte[] seed = new byte[KEY_LENGTH];
        new SecureRandom().nextBytes(seed);
        return seed;
    }

    static PrivateKey privateKey(byte[] seed) {
        try {
            return KeyFactory.getInstance("Ed25519")
                    .generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, seed));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Ed25519", e);
        }
    }

    /** Refuses bytes that are no point of the curve. */
    static PublicKey publicKey(byte[] encoded) {
        byte[] x509 = Arrays.copyOf(X509_PREFIX, X509_PREFIX.length + encoded.length);
        System.arraycopy(encoded, 0, x509, X509_PREFIX.length, encoded.length);
        try {
            PublicKey key = KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(x509));
            Signature.getInstance("Ed25519").initVerify(key);
            return key;
        } catch (GeneralSecurityException e) {
            throw new MalformedNote("not an Ed25519 public key");
        }
    }

    /**
     * The public key of a seed. The JDK derives it only while it makes a pair, so it makes one from a source that yields our seed. Whoever
     * calls this compares the key id that stands beside the seed, and {@link #sign} with {@link #verify} must agree.
     */
    static byte[] publicKeyOf(byte[] seed) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
            generator.initialize(NamedParameterSpec.ED25519, new Replayed(seed));
            KeyPair pair = generator.generateKeyPair();
            byte[] x509 = pair.getPublic().getEncoded();
            byte[] encoded = Arrays.copyOfRange(x509, x509.length - KEY_LENGTH, x509.length);
            byte[] probe = {1};
            if (!verify(publicKey(encoded), probe, sign(privateKey(seed), probe))) {
                throw new IllegalStateException("this JDK makes Ed25519 pairs in another way");
            }
            return encoded;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Ed25519", e);
        }
    }

    static byte[] sign(PrivateKey key, byte[] message) {
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(key);
            signature.update(message);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Ed25519", e);
        }
    }

    static boolean verify(PublicKey key, byte[] message, byte[] signed) {
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initVerify(key);
            signature.update(message);
            return signature.verify(signed);
        } catch (SignatureException | InvalidKeyException e) {
            // A signature of another length or outside the curve's order.
            return false;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Ed25519", e);
        }
    }

    private static final class Replayed extends SecureRandom {
        private static final long serialVersionUID = 1L;

        private final byte[] bytes;

        private Replayed(byte[] bytes) {
            this.bytes = bytes.clone();
        }

        @Override
        public void nextBytes(byte[] target) {
            if (target.length != bytes.length) {
                throw new IllegalStateException("this JDK makes Ed25519 pairs in another way");
            }
            System.arraycopy(bytes, 0, target, 0, bytes.length);
        }
    }
}
