package io.madoguchi.lending;

import static io.madoguchi.testcity.Fixture.*;
import static io.madoguchi.testing.TestAccount.aLibrarian;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.madoguchi.disclosure.PatronCategory;
import io.madoguchi.school.SchoolCode;
import io.madoguchi.testcity.CirculationServiceTest;
import io.madoguchi.testcity.Fixture.Borrower;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

@CirculationServiceTest
class TwoClerksTest {
    private static final ExecutorService CLERKS = Executors.newFixedThreadPool(2);

    @AfterAll
    static void goHome() {
        CLERKS.shutdownNow();
    }

    @Test
    void ofTwoClerksLendingTheSameCopyExactlyOneWins() throws Exception {
        SchoolCode school = aSchool();
        Borrower one = aPupil().atSchool(school);
        Borrower other = aPupil().atSchool(school);
        policy(school, PatronCategory.ELEMENTARY_PUPIL, 1000, 14, 1);
        String token = aLibrarian().atSchool(school).token();

        for (int round = 0; round < 200; round++) {
            String item = anItem(school);
            assertThat(atOnce(() -> lend(token, school, one, item), () -> lend(token, school, other, item)))
                    .containsExactlyInAnyOrder(201, 409);
        }
        assertThat(count("SELECT count(*) FROM circulation.loan WHERE school = ?", school.value()))
                .isEqualTo(200);
        assertThat(recordsAt(school)).hasSize(400);
    }

    @Test
    void theLimitHoldsAgainstTwoClerksAtOnce() throws Exception {
        SchoolCode school = aSchool();
        policy(school, PatronCategory.ELEMENTARY_PUPIL, 1, 14, 1);
        String token = aLibrarian().atSchool(school).token();

        for (int round = 0; round < 50; round++) {
            Borrower pupil = aPupil().atSchool(school);
            List<String> items = List.of(anItem(school), anItem(school));
            assertThat(atOnce(
                            () -> lend(token, school, pupil, items.get(0)),
                            () -> lend(token, school, pupil, items.get(1))))
                    .containsExactlyInAnyOrder(201, 409);
        }
    }

    private static int lend(String token, SchoolCode school, Borrower borrower, String item) {
        return given().auth()
                .oauth2(token)
                .contentType("application/json")
                .body(Map.of("patronId", borrower.id(), "itemBarcode", item))
                .post("/v1/schools/{school}/loans", school.value())
                .statusCode();
    }

    private static List<Integer> atOnce(Callable<Integer> one, Callable<Integer> other) throws Exception {
        CyclicBarrier start = new CyclicBarrier(2);
        List<Future<Integer>> answers = IntStream.range(0, 2)
                .mapToObj(i -> CLERKS.submit(() -> {
                    start.await();
                    return (i == 0 ? one : other).call();
                }))
                .toList();
        return List.of(answers.get(0).get(), answers.get(1).get());
    }
}
