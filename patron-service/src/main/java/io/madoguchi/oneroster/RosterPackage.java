package io.madoguchi.oneroster;

import io.madoguchi.oneroster.Manifest.Mode;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;

/** A OneRoster 1.2 package, read as it comes, a line at a time: no file of it is kept, and nothing that the directory does not know. */
public final class RosterPackage {
    /** Of a million users with everything that profiles have of them, some hundred megabytes. */
    private static final long LARGEST = 4L << 30;

    /** CSV of ids and names is compressed to a fifth; of nothing but zeros to a thousandth. */
    private static final int DENSEST = 200;

    private static final long SMALL = 16L << 20;
    private static final int MOST_FILES = 100;

    private final Findings findings;
    private final Lines lines;
    private final Set<String> seen = new HashSet<>();
    private final Set<RosterFile> present = EnumSet.noneOf(RosterFile.class);
    private final Map<String, String> properties = new HashMap<>();
    private final List<StatusesOf> statuses = new ArrayList<>();

    private RosterPackage(Findings findings, Lines lines) {
        this.findings = findings;
        this.lines = lines;
    }

    /** Where the lines of the files go, one file after the other. */
    public interface Lines {
        void begin(RosterFile file) throws IOException;

        void add(RosterFile file, RosterLine line) throws IOException;

        void end(RosterFile file) throws IOException;
    }

    /** What the manifest says; empty where it says nothing that can be gone by, which is among the findings. */
    public static Optional<Manifest> read(InputStream zip, Findings findings, Lines lines) throws IOException {
        RosterPackage roster = new RosterPackage(findings, lines);
        try {
            roster.readZip(zip);
        } catch (ZipException | EOFException e) {
            findings.add(Fault.ofPackage(Rule.ZIP_BROKEN));
        }
        if (findings.refuseAll()) {
            return Optional.empty();
        }
        Optional<Manifest> manifest = Manifest.of(roster.properties, roster.present, findings);
        manifest.ifPresent(of -> roster.statuses.forEach(seen -> seen.check(of.mode(seen.file), findings)));
        return findings.refuseAll() ? Optional.empty() : manifest;
    }

    private void readZip(InputStream body) throws IOException {
        Counted compressed = new Counted(body);
        ZipInputStream zip = new ZipInputStream(compressed, StandardCharsets.UTF_8);
        Bounded content = new Bounded(zip, compressed);
        ZipEntry entry = zip.getNextEntry();
        if (entry == null) {
            findings.add(Fault.ofPackage(Rule.NOT_A_ZIP));
        }
        while (entry != null && !findings.refuseAll()) {
            readEntry(entry, content);
            entry = findings.refuseAll() ? null : zip.getNextEntry();
        }
    }

    private void readEntry(ZipEntry entry, Bounded content) throws IOException {
        String name = entry.getName();
        if (entry.isDirectory() || name.indexOf('/') >= 0 || name.indexOf('\\') >= 0 || name.startsWith(".")) {
            findings.add(Fault.ofPackage(Rule.ZIP_PATH));
            return;
        }
        if (!seen.add(name.toLowerCase(Locale.ROOT))) {
            findings.add(Fault.ofPackage(Rule.ZIP_FILE_TWICE));
            return;
        }
        if (seen.size() > MOST_FILES) {
            findings.add(Fault.ofPackage(Rule.ZIP_TOO_MANY_FILES));
            return;
        }
        try {
            Optional<RosterFile> known = RosterFile.named(name);
            if (known.isPresent()) {
                present.add(known.get());
                readFile(known.get(), content);
            } else {
                findings.drop(Manifest.isOfTheStandard(name) ? name : "?", lines(content));
            }
        } catch (Bounded.TooMuch e) {
            findings.add(Fault.ofPackage(e.rule));
        }
    }

    private void readFile(RosterFile file, InputStream content) throws IOException {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        RosterCsv csv = new RosterCsv(file, findings);
        InputStreamReader reader = new InputStreamReader(content, decoder);
        if (file == RosterFile.MANIFEST) {
            csv.read(reader, line -> {
                String value = line.get("value");
                properties.put(line.text("propertyName"), value == null ? "" : value);
            });
            return;
        }
        StatusesOf statuses = new StatusesOf(file);
        lines.begin(file);
        csv.read(reader, line -> {
            statuses.see(line);
            lines.add(file, line);
        });
        lines.end(file);
        this.statuses.add(statuses);
    }

    private static long lines(InputStream content) throws IOException {
        byte[] part = new byte[8192];
        long lines = 0;
        int read = content.read(part);
        while (read >= 0) {
            for (int i = 0; i < read; i++) {
                lines += part[i] == '\n' ? 1 : 0;
            }
            read = content.read(part);
        }
        return lines;
    }

    /** The manifest, which says whether lines have a status, may come after them. */
    private static final class StatusesOf {
        private final RosterFile file;
        private long firstWith;
        private long firstWithout;

        StatusesOf(RosterFile file) {
            this.file = file;
        }

        void see(RosterLine line) {
            if (line.get("status") != null && firstWith == 0) {
                firstWith = line.number();
            }
            if ((line.get("status") == null || line.get("dateLastModified") == null) && firstWithout == 0) {
                firstWithout = line.number();
            }
        }

        void check(Mode mode, Findings findings) {
            if (mode == Mode.BULK && firstWith > 0) {
                findings.add(Fault.ofCell(file, firstWith, "status", Rule.STATUS_IN_BULK));
            }
            if (mode == Mode.DELTA && firstWithout > 0) {
                findings.add(Fault.ofCell(file, firstWithout, "status", Rule.STATUS_IN_DELTA));
            }
        }
    }

    /** What has come over the wire. */
    private static final class Counted extends FilterInputStream {
        private long count;

        Counted(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int one = super.read();
            count += one < 0 ? 0 : 1;
            return one;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            int read = super.read(into, from, length);
            count += Math.max(0, read);
            return read;
        }
    }

    /** What has been unpacked, of all files together. */
    private static final class Bounded extends FilterInputStream {
        private final Counted compressed;
        private long count;

        Bounded(InputStream in, Counted compressed) {
            super(in);
            this.compressed = compressed;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            int read = super.read(into, from, length);
            count += Math.max(0, read);
            if (count > LARGEST) {
                throw new TooMuch(Rule.ZIP_TOO_LARGE);
            }
            if (count > SMALL && count / DENSEST > compressed.count) {
                throw new TooMuch(Rule.ZIP_BOMB);
            }
            return read;
        }

        /** Of the zip, which has more entries. */
        @Override
        public void close() {}

        private static final class TooMuch extends IOException {
            private static final long serialVersionUID = 1L;
            private final Rule rule;

            TooMuch(Rule rule) {
                this.rule = rule;
            }
        }
    }
}
