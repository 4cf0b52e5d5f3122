package io.madoguchi.trail;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.madoguchi.api.trail.AccessRecord;
import io.madoguchi.api.trail.AccessRecord.Result;
import io.madoguchi.api.trail.AccessRecord.Who;
import io.madoguchi.disclosure.Role;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event of Keycloak about a sign-in (R24). Its network address is not read at all, and of its details only those that tell
 * one reason from another: the name in them is what somebody typed.
 *
 * @param time milliseconds of the epoch
 * @param userId the account's {@code sub}; absent where no account was found
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record SignInEvent(
        String id,
        long time,
        String type,
        @Nullable String error,
        @Nullable String clientId,
        @Nullable String userId,
        @Nullable String sessionId,
        @Nullable Map<String, String> details) {

    /** The {@code source} of the records made of events; no service's client has this name. */
    static final String SOURCE = "keycloak";

    Instant at() {
        return Instant.ofEpochMilli(time);
    }

    /**
     * Nothing where the event concerns no account, or a patron's. An account is named only where a service has met it as
     * something else than a patron's; until then its record bears the subject in place of the name.
     *
     * @param known who services have met, by subject
     */
    Optional<AccessRecord> record(Map<String, Who> known) {
        String subject = userId;
        Outcome outcome = outcome();
        if (subject == null || outcome == null) {
            return Optional.empty();
        }
        Who met = known.get(subject);
        if (met != null && met.roles().contains(Role.PATRON)) {
            return Optional.empty();
        }
        String client = clientId == null ? SOURCE : clientId;
        Who who = met == null || met.roles().isEmpty()
                ? new Who(subject, subject, client, Set.of(), null, null)
                : new Who(met.person(), subject, client, met.roles(), null, null);
        return Optional.of(new AccessRecord(
                recordId(),
                SOURCE,
                at(),
                who,
                null,
                null,
                null,
                outcome.result(),
                outcome.result() == Result.PERMITTED ? 200 : 401,
                outcome.reason(),
                null,
                List.of(),
                1,
                null,
                null));
    }

    /** Always the same, so that an event that is read again is known. */
    private UUID recordId() {
        return UUID.nameUUIDFromBytes((SOURCE + " " + id).getBytes(StandardCharsets.UTF_8));
    }

    private record Outcome(Result result, String reason) {}

    private @Nullable Outcome outcome() {
        return switch (type) {
            case "LOGIN" -> new Outcome(Result.PERMITTED, "signed-in");
            case "LOGOUT" -> new Outcome(Result.PERMITTED, endedByANewLogin() ? "older-session-ended" : "signed-out");
            case "USER_SESSION_DELETED" -> new Outcome(Result.PERMITTED, "session-deleted");
            case "UPDATE_CREDENTIAL" -> new Outcome(Result.PERMITTED, "credential-changed");
            case "REMOVE_CREDENTIAL" -> new Outcome(Result.PERMITTED, "credential-removed");
            case "UPDATE_CREDENTIAL_ERROR" -> new Outcome(Result.REFUSED, "credential-not-changed");
            case "USER_DISABLED_BY_TEMPORARY_LOCKOUT", "USER_DISABLED_BY_PERMANENT_LOCKOUT" ->
                new Outcome(Result.REFUSED, "locked-after-failures");
            case "LOGIN_ERROR" -> new Outcome(Result.REFUSED, refusal());
            default -> null;
        };
    }

    private String refusal() {
        return switch (error == null ? "" : error) {
            case "invalid_user_credentials" -> passwordWasRight() ? "wrong-second-factor" : "wrong-password";
            case "user_temporarily_disabled" -> "account-locked";
            case "user_disabled" -> "account-disabled";
            default -> "sign-in-refused";
        };
    }

    /** Keycloak has no event of its own for its session limit: it logs out one session in the course of another's sign-in. */
    private boolean endedByANewLogin() {
        String signingIn = detail("code_id");
        return signingIn != null && !signingIn.equals(sessionId);
    }

    /** A second factor is chosen after the password only. */
    private boolean passwordWasRight() {
        return detail("selected_credential_id") != null;
    }

    private @Nullable String detail(String name) {
        return details == null ? null : details.get(name);
    }
}
