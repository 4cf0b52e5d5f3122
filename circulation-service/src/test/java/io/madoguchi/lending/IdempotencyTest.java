package io.madoguchi.lending;

import static io.madoguchi.testcity.Fixture.*;
import static io.madoguchi.testing.TestAccount.aHandler;
import static io.madoguchi.testing.TestAccount.aLibrarian;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

import io.madoguchi.disclosure.Duty;
import io.madoguchi.school.SchoolCode;
import io.madoguchi.testcity.CirculationServiceTest;
import io.madoguchi.testcity.Fixture.Borrower;
import io.madoguchi.testing.TestPostgres;
import io.restassured.response.ValidatableResponse;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@CirculationServiceTest
class IdempotencyTest {
    private SchoolCode school;
    private Borrower pupil;
    private String item;
    private String token;
    private String key;

    @BeforeEach
    void aRequestThatMayBeRepeated() {
        school = aSchool();
        pupil = aPupil().atSchool(school);
        item = anItem(school);
        token = aHandler().withDuty(Duty.COUNTER).atSchool(school).token();
        key = UUID.randomUUID().toString();
    }

    @Test
    void aRepeatComesToTheSameLoanAndHasARecordOfItsOwn() {
        String first = lend(key, item).statusCode(201).extract().asString();
        String again = lend(key, item).statusCode(201).extract().asString();

        assertThat(again).isEqualTo(first);
        assertThat(count("SELECT count(*) FROM circulation.loan WHERE patron_id = ?", pupil.id()))
                .isEqualTo(1);
        assertThat(recordsAt(school)).hasSize(2);
    }

    @Test
    void withoutAKeyARepeatIsAnotherAttempt() {
        lend(null, item).statusCode(201);
        lend(null, item).statusCode(409);
    }

    @Test
    void aRepeatOfARefusalIsRefusedTheSameThoughThingsHaveChanged() {
        UUID overdue =
                anOpenLoan(school, anItem(school), pupil.id(), LocalDate.now().minusDays(3));
        lend(key, item).statusCode(409).body("code", is("cannot-lend"));
        run("UPDATE circulation.loan SET returned_at = now() WHERE id = ?", overdue);
        lend(key, item).statusCode(409).body("code", is("cannot-lend"));
    }

    @Test
    void theSameKeyWithAnotherBodyIsRefused() {
        lend(key, item).statusCode(201);
        lend(key, anItem(school)).statusCode(422).body("code", is("idempotency-key-reused"));
    }

    @Test
    void theSameKeyOfAnotherAccountIsAnotherRequest() {
        lend(key, item).statusCode(201);
        token = aLibrarian().named("library-k").atSchool(school).token();
        lend(key, item).statusCode(409).body("code", is("item-on-loan"));
    }

    @Test
    void aReturnCanBeRepeated() {
        anOpenLoan(school, item, pupil.id(), LocalDate.now().plusDays(3));
        String first = takeBack().statusCode(200).extract().asString();
        assertThat(takeBack().statusCode(200).extract().asString()).isEqualTo(first);
    }

    @Test
    void whileTheFirstIsAtWorkTheSecondIsToldSo() throws Exception {
        try (Connection first = TestPostgres.administrator();
                PreparedStatement lock = first.prepareStatement("SELECT pg_advisory_lock(hashtextextended(?, 1))")) {
            lock.setString(1, "handler-t\nloans " + school + "\n" + key);
            lock.execute();
            lend(key, item).statusCode(409).body("code", is("request-in-progress"));
        }
        lend(key, item).statusCode(201);
    }

    @Test
    void keepsACodeAndAnIdAndNothingThatWasSaid() {
        lend(key, item).statusCode(201);
        assertThat(strings("SELECT k::text FROM circulation.idempotency_key k WHERE key = ?", key))
                .singleElement()
                .satisfies(row -> assertThat(row)
                        .doesNotContain(item, pupil.card(), pupil.id().toString()));
    }

    private ValidatableResponse lend(String idempotencyKey, String itemBarcode) {
        var request = given().auth()
                .oauth2(token)
                .header("Purpose-Of-Use", "COUNTER")
                .contentType("application/json")
                .body(Map.of("patronId", pupil.id(), "itemBarcode", itemBarcode));
        if (idempotencyKey != null) {
            request.header("Idempotency-Key", idempotencyKey);
        }
        return request.post("/v1/schools/{school}/loans", school.value()).then();
    }

    private ValidatableResponse takeBack() {
        return given().auth()
                .oauth2(token)
                .header("Purpose-Of-Use", "COUNTER")
                .header("Idempotency-Key", key)
                .contentType("application/json")
                .body(Map.of("itemBarcode", item))
                .post("/v1/schools/{school}/returns", school.value())
                .then();
    }
}
