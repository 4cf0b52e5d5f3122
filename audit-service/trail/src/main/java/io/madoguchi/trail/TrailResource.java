package io.madoguchi.trail;

import io.madoguchi.api.trail.AccessRecord;
import io.madoguchi.api.trail.AccessRecordPage;
import io.madoguchi.api.trail.Appended;
import io.madoguchi.api.trail.ReadingVolumes;
import io.madoguchi.api.trail.RecordProof;
import io.madoguchi.api.trail.SaltedRecord;
import io.madoguchi.api.trail.StatedInquiry;
import io.madoguchi.api.trail.TrailApi;
import io.madoguchi.disclosure.Duty;
import io.madoguchi.disclosure.Field;
import io.madoguchi.disclosure.Scopes;
import io.madoguchi.edge.PageLinks;
import io.madoguchi.school.SchoolCode;
import io.quarkus.security.PermissionsAllowed;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The trail over HTTP. */
class TrailResource implements TrailApi {
    private final AppendRecords append;
    private final ReadRecords read;
    private final ReadLog log;
    private final PageLinks links;

    TrailResource(AppendRecords append, ReadRecords read, ReadLog log, PageLinks links) {
        this.append = append;
        this.read = read;
        this.log = log;
        this.links = links;
    }

    @Override
    @PermissionsAllowed(Scopes.AUDIT_APPEND)
    public Appended appendAccessRecords(List<SaltedRecord> records) {
        return append.append(records);
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
            StatedInquiry inquiry,
            @Nullable UUID patron,
            @Nullable String person,
            @Nullable SchoolCode school,
            @Nullable Duty duty,
            @Nullable Field field,
            AccessRecord.@Nullable Result decision,
            @Nullable Instant from,
            @Nullable Instant until,
            int limit,
            @Nullable String cursor) {
        RecordQuery query = new RecordQuery(patron, person, school, duty, field, decision, from, until);
        AccessRecordPage page = read.page(inquiry, query, limit, Place.read(cursor));
        links.next(page.next());
        return page;
    }

    @Override
    @PermissionsAllowed(Scopes.AUDIT_READ)
    public RecordProof proveAccessRecord(StatedInquiry inquiry, UUID id) {
        return log.proof(inquiry, id);
    }
}
