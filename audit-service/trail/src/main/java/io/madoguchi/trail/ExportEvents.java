package io.madoguchi.trail;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.madoguchi.api.trail.AccessRecord;
import io.madoguchi.api.trail.AccessRecord.Result;
import io.madoguchi.trail.RecordSearch.Entry;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;

/**
 * Records as events: on each line one in CloudEvents 1.0's structured JSON, with the place in the trail as its extension
 * {@code sequence}.
 */
final class ExportEvents implements ExportRecords.Form {
    private static final String SOURCE = "tag:madoguchi.io,2026:";

    private final OutputStream out;
    private final ObjectMapper json;

    ExportEvents(OutputStream out, ObjectMapper json) {
        this.out = out;
        this.json = json;
    }

    /** The attributes have the names that the specification gives them. */
    @JsonPropertyOrder({"specversion", "id", "source", "type", "time", "sequence", "datacontenttype", "data"})
    record Event(
            String specversion,
            String id,
            String source,
            String type,
            Instant time,
            String sequence,
            String datacontenttype,
            AccessRecord data) {

        static Event of(Entry entry) {
            AccessRecord record = entry.record();
            return new Event(
                    "1.0",
                    record.id().toString(),
                    SOURCE + record.source(),
                    record.decision() == Result.PERMITTED
                            ? "io.madoguchi.access.permitted.v1"
                            : "io.madoguchi.access.refused.v1",
                    record.at(),
                    // As text, and as long as all others, so that it can be compared as text (the extension's own
                    // rule).
                    "%019d".formatted(entry.place().index()),
                    "application/json",
                    record);
        }
    }

    @Override
    public void add(Entry entry) throws IOException {
        out.write(json.writeValueAsBytes(Event.of(entry)));
        out.write('\n');
    }

    @Override
    public void finish() throws IOException {
        out.flush();
    }
}
