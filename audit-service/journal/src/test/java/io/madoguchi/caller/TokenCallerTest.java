package io.madoguchi.caller;

import static org.assertj.core.api.Assertions.assertThat;

import io.madoguchi.disclosure.Caller;
import io.madoguchi.disclosure.Role;
import io.madoguchi.school.SchoolCode;
import io.smallrye.jwt.auth.principal.DefaultJWTCallerPrincipal;
import java.time.LocalDate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jose4j.jwt.JwtClaims;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenCallerTest {
    private static final LocalDate TODAY = LocalDate.parse("2026-11-22");
    private static final SchoolCode SCHOOL = new SchoolCode("B101210000018");

    @Test
    void readsWhatIsInOrder() {
        Caller caller = caller(
                """
                "preferred_username": "handler-1", "sub": "s-1", "azp": "counter", "scope": "a b",
                "roles": ["LIBRARY_SUPPORT_STAFF", "offline_access"],
                "assignments": [{"school": "B101210000018", "from": "2026-04-01", "until": "2026-11-22"}],
                "designation": {"id": "d-1", "from": "2026-04-01"},
                "contract": {"id": "c-1", "from": "2026-04-01", "until": null},
                "patron": "9f3c1b5e-6a0d-4b57-8a3c-0d6f0c1b2a3d"
                """);
        assertThat(caller.account()).isEqualTo("handler-1");
        assertThat(caller.roles()).containsExactly(Role.LIBRARY_SUPPORT_STAFF);
        assertThat(caller.scopes()).containsExactlyInAnyOrder("a", "b");
        assertThat(caller.schoolsAssigned(TODAY)).containsExactly(SCHOOL);
        assertThat(caller.schoolsAssigned(TODAY.plusDays(1))).isEmpty();
        assertThat(caller.designation().period().includes(TODAY)).isTrue();
        assertThat(caller.contract().period().includes(TODAY)).isTrue();
        assertThat(caller.patron()).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"B101210000018\"",
                "{\"school\": \"B101210000018\", \"from\": \"2026-04-01\"}",
                "[\"B101210000018\"]",
                "[null, 1, []]",
                "[{\"school\": \"B101210000019\", \"from\": \"2026-04-01\"}]",
                "[{\"school\": 1, \"from\": \"2026-04-01\"}]",
                "[{\"from\": \"2026-04-01\"}]",
                "[{\"school\": \"B101210000018\"}]",
                "[{\"school\": \"B101210000018\", \"from\": \"2026-02-30\"}]",
                "[{\"school\": \"B101210000018\", \"from\": 20260401}]",
                "[{\"school\": \"B101210000018\", \"from\": \"2026-04-01\", \"until\": \"soon\"}]",
                "[{\"school\": \"B101210000018\", \"from\": \"2026-04-01\", \"until\": \"\"}]",
                "[{\"school\": \"B101210000018\", \"from\": \"2026-04-01\", \"until\": 20200331}]",
                "[{\"school\": \"B101210000018\", \"from\": \"2026-04-01\", \"until\": false}]",
                "[{\"school\": \"B101210000018\", \"from\": \"2026-04-01\", \"until\": \"2020-03-31\"}]"
            })
    void aBrokenAssignmentIsNone(String assignments) {
        assertThat(caller(named("\"assignments\": " + assignments)).schoolsAssigned(TODAY))
                .isEmpty();
    }

    @Test
    void aBrokenAssignmentDoesNotSpoilTheNext() {
        assertThat(caller(
                                named(
                                        """
                                        "assignments": [{"school": "B101210000018", "from": "?"},
                                            {"school": "B101210000018", "from": "2026-04-01"}]
                                        """))
                        .schoolsAssigned(TODAY))
                .containsExactly(SCHOOL);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"c-1\"",
                "[]",
                "true",
                "{}",
                "{\"id\": \"c-1\"}",
                "{\"from\": \"2026-04-01\"}",
                "{\"id\": 7, \"from\": \"2026-04-01\"}",
                "{\"id\": \"c-1\", \"from\": \"2026-04-01\", \"until\": 0}"
            })
    void aBrokenPaperIsNone(String paper) {
        Caller caller = caller(named("\"contract\": " + paper + ", \"designation\": " + paper));
        assertThat(caller.contract()).isNull();
        assertThat(caller.designation()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"AUDITOR\"", "{\"AUDITOR\": true}", "[\"auditor\", \"ADMIN\", null, 5]", "null"})
    void anUnknownRoleIsNone(String roles) {
        assertThat(caller("\"preferred_username\": \"a\", \"sub\": \"s\", \"azp\": \"c\", \"roles\": " + roles)
                        .roles())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[\"audit:read\"]", "{\"audit:read\": true}", "5", "null"})
    void scopesThatAreNoTextAreNone(String scope) {
        assertThat(caller(named("\"scope\": " + scope)).scopes()).doesNotContain("audit:read");
    }

    @Test
    void aMissingScopeIsNone() {
        assertThat(caller(named("\"x\": 1")).scopes()).containsExactly("");
    }

    @Test
    void aScopeNamedTwiceIsOne() {
        assertThat(caller(named("\"scope\": \"a a\"")).scopes()).containsExactly("a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"preferred_username", "sub", "azp"})
    void anAccountThatCannotBeNamedOnRecordHasNoRole(String claim) {
        assertThat(caller(named("\"" + claim + "\": \"\"")).roles()).isEmpty();
        assertThat(caller(named("\"" + claim + "\": \"" + "x".repeat(256) + "\""))
                        .roles())
                .isEmpty();
        assertThat(caller(named("\"" + claim + "\": \"" + "x".repeat(255) + "\""))
                        .roles())
                .isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"handler\"", "5", "[]"})
    void aBrokenPatronIsNobody(String patron) {
        assertThat(caller(named("\"patron\": " + patron)).patron()).isNull();
    }

    /** An auditor's claims, and others in place of those of the same name. */
    private static String named(String more) {
        return Stream.of(
                        "\"preferred_username\": \"a\"", "\"sub\": \"s\"", "\"azp\": \"c\"", "\"roles\": [\"AUDITOR\"]")
                .filter(claim -> !more.startsWith(claim.substring(0, claim.indexOf(':'))))
                .collect(Collectors.joining(", ", "", ", " + more));
    }

    private static Caller caller(String claims) {
        try {
            return TokenCaller.from(new DefaultJWTCallerPrincipal(JwtClaims.parse("{" + claims + "}")));
        } catch (org.jose4j.jwt.consumer.InvalidJwtException e) {
            throw new IllegalStateException(e);
        }
    }
}
