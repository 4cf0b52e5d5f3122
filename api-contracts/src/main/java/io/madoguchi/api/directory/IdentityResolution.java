package io.madoguchi.api.directory;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.madoguchi.api.trail.InquiryReason;
import io.madoguchi.school.SchoolCode;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A request to resolve an identity, as both persons see it. Never holds the name: who approves has it from the case's own file.
 *
 * @param school where alone the name is looked for; absent for every school
 * @param patronId whose name is asked for; absent where the id is
 * @param requestedBy the account that asked
 * @param decidedBy the account that approved or refused, or that took the request back
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record IdentityResolution(
        UUID id,
        Kind kind,
        State state,
        InquiryReason reason,
        @Schema(examples = "2026-114") String caseNumber,
        @Nullable SchoolCode school,
        @Nullable UUID patronId,
        @Schema(examples = "auditor-1") String requestedBy,
        Instant requestedAt,
        Instant expiresAt,
        @Schema(examples = "district-1") @Nullable String decidedBy,
        @Nullable Instant decidedAt,
        @Nullable Instant resolvedAt) {

    /** What is known, and what is asked for. */
    public enum Kind {
        NAME_TO_ID,
        ID_TO_NAME
    }

    /** How far a request has come. Nothing is opened by any but {@code APPROVED}, and by {@code RESOLVED} for some minutes. */
    public enum State {
        /** Waits for a second person. */
        REQUESTED,
        /** Can be resolved, once, by who asked. */
        APPROVED,
        REFUSED,
        /** Taken back by who asked. */
        WITHDRAWN,
        RESOLVED,
        /** Past its time without having been resolved. */
        EXPIRED
    }
}
