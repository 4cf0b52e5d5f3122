package io.madoguchi.local.account;

import io.madoguchi.log.note.NoteSigner;
import io.madoguchi.log.note.SignatureType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Passwords and keys, each in a file of its own that only its owner can read, made up when first asked for. */
public final class Secrets {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String BASE_32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    private final Path folder;

    public Secrets(Path folder) {
        this.folder = folder;
    }

    /** 24 characters of letters, digits, hyphen and underscore: 144 random bits. */
    public String password(String name) {
        return get(name, () -> Base64.getUrlEncoder().encodeToString(random(18)));
    }

    /** 32 random bytes in Base64. */
    public String key(String name) {
        return get(name, () -> Base64.getEncoder().encodeToString(random(32)));
    }

    /** 32 characters of Base32, 160 random bits: the key of an account's one-time codes (RFC 4226 §4). */
    public String factor(String account) {
        return get(account + ".factor", () -> RANDOM.ints(32, 0, BASE_32.length())
                .mapToObj(BASE_32::charAt)
                .map(String::valueOf)
                .collect(Collectors.joining()));
    }

    /** The key with which the access log of this origin signs its checkpoints, as {@link NoteSigner} reads it. */
    public String logKey(String origin) {
        String file = "log-key-" + URLEncoder.encode(origin, StandardCharsets.UTF_8);
        return get(
                file, () -> NoteSigner.generate(origin, SignatureType.ED25519).skey());
    }

    /** A key pair for signatures: P-256, the private key as PKCS #8, the public one as X.509, both in Base64. */
    public Signing signing(String name) {
        String[] keys = get(name, Secrets::keyPair).split(" ");
        return new Signing(keys[0], keys[1]);
    }

    /** Has no {@code toString} that would show the private key. */
    public record Signing(String privateKey, String publicKey) {
        @Override
        public String toString() {
            return publicKey;
        }
    }

    private static String keyPair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            KeyPair pair = generator.generateKeyPair();
            return Base64.getEncoder().encodeToString(pair.getPrivate().getEncoded()) + " "
                    + Base64.getEncoder().encodeToString(pair.getPublic().getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public Path file(String name) {
        return folder.resolve(name);
    }

    private synchronized String get(String name, Supplier<String> maker) {
        try {
            Path file = file(name);
            if (!Files.exists(file)) {
                create(file, maker.get());
            }
            return Files.readString(file).trim();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void create(Path file, String value) throws IOException {
        if (!posix()) {
            Files.createDirectories(folder);
            Files.writeString(file, value + "\n");
            return;
        }
        Files.createDirectories(
                folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        // Created with its mode, not changed to it: there is no moment at which others can open it.
        Path fresh = Files.createTempFile(
                folder, ".new", "", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(fresh, value + "\n");
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private boolean posix() {
        return folder.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return bytes;
    }
}
