package io.madoguchi.api.trail;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A record with what proves that the log has it. The entry is SHA-256(salt ‖ record).
 *
 * @param index its place in the log
 * @param record canonical JSON (RFC 8785), as text; absent, like the salt, where it was erased
 * @param salt in Base64
 * @param entry in Base64
 * @param proof inclusion under a cosigned checkpoint, as text of C2SP tlog-proof
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RecordProof(
        long index,
        @Nullable String record,
        @Nullable String salt,
        @Schema(examples = "n4bQgYhMfWWaL+qgxVrQFaO/TxsrC4Is0V1sFbDwCgg=") String entry,
        String proof) {}
