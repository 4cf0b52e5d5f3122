package io.madoguchi.oneroster;

import io.madoguchi.oneroster.RosterFile.Column;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/**
 * One file of a package, as exporters write them: RFC 4180, columns in any order, with or without byte order mark, optional columns
 * left out, others added. Hands on the lines in which every cell is as it has to be.
 */
final class RosterCsv {
    private static final CSVFormat FORMAT =
            CSVFormat.RFC4180.builder().setIgnoreEmptyLines(true).get();
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final RosterFile file;
    private final Findings findings;

    /** Which column of the file is which of ours; -1 where it is dropped. */
    private int[] ours = new int[0];

    private String[] names = new String[0];
    private long[] dropped = new long[0];

    RosterCsv(RosterFile file, Findings findings) {
        this.file = file;
        this.findings = findings;
    }

    /** What is done with each line. */
    interface Lines {
        void add(RosterLine line) throws IOException;
    }

    void read(Reader reader, Lines lines) throws IOException {
        RecordBound bound = new RecordBound(reader);
        // Not closed: the stream beneath has more files.
        CSVParser parser =
                CSVParser.builder().setReader(bound).setFormat(FORMAT).get();
        long line = 1;
        try {
            Iterator<CSVRecord> records = parser.iterator();
            if (!records.hasNext() || !readHeader(records.next())) {
                return;
            }
            while (true) {
                bound.recordEnds();
                line = parser.getCurrentLineNumber() + 1;
                if (!records.hasNext()) {
                    break;
                }
                Optional<RosterLine> read = read(records.next(), line);
                if (read.isPresent()) {
                    lines.add(read.get());
                }
            }
        } catch (UncheckedIOException e) {
            findings.add(Fault.ofLine(file, line, ruleBrokenBy(Objects.requireNonNull(e.getCause()))));
        } catch (NoSuchElementException e) {
            findings.add(Fault.ofLine(file, line, Rule.QUOTING));
        }
        for (int i = 0; i < dropped.length; i++) {
            findings.drop(file, names[i], dropped[i]);
        }
    }

    private static Rule ruleBrokenBy(IOException e) throws IOException {
        if (e instanceof CharacterCodingException) {
            return Rule.ENCODING;
        }
        if (e instanceof RecordBound.TooLong) {
            return Rule.RECORD_TOO_LONG;
        }
        if (e instanceof CSVException
                || e.getMessage() != null && e.getMessage().contains("encapsulated token")) {
            return Rule.QUOTING;
        }
        throw e;
    }

    /** Whether the lines below it can be read. */
    private boolean readHeader(CSVRecord header) {
        List<Column> columns = file.columns();
        ours = new int[header.size()];
        names = new String[header.size()];
        dropped = new long[header.size()];
        boolean[] found = new boolean[columns.size()];
        boolean readable = true;
        for (int i = 0; i < header.size(); i++) {
            String name = i == 0 && header.get(0).startsWith(BYTE_ORDER_MARK)
                    ? header.get(0).substring(1).strip()
                    : header.get(i).strip();
            names[i] = name;
            ours[i] = indexOf(name, columns);
            if (ours[i] >= 0) {
                if (found[ours[i]]) {
                    findings.add(Fault.ofColumn(file, columns.get(ours[i]).name(), Rule.COLUMN_TWICE));
                    readable = false;
                }
                found[ours[i]] = true;
            }
        }
        List<String> missing = new ArrayList<>();
        for (int i = 0; i < found.length; i++) {
            if (!found[i] && columns.get(i).needed()) {
                missing.add(columns.get(i).name());
            }
        }
        if (missing.size() > 1
                && missing.size() == columns.stream().filter(Column::needed).count()) {
            findings.add(Fault.ofFile(file, Rule.HEADER_MISSING));
        } else {
            missing.forEach(name -> findings.add(Fault.ofColumn(file, name, Rule.COLUMN_MISSING)));
        }
        return readable && missing.isEmpty();
    }

    private static int indexOf(String name, List<Column> columns) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).name().toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT))) {
                return i;
            }
        }
        return -1;
    }

    /** Empty where a cell is not as it has to be, which is among the findings then. */
    private Optional<RosterLine> read(CSVRecord record, long line) {
        if (record.size() != ours.length) {
            findings.add(Fault.ofLine(file, line, Rule.CELL_COUNT));
            return Optional.empty();
        }
        List<Column> columns = file.columns();
        @Nullable String[] cells = new String[columns.size()];
        for (int i = 0; i < ours.length; i++) {
            String value = record.get(i).strip();
            if (value.isEmpty()) {
                continue;
            }
            if (ours[i] < 0) {
                dropped[i]++;
            } else {
                cells[ours[i]] = value;
            }
        }
        boolean fit = true;
        for (int i = 0; i < cells.length; i++) {
            Column column = columns.get(i);
            String value = cells[i];
            Rule broken = value == null
                    ? column.needed() ? Rule.REQUIRED : null
                    : column.rule().broken(value);
            if (broken != null) {
                findings.add(Fault.ofCell(file, line, column.name(), broken));
                fit = false;
            }
        }
        return fit ? fitting(new RosterLine(file, line, cells)) : Optional.empty();
    }

    private Optional<RosterLine> fitting(RosterLine line) {
        LineRule.Broken broken = file.lineRule().broken(line);
        if (broken != null) {
            findings.add(Fault.ofCell(file, line.number(), broken.column(), broken.rule()));
            return Optional.empty();
        }
        return Optional.of(line);
    }
}
