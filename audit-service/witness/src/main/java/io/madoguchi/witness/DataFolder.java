package io.madoguchi.witness;

import io.madoguchi.log.note.MalformedNote;
import io.madoguchi.log.note.NoteSigner;
import io.madoguchi.log.note.SignatureType;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/**
 * All that a witness is: its key and what it cosigned. One process at a time: two on one folder could cosign two stories. Backing it up and
 * restoring it makes the witness forget, so don't: make a new witness with a new key instead.
 */
final class DataFolder implements AutoCloseable {
    private static final String KEY = "key";
    private static final String COSIGNED = "cosigned";

    private final FileChannel lock;
    private final NoteSigner signer;
    private final CosignedCheckpoints cosigned;

    private DataFolder(FileChannel lock, NoteSigner signer, CosignedCheckpoints cosigned) {
        this.lock = lock;
        this.signer = signer;
        this.cosigned = cosigned;
    }

    /** Makes the key at the first time. Refuses a damaged or half-lost folder and one that another process holds. */
    static DataFolder open(Path folder, String name) throws IOException {
        create(folder);
        FileChannel lock = lock(folder);
        try {
            NoteSigner signer = signer(folder, name);
            return new DataFolder(lock, signer, CosignedCheckpoints.open(folder.resolve(COSIGNED), signer.verifier()));
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private static void create(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        if (DurableFile.hasModes(folder)) {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } else {
            Files.createDirectories(folder);
        }
        DurableFile.forceFolder(folder.toAbsolutePath().resolveSibling(""));
    }

    private static FileChannel lock(Path folder) throws IOException {
        FileChannel channel =
                FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (!isHeld(channel)) {
            channel.close();
            throw new DamagedState("folder-taken", folder);
        }
        return channel;
    }

    private static boolean isHeld(FileChannel channel) throws IOException {
        try {
            @Nullable FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    private static NoteSigner signer(Path folder, String name) throws IOException {
        Path file = folder.resolve(KEY);
        if (!Files.exists(file)) {
            if (!CosignedCheckpoints.isEmpty(folder.resolve(COSIGNED))) {
                throw new DamagedState("key-missing", file);
            }
            DurableFile.write(
                    file,
                    NoteSigner.generate(name, SignatureType.COSIGNATURE_V1).skey() + "\n");
        }
        if (DurableFile.isReadableByOthers(file)) {
            throw new DamagedState("key-open", file);
        }
        NoteSigner signer = read(file);
        if (!signer.name().equals(name)) {
            throw new DamagedState("key-name", signer.name());
        }
        return signer;
    }

    private static NoteSigner read(Path file) throws IOException {
        try {
            NoteSigner signer = NoteSigner.parse(Files.readString(file).strip());
            if (signer.verifier().type() == SignatureType.COSIGNATURE_V1) {
                return signer;
            }
        } catch (MalformedNote | CharacterCodingException e) {
            throw new DamagedState("key-damaged", file);
        }
        throw new DamagedState("key-damaged", file);
    }

    NoteSigner signer() {
        return signer;
    }

    CosignedCheckpoints cosigned() {
        return cosigned;
    }

    /** Lets another process have it. */
    @Override
    public void close() throws IOException {
        lock.close();
    }
}
