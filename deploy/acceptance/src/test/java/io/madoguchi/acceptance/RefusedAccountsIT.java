package io.madoguchi.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

import io.madoguchi.local.city.SampleCity;
import io.restassured.response.Response;
import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Accounts that may not work, or not here or not today: each is refused, and each has a reason of its own on record (R6, R19, R23). */
@ExtendWith(City.Resolver.class)
class RefusedAccountsIT {
    private static final LocalDate TODAY = LocalDate.now(ZoneId.of("Asia/Tokyo"));
    private static final LocalDate LONG_AGO = LocalDate.of(2013, 4, 1);
    private static final LocalDate YESTERDAY = TODAY.minusDays(1);
    private static final LocalDate TOMORROW = TODAY.plusDays(1);

    private final City city;
    private final Accounts accounts;

    RefusedAccountsIT(City city) {
        this.city = city;
        this.accounts = new Accounts(city);
    }

    @AfterEach
    void remove() {
        accounts.close();
    }

    static Stream<Arguments> theRefused() {
        return Stream.of(
                refused("not-designated", account -> account.without("designation")),
                refused("designation-over", account -> account.designated(LONG_AGO, YESTERDAY)),
                refused("designation-not-begun", account -> account.designated(TOMORROW, null)),
                refused("contract-not-in-force", account -> account.without("contract")),
                refused("contract-over", account -> account.underAContract(LONG_AGO, YESTERDAY)),
                refused("contract-not-begun", account -> account.underAContract(TOMORROW, null)),
                refused("school-not-assigned", account -> account.assignedTo(2, LONG_AGO, null)),
                refused("assignment-over", account -> account.assignedTo(1, LONG_AGO, YESTERDAY)),
                refused("assignment-not-begun", account -> account.assignedTo(1, TOMORROW, null)));
    }

    private static Arguments refused(String reason, UnaryOperator<Accounts.Account> change) {
        return Arguments.of(reason, change);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("theRefused")
    void isRefusedWithAReasonOfItsOwnOnRecord(String reason, UnaryOperator<Accounts.Account> change)
            throws IOException {
        Accounts.Account handler = change.apply(accounts.aHandler()).made();
        Response answer = search(handler);

        answer.then().statusCode(403).body("code", is(reason));
        assertThat(city.recordOf(handler.name(), answer.header("Access-Record")))
                .containsEntry("decision", "REFUSED")
                .containsEntry("reason", reason);
    }

    @Test
    void theSameAccountInOrderIsLetIn() throws IOException {
        search(accounts.aHandler().made()).then().statusCode(200);
    }

    private Response search(Accounts.Account handler) throws IOException {
        return city.patrons()
                .as(handler.signIn().value(), "COUNTER")
                .body(Map.of("cardBarcode", SampleCity.pupil(1, 8).cardBarcode()))
                .post("/v1/schools/{school}/patron-searches", City.school(1));
    }
}
