package io.madoguchi.disclosure;

import io.madoguchi.school.SchoolCode;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Who asks, as a verified token says.
 *
 * @param account the named account (R24), {@code preferred_username}
 * @param subject the identity provider's own id of the account, {@code sub}
 * @param client the application it came through, {@code azp}
 * @param patron the account's own patron id, for a patron's account
 */
public record Caller(
        String account,
        String subject,
        String client,
        Set<Role> roles,
        Set<String> scopes,
        List<Assignment> assignments,
        @Nullable Engagement designation,
        @Nullable Engagement contract,
        @Nullable UUID patron) {

    /** One contractor role makes a contractor of the account, whatever else it holds. */
    public boolean isContractor() {
        return roles.stream().anyMatch(Role::isContractor);
    }

    boolean isHandler() {
        return roles.stream().anyMatch(Role::isHandler);
    }

    /** Nobody has the role that a clause for a duty lacks. */
    boolean is(@Nullable Role role) {
        return role != null && roles.contains(role);
    }

    /** Nobody works under the contract that a regulation lacks. */
    boolean worksUnder(@Nullable String contractId) {
        return contract != null && contract.id().equals(contractId);
    }

    public boolean holds(Duty duty) {
        return duty.scope().map(scopes::contains).orElse(false);
    }

    public Set<SchoolCode> schoolsAssigned(LocalDate day) {
        return assignments.stream()
                .filter(assignment -> assignment.period().includes(day))
                .map(Assignment::school)
                .collect(Collectors.toUnmodifiableSet());
    }
}
