package io.madoguchi.trail;

import io.madoguchi.api.trail.AccessRecord;
import io.madoguchi.api.trail.AccessRecord.Disclosed;
import io.madoguchi.disclosure.Field;
import io.madoguchi.problem.Languages;
import io.madoguchi.trail.RecordSearch.Entry;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;

/**
 * Records as a table for a spreadsheet: RFC 4180 in UTF-8, with the byte order mark without which Japanese is garbled there.
 * Several values in a cell have a space between them.
 */
final class ExportTable implements ExportRecords.Form {
    private static final char BYTE_ORDER_MARK = '\uFEFF';
    /** What makes a spreadsheet take a cell for a formula; in Japanese ones the wide forms, too. */
    private static final String FORMULA = "=+-@\t\r\n＝＋－＠";

    private static final List<String> COLUMNS = List.of(
            "place",
            "id",
            "at",
            "source",
            "person",
            "subject",
            "client",
            "roles",
            "contract",
            "designation",
            "act",
            "school",
            "duty",
            "decision",
            "status",
            "reason",
            "requested",
            "categories",
            "fields",
            "patrons",
            "authorisations",
            "times",
            "attempt",
            "inquiry",
            "caseNumber",
            "approvedBy",
            "sha256");

    private final CSVPrinter out;

    ExportTable(OutputStream out, Locale language) throws IOException {
        Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        writer.write(BYTE_ORDER_MARK);
        this.out = CSVFormat.RFC4180.print(writer);
        ResourceBundle words = ResourceBundle.getBundle("export", language, Languages.JAPANESE_UNLESS_ENGLISH);
        this.out.printRecord(COLUMNS.stream().map(words::getString));
    }

    @Override
    public void add(Entry entry) throws IOException {
        out.printRecord(row(entry).map(ExportTable::harmless));
    }

    @Override
    public void finish() throws IOException {
        out.flush();
    }

    private static Stream<@Nullable Object> row(Entry entry) {
        AccessRecord record = entry.record();
        List<@Nullable Object> row = new ArrayList<>();
        row.add(entry.place().index());
        row.add(record.id());
        row.add(record.at());
        row.add(record.source());
        row.add(record.who().person());
        row.add(record.who().subject());
        row.add(record.who().client());
        row.add(words(record.who().roles().stream()));
        row.add(record.who().contract());
        row.add(record.who().designation());
        row.add(record.act());
        row.add(record.school());
        row.add(record.declaredDuty());
        row.add(record.decision());
        row.add(record.status());
        row.add(record.reason());
        row.add(record.requested());
        row.add(parts(record, part -> Stream.ofNullable(part.category())));
        row.add(parts(record, part -> part.fields().stream().map(Field::apiName)));
        row.add(parts(record, part -> part.patrons().stream()));
        row.add(parts(
                record, part -> part.authorisations().stream().map(cited -> cited.document() + "#" + cited.clause())));
        row.add(record.times());
        row.add(record.attempt());
        Optional.ofNullable(record.inquiry()).ifPresent(inquiry -> {
            row.add(inquiry.reason());
            row.add(inquiry.caseNumber());
            row.add(inquiry.approvedBy());
            row.add(inquiry.sha256());
        });
        while (row.size() < COLUMNS.size()) {
            row.add(null);
        }
        return row.stream();
    }

    private static String parts(AccessRecord record, Function<Disclosed, Stream<?>> values) {
        return words(record.disclosed().stream().flatMap(values));
    }

    private static String words(Stream<?> values) {
        return values.map(Object::toString).distinct().collect(Collectors.joining(" "));
    }

    private static String harmless(@Nullable Object value) {
        String text = value == null ? "" : value.toString();
        return !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }
}
