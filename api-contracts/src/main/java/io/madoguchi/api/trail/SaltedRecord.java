package io.madoguchi.api.trail;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A record and the salt that hides it in the log: the log's entry is SHA-256(salt ‖ canonical record). Made where the record is
 * made, and kept there until a cosigned checkpoint covers it, so that both can come again.
 *
 * @param salt 32 random bytes in Base64
 */
public record SaltedRecord(
        @NotNull
                @Pattern(regexp = "[A-Za-z0-9+/]{43}=")
                @Schema(examples = "q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJA=")
                String salt,
        @NotNull @Valid AccessRecord record) {}
