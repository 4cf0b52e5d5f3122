package io.madoguchi.trail;

import static io.madoguchi.testing.TestAccount.aDistrictAdmin;
import static io.madoguchi.testing.TestAccount.aHandler;
import static io.madoguchi.testing.TestAccount.aLibrarian;
import static io.madoguchi.testing.TestAccount.aPatron;
import static io.madoguchi.testing.TestAccount.aService;
import static io.madoguchi.testing.TestAccount.anAuditor;
import static io.madoguchi.trail.ARecord.aRecord;
import static io.madoguchi.trail.TrailClients.append;
import static io.madoguchi.trail.TrailClients.ask;
import static io.madoguchi.trail.TrailClients.askAs;
import static io.madoguchi.trail.TrailClients.found;
import static io.madoguchi.trail.TrailClients.ids;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.madoguchi.api.trail.AccessRecord;
import io.madoguchi.disclosure.Duty;
import io.madoguchi.disclosure.Field;
import io.madoguchi.disclosure.Scopes;
import io.madoguchi.school.SchoolCode;
import io.madoguchi.testing.TestAccount;
import io.restassured.response.ValidatableResponse;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@TrailServiceTest
class ReadTest {
    private static final SchoolCode OTHER_SCHOOL = SchoolCode.ofTwelve("B10121000002");

    private final UUID patron = UUID.randomUUID();

    @Test
    void findsAPatronAmongTheDisclosedAndWhereARefusedRequestNamedOne() {
        AccessRecord read = aRecord().of(UUID.randomUUID(), patron).build();
        AccessRecord refused = aRecord().refusedFor(patron).build();
        append(read, aRecord().build(), refused).statusCode(200);
        assertThat(found(Map.of("patron", patron))).containsExactly(refused.id(), read.id());
    }

    @Test
    void findsByPerson() {
        String person = "handler-" + patron;
        AccessRecord read = aRecord().by(person).build();
        append(read, aRecord().build()).statusCode(200);
        assertThat(found(Map.of("person", person))).containsExactly(read.id());
    }

    @Test
    void findsBySchool() {
        SchoolCode school = SchoolCode.ofTwelve("C10121000099");
        AccessRecord read = aRecord().atSchool(school).build();
        append(read, aRecord().build(), aRecord().atSchool(null).build()).statusCode(200);
        assertThat(found(Map.of("school", school))).containsExactly(read.id());
    }

    @Test
    void filtersCombine() {
        AccessRecord name = aRecord().of(patron).at("2026-04-01T00:00:00Z").build();
        AccessRecord loans = aRecord()
                .of(patron)
                .at("2026-05-01T00:00:00Z")
                .forDuty(Duty.LEARNING_SUPPORT)
                .disclosing(Field.LOAN_RECORDS)
                .build();
        AccessRecord elsewhere = aRecord()
                .of(patron)
                .at("2026-06-01T00:00:00Z")
                .atSchool(OTHER_SCHOOL)
                .by("handler-2")
                .build();
        AccessRecord refused = aRecord()
                .refusedFor(patron)
                .at("2026-07-01T00:00:00Z")
                .forDuty(null)
                .build();
        append(name, loans, elsewhere, refused).statusCode(200);

        assertThat(foundOfPatron("duty", "COUNTER")).containsExactly(elsewhere.id(), name.id());
        assertThat(foundOfPatron("duty", "LEARNING_SUPPORT")).containsExactly(loans.id());
        assertThat(foundOfPatron("field", "loanRecords")).containsExactly(loans.id());
        assertThat(foundOfPatron("field", "displayName")).containsExactly(elsewhere.id(), name.id());
        assertThat(foundOfPatron("decision", "REFUSED")).containsExactly(refused.id());
        assertThat(foundOfPatron("decision", "PERMITTED")).containsExactly(elsewhere.id(), loans.id(), name.id());
        assertThat(foundOfPatron("person", "handler-2")).containsExactly(elsewhere.id());
        assertThat(foundOfPatron("school", OTHER_SCHOOL)).containsExactly(elsewhere.id());
        assertThat(foundOfPatron("from", "2026-06-01T00:00:00Z")).containsExactly(refused.id(), elsewhere.id());
        assertThat(foundOfPatron("until", "2026-05-01T00:00:00Z")).containsExactly(name.id());
        assertThat(found(Map.of(
                        "patron", patron,
                        "from", "2026-05-01T09:00:00+09:00",
                        "until", "2026-07-01T00:00:00Z",
                        "duty", "COUNTER",
                        "field", "patronId",
                        "school", OTHER_SCHOOL,
                        "person", "handler-2",
                        "decision", "PERMITTED")))
                .containsExactly(elsewhere.id());
    }

