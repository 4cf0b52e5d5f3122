package io.madoguchi.trail;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.madoguchi.api.trail.ExportFormat;
import io.madoguchi.api.trail.Inquiry;
import io.madoguchi.api.trail.RecordFilter;
import io.madoguchi.api.trail.StatedInquiry;
import io.madoguchi.caller.CurrentAttempt;
import io.madoguchi.caller.Gate;
import io.madoguchi.disclosure.Act;
import io.madoguchi.disclosure.Field;
import io.madoguchi.disclosure.Permit;
import io.madoguchi.journal.Access;
import io.madoguchi.journal.Journal;
import io.madoguchi.problem.ProblemCode;
import io.madoguchi.problem.ProblemException;
import io.madoguchi.trail.RecordSearch.Entry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;

/**
 * Exports records for auditors (R37). The file's digest is part of the record of the export, and the record commits before
 * the first byte leaves, so the whole file is made first. It waits on disk: a client that reads slowly then holds no
 * connection to the database, and the bytes that leave are those that were hashed.
 */
@ApplicationScoped
public class ExportRecords {
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final Gate gate;
    private final CurrentAttempt attempt;
    private final RecordSearch search;
    private final Journal journal;
    private final ObjectMapper json;
    private final ExportSettings settings;

    @Inject
    ExportRecords(
            Gate gate,
            CurrentAttempt attempt,
            RecordSearch search,
            Journal journal,
            ObjectMapper json,
            ExportSettings settings) {
        this.gate = gate;
        this.attempt = attempt;
        this.search = search;
        this.journal = journal;
        this.json = json;
        this.settings = settings;
    }

    /** A file in the making. */
    interface Form {
        void add(Entry entry) throws IOException;

        void finish() throws IOException;
    }

    /** The file, on record already; whoever sends it closes it. */
    Spool export(StatedInquiry stated, RecordFilter filter, ExportFormat format, Locale language) throws IOException {
        attempt.names(filter.patron());
        Permit permit = gate.permit(Act.READ_ACCESS_RECORDS, null);
        Inquiry inquiry = stated.required();
        Set<UUID> patrons = new HashSet<>();
        Spool file = Spool.of(out -> write(form(format, out, language), filter, patrons));
        try {
            Access access = Access.under(permit, filter.school())
                    .requested(filter.patron())
                    .inquiry(inquiry.withSha256(HexFormat.of().formatHex(file.sha256())))
                    .disclosing(Set.of(Field.ACCESS_RECORDS), null, patrons);
            QuarkusTransaction.requiringNew().run(() -> journal.record(access));
            return file;
        } catch (RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private Form form(ExportFormat format, OutputStream out, Locale language) throws IOException {
        return switch (format) {
            case CSV -> new ExportTable(out, language);
            case NDJSON -> new ExportEvents(out, json);
        };
    }

    private void write(Form form, RecordFilter filter, Set<UUID> patrons) throws IOException {
        int[] count = new int[1];
        QuarkusTransaction.requiringNew().timeout((int) PATIENCE.toSeconds()).call(() -> {
            search.each(filter, entry -> {
                if (++count[0] > settings.maxRecords()) {
                    throw ProblemException.of(ProblemCode.EXPORT_TOO_LARGE);
                }
                form.add(entry);
                entry.patronsShown().forEach(patrons::add);
            });
            return true;
        });
        form.finish();
    }
}
