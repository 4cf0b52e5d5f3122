package io.madoguchi.trial;

import io.madoguchi.school.SchoolCode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One kind of sender: an account with the scopes it asks for, a client that signs in by itself, or somebody without a valid
 * token. Roles, duties and schools are those of {@code sample-accounts.json}, not those that the token says.
 *
 * @param name such as {@code handler-1, reading}
 * @param asks scopes; none for all that its application offers
 * @param duties that the account has and this token is asked for
 */
record Identity(
        String name,
        Kind kind,
        String account,
        List<String> asks,
        Set<String> roles,
        Set<String> duties,
        List<SchoolCode> schools,
        Optional<UUID> self) {

    /** How the bearer token is come by. */
    enum Kind {
        ACCOUNT,
        CLIENT,
        NO_TOKEN,
        UNSIGNED,
        OTHER_SIGNATURE,
        EXPIRED,
        NOT_A_TOKEN
    }

    boolean isHandler() {
        return roles.contains("LIBRARY_SUPPORT_STAFF") || roles.contains("LIBRARY_UTILIZATION_PROMOTER");
    }

    boolean isContractor() {
        return isHandler() || roles.contains("HANDLING_MANAGER");
    }

    boolean isKnown() {
        return kind == Kind.ACCOUNT || kind == Kind.CLIENT;
    }

    /** Those assigned, and some school for a sender who is assigned to none. */
    List<SchoolCode> schoolsTried() {
        return schools.isEmpty() ? List.of(TrialCity.school(4)) : schools;
    }

    /** The row of the table that speaks of this sender; none where nothing may pass whatever is stated. */
    Optional<String> rowFor(@Nullable String statedDuty) {
        if (!isKnown() || (isContractor() && !isHandler())) {
            return Optional.empty();
        }
        if (isHandler()) {
            return Optional.of("duty " + (statedDuty != null && duties.contains(statedDuty) ? statedDuty : "none"));
        }
        return roles.stream().findFirst().map(role -> "role " + role);
    }
}
