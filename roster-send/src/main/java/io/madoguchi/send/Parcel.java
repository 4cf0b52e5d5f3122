package io.madoguchi.send;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * One zip to be sent. A folder with a {@code manifest.csv} is one, packed for as long as it takes to send it; of another folder each
 * zip is one, in the order of their names.
 */
final class Parcel implements Closeable {
    private final Path source;
    private final Path zip;

    private Parcel(Path source, Path zip) {
        this.source = source;
        this.zip = zip;
    }

    static List<Parcel> of(Path given) throws IOException {
        if (!Files.isDirectory(given)) {
            return List.of(new Parcel(given, given));
        }
        if (Files.exists(given.resolve("manifest.csv"))) {
            return List.of(new Parcel(given, packed(given)));
        }
        List<Parcel> parcels = new ArrayList<>();
        for (Path zip : files(given, ".zip")) {
            parcels.add(new Parcel(zip, zip));
        }
        return parcels;
    }

    private static Path packed(Path folder) throws IOException {
        Path zip = Files.createTempFile("roster", ".zip");
        try (OutputStream file = Files.newOutputStream(zip);
                ZipOutputStream out = new ZipOutputStream(file)) {
            for (Path csv : files(folder, ".csv")) {
                ZipEntry entry = new ZipEntry(csv.getFileName().toString());
                // The same files make the same zip, which is told from others by its digest.
                entry.setTime(0);
                out.putNextEntry(entry);
                Files.copy(csv, out);
                out.closeEntry();
            }
            return zip;
        } catch (IOException e) {
            Files.deleteIfExists(zip);
            throw e;
        }
    }

    private static List<Path> files(Path folder, String ending) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> file.getFileName()
                            .toString()
                            .toLowerCase(Locale.ROOT)
                            .endsWith(ending))
                    .sorted()
                    .toList();
        }
    }

    Path source() {
        return source;
    }

    Path zip() {
        return zip;
    }

    /** Of what is sent, in hexadecimal. */
    String sha256() throws IOException {
        try (InputStream in = new DigestInputStream(Files.newInputStream(zip), MessageDigest.getInstance("SHA-256"))) {
            in.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of()
                    .formatHex(((DigestInputStream) in).getMessageDigest().digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** A packed folder leaves nothing behind: it has names in it. */
    @Override
    public void close() throws IOException {
        if (!zip.equals(source)) {
            Files.deleteIfExists(zip);
        }
    }
}
