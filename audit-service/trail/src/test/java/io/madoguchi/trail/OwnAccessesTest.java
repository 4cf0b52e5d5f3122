package io.madoguchi.trail;

import static io.madoguchi.testing.TestAccount.aDistrictAdmin;
import static io.madoguchi.testing.TestAccount.aHandler;
import static io.madoguchi.testing.TestAccount.aLibrarian;
import static io.madoguchi.testing.TestAccount.aPatron;
import static io.madoguchi.testing.TestAccount.aService;
import static io.madoguchi.testing.TestAccount.anAuditor;
import static io.madoguchi.trail.ARecord.aRecord;
import static io.madoguchi.trail.TrailClients.append;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.madoguchi.api.trail.AccessRecord;
import io.madoguchi.disclosure.Duty;
import io.madoguchi.disclosure.Field;
import io.madoguchi.disclosure.Role;
import io.madoguchi.disclosure.Scopes;
import io.madoguchi.journal.JournalRelay;
import io.madoguchi.testing.TestAccount;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.net.URI;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A patron reads who read their own record; who read it stays a person without a name. */
@TrailServiceTest
class OwnAccessesTest {
    @Inject
    JournalRelay relay;

    private final UUID patron = UUID.randomUUID();
    private final TestAccount pupil = aPatron(patron).named("pupil-" + patron);

    @Test
    void tellsRoleDutySchoolFieldsAndTheCitysDay() {
        append(
                        aRecord()
                                .of(patron)
                                .as(Role.LIBRARY_SUPPORT_STAFF)
                                .disclosing(Field.DISPLAY_NAME)
                                .at("2026-05-11T15:30:00Z")
                                .build(),
                        aRecord()
                                .of(UUID.randomUUID(), patron)
                                .as(Role.AUDITOR)
                                .forDuty(null)
                                .atSchool(null)
                                .disclosing(Field.ACCESS_RECORDS)
                                .at("2026-05-20T01:00:00Z")
                                .build())
                .statusCode(200);
        mine().statusCode(200)
                .header("Access-Record", notNullValue())
                .body("accesses", hasSize(2))
                .body("accesses.day", contains("2026-05-20", "2026-05-12"))
                .body("accesses[0].roles", contains("AUDITOR"))
                .body("accesses[0].fields", contains("accessRecords"))
                .body("accesses[0].duty", nullValue())
                .body("accesses[0].school", nullValue())
                .body("accesses[1].roles", contains("LIBRARY_SUPPORT_STAFF"))
                .body("accesses[1].duty", is("COUNTER"))
                .body("accesses[1].school", is(ARecord.SCHOOL.value()))
                .body("accesses[1].fields", contains("displayName"))
                .body("accesses.own", contains(false, false));
    }

    @Test
    void saysNothingOfRequestsThatShowedNothingAndNothingOfOthers() {
        append(
                        aRecord().refusedFor(patron).build(),
                        aRecord().of(UUID.randomUUID()).build())
                .statusCode(200);
        mine().statusCode(200).body("accesses", empty());
    }

    @Test
    void namesNoAccountAndNobodyElse() {
        UUID classmate = UUID.randomUUID();
        AccessRecord record =
                aRecord().of(classmate, patron).by("yamada-hanako").build();
        append(record).statusCode(200);
        String answer =
                mine().statusCode(200).body("accesses", hasSize(1)).extract().asString();
        assertThat(answer)
                .doesNotContain("yamada")
                .doesNotContain(record.who().subject())
                .doesNotContain(record.who().client())
                .doesNotContain(record.who().designation())
                .doesNotContain(record.who().contract())
                .doesNotContain(record.id().toString())
                .doesNotContain(classmate.toString())
                .doesNotContain(record.at().toString().substring(10, 16));
        Map<String, Object> access = mine().extract().jsonPath().getMap("accesses[0]");
        assertThat(access).containsOnlyKeys("day", "roles", "duty", "school", "fields", "own");
    }

    @Test
    void marksWhatThePatronReadAndPutsThisReadingOnRecord() throws SQLException {
        mine().statusCode(200).body("accesses", empty());
        relay.deliver();
        TrailClients.sequence();
        mine().body("accesses", hasSize(1))
                .body("accesses[0].own", is(true))
                .body("accesses[0].roles", contains("PATRON"))
                .body("accesses[0].fields", contains("ownAccessRecords"));
    }

    @Test
    void goesOnPageByPageWhileRecordsArrive() {
        List<String> expected = new ArrayList<>();
        IntStream.rangeClosed(1, 5).forEach(day -> {
            append(aRecord().of(patron).at("2026-06-0" + day + "T03:00:00Z").build())
                    .statusCode(200);
            expected.add(0, "2026-06-0" + day);
        });
        List<String> seen = new ArrayList<>();
        ValidatableResponse page = mine("limit", 2);
        String link = page.extract().header("Link");
        while (link != null) {
            seen.addAll(page.extract().jsonPath().getList("accesses.day"));
            append(aRecord().of(patron).build()).statusCode(200);
            page = given().auth()
                    .oauth2(pupil.token())
                    .get(URI.create(link.substring(1, link.indexOf('>'))))
                    .then()
                    .statusCode(200);
            link = page.extract().header("Link");
        }
        seen.addAll(page.extract().jsonPath().getList("accesses.day"));
        assertThat(seen).isEqualTo(expected);
    }

    @Test
    void isForPatronsOnlyAndForTheirOwn() {
        mineAs(aPatron(patron).withOnlyScopes(Scopes.LOAN_OWN_READ))
                .statusCode(403)
                .body("code", is("scope-missing"));
        Stream.of(
                        aHandler().withDuty(Duty.COUNTER).atSchool(ARecord.SCHOOL),
                        aLibrarian().atSchool(ARecord.SCHOOL),
                        anAuditor(),
                        aDistrictAdmin(),
                        aService(ARecord.SOURCE))
                .map(account -> account.withScopes(Scopes.AUDIT_OWN_READ))
                .forEach(account -> mineAs(account).statusCode(403).body("code", is("not-authorised")));
        append(aRecord().of(patron).build()).statusCode(200);
        mineAs(aPatron(UUID.randomUUID())).statusCode(200).body("accesses", empty());
    }

    @Test
    void refusesACursorThatItDidNotMake() {
        mine("cursor", "abc").statusCode(400).body("code", is("invalid-value"));
        mine("limit", 201).statusCode(400).body("faults.field", containsInAnyOrder("limit"));
    }

    private ValidatableResponse mine() {
        return mineAs(pupil);
    }

    private ValidatableResponse mine(String parameter, Object value) {
        return given().auth()
                .oauth2(pupil.token())
                .queryParam(parameter, value)
                .get("/v1/me/access-records")
                .then();
    }

    private static ValidatableResponse mineAs(TestAccount account) {
        return given().auth()
                .oauth2(account.token())
                .header("Purpose-Of-Use", "COUNTER")
                .get("/v1/me/access-records")
                .then();
    }
}
