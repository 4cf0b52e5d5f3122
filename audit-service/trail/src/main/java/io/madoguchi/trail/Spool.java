package io.madoguchi.trail;

import io.madoguchi.api.Headers;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.CipherInputStream;
import javax.crypto.CipherOutputStream;
import javax.crypto.KeyGenerator;
import javax.crypto.SecretKey;
import javax.crypto.spec.IvParameterSpec;

/**
 * Bytes that wait on disk until their digest is on record. Encrypted under a key that is never written: what a crash leaves
 * behind is noise. Written once, then read once; the file goes when this is closed.
 */
final class Spool implements Closeable {
    private static final String CIPHER = "AES/CTR/NoPadding";

    private final FileChannel file;
    private final SecretKey key;
    /** Of no use to anybody else: each spool has a key of its own. */
    private final IvParameterSpec start = new IvParameterSpec(new byte[16]);

    private final MessageDigest digest;
    private byte[] sha256 = new byte[0];

    private Spool(FileChannel file, SecretKey key, MessageDigest digest) {
        this.file = file;
        this.key = key;
        this.digest = digest;
    }

    /** What is written into it. */
    interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    static Spool of(Content content) throws IOException {
        Path path = Files.createTempFile("madoguchi-export", null);
        try {
            KeyGenerator keys = KeyGenerator.getInstance("AES");
            keys.init(256);
            Spool spool = new Spool(
                    FileChannel.open(
                            path,
                            StandardOpenOption.READ,
                            StandardOpenOption.WRITE,
                            StandardOpenOption.DELETE_ON_CLOSE),
                    keys.generateKey(),
                    MessageDigest.getInstance("SHA-256"));
            spool.fill(content);
            return spool;
        } catch (GeneralSecurityException e) {
            Files.delete(path);
            throw new IllegalStateException(e);
        }
    }

    private void fill(Content content) throws IOException {
        try {
            // Not closed, for that would close the file; CTR has no last block that would be lost.
            OutputStream out = new BufferedOutputStream(
                    new DigestOutputStream(
                            new CipherOutputStream(Channels.newOutputStream(file), cipher(Cipher.ENCRYPT_MODE)),
                            digest),
                    1 << 16);
            content.writeTo(out);
            out.flush();
            sha256 = digest.digest();
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    byte[] sha256() {
        return sha256.clone();
    }

    long size() throws IOException {
        return file.size();
    }

    /** The file as an answer, with its digest (RFC 9530); sent, it is gone. */
    Response answer(String mediaType, String name) throws IOException {
        StreamingOutput sending = out -> {
            try (this) {
                transferTo(out);
            }
        };
        return Response.ok(sending, mediaType)
                .header(HttpHeaders.CONTENT_LENGTH, size())
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name + "\"")
                .header(Headers.REPR_DIGEST, "sha-256=:" + Base64.getEncoder().encodeToString(sha256) + ":")
                .build();
    }

    void transferTo(OutputStream out) throws IOException {
        file.position(0);
        InputStream in = new CipherInputStream(Channels.newInputStream(file), cipher(Cipher.DECRYPT_MODE));
        in.transferTo(out);
    }

    private Cipher cipher(int mode) {
        try {
            Cipher cipher = Cipher.getInstance(CIPHER);
            cipher.init(mode, key, start);
            return cipher;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
