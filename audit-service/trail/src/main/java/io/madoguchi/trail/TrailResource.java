package io.madoguchi.trail;

import io.madoguchi.api.trail.AccessRecordPage;
import io.madoguchi.api.trail.Appended;
import io.madoguchi.api.trail.CosignedRecords;
import io.madoguchi.api.trail.CountGroup;
import io.madoguchi.api.trail.ExportFormat;
import io.madoguchi.api.trail.ReadingVolumes;
import io.madoguchi.api.trail.RecordCounts;
import io.madoguchi.api.trail.RecordFilter;
import io.madoguchi.api.trail.RecordProof;
import io.madoguchi.api.trail.SaltedRecord;
import io.madoguchi.api.trail.StatedInquiry;
import io.madoguchi.api.trail.TrailApi;
import io.madoguchi.disclosure.Scopes;
import io.madoguchi.edge.PageLinks;
import io.madoguchi.problem.Languages;
import io.madoguchi.school.SchoolCode;
import io.quarkus.security.PermissionsAllowed;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The trail over HTTP. */
class TrailResource implements TrailApi {
    private final AppendRecords append;
    private final ReadCosigned cosigned;
    private final ReadRecords read;
    private final ReadLog log;
    private final ExportRecords export;
    private final PageLinks links;
    private final HttpHeaders headers;

    TrailResource(
            AppendRecords append,
            ReadCosigned cosigned,
            ReadRecords read,
            ReadLog log,
            ExportRecords export,
            PageLinks links,
            HttpHeaders headers) {
        this.append = append;
        this.cosigned = cosigned;
        this.read = read;
        this.log = log;
        this.export = export;
        this.links = links;
        this.headers = headers;
    }

    @Override
    @PermissionsAllowed(Scopes.AUDIT_APPEND)
    public Appended appendAccessRecords(List<SaltedRecord> records) {
        return append.append(records);
    }

    @Override
    @PermissionsAllowed(Scopes.AUDIT_APPEND)
    public CosignedRecords getCosignedRecords() {
        return cosigned.ofCaller();
    }

    @Override
    @PermissionsAllowed(Scopes.AUDIT_READ)
    public ReadingVolumes listReadingVolumes(
            StatedInquiry inquiry, Instant from, Instant until, @Nullable SchoolCode school, int limit) {
        return read.volumes(inquiry, from, until, school, limit);
    }

    @Override
    @PermissionsAllowed(Scopes.AUDIT_READ)
    public AccessRecordPage findAccessRecords(
            StatedInquiry inquiry, RecordFilter filter, int limit, @Nullable String cursor) {
        AccessRecordPage page = read.page(inquiry, filter, limit, Place.read(cursor));
        links.next(page.next());
        return page;
    }

    @Override
    @PermissionsAllowed(Scopes.AUDIT_READ)
    public RecordCounts countAccessRecords(
            StatedInquiry inquiry, RecordFilter filter, List<CountGroup> groupBy, int limit) {
        return read.counts(inquiry, filter, groupBy, limit);
    }

    @Override
    @PermissionsAllowed(Scopes.AUDIT_READ)
    public Response exportAccessRecords(StatedInquiry inquiry, RecordFilter filter, ExportFormat format) {
        Locale language = Languages.forHeader(headers.getHeaderString(HttpHeaders.ACCEPT_LANGUAGE));
        try {
            return export.export(inquiry, filter, format, language)
                    .answer(format.mediaType(), "access-records." + format.ending());
        } catch (IOException e) {
            throw new TrailException(e);
        }
    }

    @Override
    @PermissionsAllowed(Scopes.AUDIT_READ)
    public RecordProof proveAccessRecord(StatedInquiry inquiry, UUID id) {
        return log.proof(inquiry, id);
    }
}
