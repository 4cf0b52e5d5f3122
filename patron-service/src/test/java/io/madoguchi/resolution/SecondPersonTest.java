package io.madoguchi.resolution;

import static org.assertj.core.api.Assertions.assertThat;

import io.madoguchi.api.directory.IdentityResolution.State;
import io.madoguchi.api.trail.InquiryReason;
import io.madoguchi.disclosure.Caller;
import io.madoguchi.disclosure.Role;
import io.madoguchi.resolution.ResolutionSettings.SecondPerson;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may approve whose request, by either setting. */
class SecondPersonTest {
    private static final Instant NOW = Instant.parse("2026-11-22T01:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "AUDITOR,                AUDITOR,                true,  false",
        "AUDITOR,                DISTRICT_ADMIN,         true,  true",
        "DISTRICT_ADMIN,         AUDITOR,                true,  true",
        "DISTRICT_ADMIN,         DISTRICT_ADMIN,         false, false",
        "AUDITOR DISTRICT_ADMIN, DISTRICT_ADMIN,         true,  true",
        "DISTRICT_ADMIN,         AUDITOR DISTRICT_ADMIN, true,  true",
    })
    void isOfTheRightOffice(String first, String second, boolean oneAuditor, boolean otherOffice) {
        Asked asked = asked(person("first", first));
        Person by = person("second", second);

        assertThat(ResolutionRules.refuseApproval(asked, by, true, SecondPerson.ONE_AUDITOR, NOW)
                        .isEmpty())
                .isEqualTo(oneAuditor);
        assertThat(ResolutionRules.refuseApproval(asked, by, true, SecondPerson.OTHER_OFFICE, NOW)
                        .isEmpty())
                .isEqualTo(otherOffice);
    }

    private static Person person(String name, String roles) {
        Set<Role> all =
                Set.copyOf(List.of(roles.split(" ")).stream().map(Role::valueOf).toList());
        return Person.of(new Caller(name, "subject of " + name, "client", all, Set.of(), List.of(), null, null, null));
    }

    private static Asked asked(Person by) {
        return new Asked(
                UUID.randomUUID(),
                null,
                null,
                UUID.randomUUID(),
                InquiryReason.AUDIT,
                "1",
                by,
                NOW.minusSeconds(60),
                NOW.plusSeconds(60),
                State.REQUESTED,
                null,
                null,
                null);
    }
}
