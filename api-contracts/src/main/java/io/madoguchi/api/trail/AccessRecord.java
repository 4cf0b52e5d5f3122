package io.madoguchi.api.trail;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.madoguchi.disclosure.Act;
import io.madoguchi.disclosure.Citation;
import io.madoguchi.disclosure.Duty;
import io.madoguchi.disclosure.Field;
import io.madoguchi.disclosure.PatronCategory;
import io.madoguchi.disclosure.Role;
import io.madoguchi.school.SchoolCode;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to access and what came of it (R3, R36, R37). Holds ids, field names and counts; never a name, a value or a
 * search term, and never a patron together with a title, an item or a loan.
 *
 * @param source the service that made the record, by its client id; {@code keycloak} for what the identity provider reports
 * @param act what was tried; absent where a request did not come that far
 * @param reason why it was refused, as the rules say; may say more than the answer did. Of the identity provider's records what
 *     happened, such as {@code older-session-ended} (R24)
 * @param requested the patron id that a refused request named, or that was asked about without anything of them being shown
 * @param times more than 1 where refusals of one account and minute are counted in one record
 * @param attempt the id that the client gave this attempt ({@code Attempt-Id}), where it gave one
 * @param inquiry why somebody looked into the trail or an identity
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AccessRecord(
        @NotNull UUID id,
        @NotNull @Size(max = 60) @Pattern(regexp = CODE) @Schema(examples = "circulation-service") String source,
        @NotNull Instant at,
        @NotNull @Valid Who who,
        @Nullable Act act,
        @Nullable SchoolCode school,
        @Nullable Duty declaredDuty,
        @NotNull Result decision,
        @Schema(examples = "200") int status,
        @Schema(examples = "not-visible") @Size(max = 60) @Pattern(regexp = CODE) @Nullable String reason,
        @Nullable UUID requested,
        @NotNull @Size(max = 200) List<@Valid Disclosed> disclosed,
        int times,
        @Nullable UUID attempt,
        @Nullable @Valid Inquiry inquiry) {

    /** No record has room for a sentence (R30). */
    private static final String CODE = "[a-z0-9-]*";

    /** The two ways an attempt ends. */
    public enum Result {
        PERMITTED,
        REFUSED
    }

    /**
     * The account that asked, and the papers it asked under.
     *
     * @param person the named account (R24); in the identity provider's records the subject until a service has met the account
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Who(
            @NotNull @Size(max = 255) @Schema(examples = "handler-1") String person,
            @NotNull @Size(max = 255) String subject,
            @NotNull @Size(max = 255) @Schema(examples = "counter") String client,
            @NotNull Set<Role> roles,
            @Size(max = 255) @Nullable String contract,
            @Size(max = 255) @Nullable String designation) {

        public Who {
            roles = inOrder(roles);
        }
    }

    /**
     * Fields of these patrons, and the clauses that allowed it.
     *
     * @param category of all of them (R43), so that a record alone shows whose category's rule was kept; absent where an
     *     answer does not know it
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Disclosed(
            @Nullable PatronCategory category,
            @NotNull Set<Field> fields,
            @NotNull @Size(max = 10_000) List<UUID> patrons,
            @NotNull List<Citation> authorisations) {

        public Disclosed {
            fields = inOrder(fields);
        }
    }

    /** A record that is read and written again has the same text, or the trail could not tell it from another one. */
    @SuppressWarnings("NullAway") // validation answers for what is missing
    private static <E extends Enum<E>> Set<E> inOrder(Set<E> set) {
        return set == null || set.stream().anyMatch(Objects::isNull)
                ? set
                : Collections.unmodifiableSet(new TreeSet<>(set));
    }
}