    @Test
    void pagesStayStableWhileRecordsArrive() {
        List<UUID> expected = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            AccessRecord record = aRecord().of(patron).build();
            append(record).statusCode(200);
            expected.add(0, record.id());
        }
        List<UUID> seen = new ArrayList<>();
        ValidatableResponse page = ask(Map.of("patron", patron, "limit", 3)).statusCode(200);
        while (true) {
            seen.addAll(ids(page));
            String link = page.extract().header("Link");
            String next = page.extract().jsonPath().getString("next");
            if (link == null) {
                assertThat(next).isNull();
                break;
            }
            assertThat(link).contains("cursor=" + next).contains("limit=3").endsWith(">; rel=\"next\"");
            append(aRecord().of(patron).build()).statusCode(200);
            page = given().auth()
                    .oauth2(anAuditor().token())
                    .header("Inquiry-Reason", "AUDIT")
                    .get(URI.create(link.substring(1, link.indexOf('>'))))
                    .then()
                    .statusCode(200);
        }
        assertThat(seen).isEqualTo(expected);
    }

    @Test
    void theLastPageNamesNoNextOne() {
        append(aRecord().of(patron).build(), aRecord().of(patron).build()).statusCode(200);
        ask(Map.of("patron", patron, "limit", 2))
                .body("next", nullValue())
                .header("Link", nullValue())
                .header("Access-Record", notNullValue());
    }

    @Test
    void theDistrictMayRead() {
        askAs(aDistrictAdmin(), Map.of("limit", 1)).statusCode(200);
    }

    @Test
    void nobodyElseMayReadEvenWithTheScope() {
        Stream.of(
                        aHandler().withDuty(Duty.COUNTER).atSchool(ARecord.SCHOOL),
                        aHandler().withDuty(Duty.LEARNING_SUPPORT).atSchool(ARecord.SCHOOL),
                        aLibrarian().atSchool(ARecord.SCHOOL),
                        aPatron(patron),
                        aService(ARecord.SOURCE))
                .forEach(this::mayNotRead);
    }

    private void mayNotRead(TestAccount account) {
        askAs(account, Map.of()).statusCode(403).body("code", is("scope-missing"));
        given().auth()
                .oauth2(account.withScopes(Scopes.AUDIT_READ).token())
                .header("Purpose-Of-Use", "COUNTER")
                .get("/v1/access-records")
                .then()
                .statusCode(403)
                .header("Access-Record", notNullValue());
    }

    @Test
    void refusesWhatItCannotUnderstand() {
        Map.of(
                        "limit", "0",
                        "cursor", "abc",
                        "patron", "no-uuid",
                        "school", "B101210000019",
                        "field", "name",
                        "duty", "counter",
                        "from", "yesterday",
                        "decision", "MAYBE",
                        "person", "x".repeat(256))
                .forEach((parameter, value) ->
                        ask(Map.of(parameter, value)).statusCode(400).body("code", is("invalid-value")));
        ask(Map.of("limit", 501)).statusCode(400).body("faults[0].field", is("limit"));
    }

    private List<UUID> foundOfPatron(String filter, Object value) {
        return found(Map.of("patron", patron, filter, value));
    }
}
