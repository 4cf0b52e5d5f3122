package io.madoguchi.acceptance;

import static io.madoguchi.acceptance.City.loanByCard;
import static io.madoguchi.acceptance.City.loanOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.madoguchi.local.city.SampleCity;
import io.madoguchi.local.city.SamplePatron;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The counter goes on while the directory, and then the trail as well, is down (R18). */
@ExtendWith(City.Resolver.class)
class OutageIT {
    private final City city;

    OutageIT(City city) {
        this.city = city;
    }

    @Test
    void lendingByCardGoesOnWithoutDirectoryAndTrailAndAllRecordsArrive() throws IOException {
        SamplePatron pupil = SampleCity.pupil(1, 9);
        String one = SampleCity.availableItemBarcode(1, 21);
        String two = SampleCity.availableItemBarcode(1, 22);
        String counter = city.token("handler-1");
        List<String> records = new ArrayList<>();
        try {
            city.system().killService("patron-service");
            records.add(lend(counter, pupil, one));
            city.system().killService("audit-service");
            records.add(lend(counter, pupil, two));
            records.add(giveBack(counter, one));
            records.add(giveBack(counter, two));
            assertThat(city.system().isRunning("patron-service")).isFalse();
            assertThat(city.system().isRunning("audit-service")).isFalse();
        } finally {
            if (!city.system().isRunning("audit-service")) {
                city.system().startService("audit-service");
            }
            if (!city.system().isRunning("patron-service")) {
                city.system().startService("patron-service");
            }
        }

        for (String record : records) {
            assertThat(city.recordOf("handler-1", record)).containsEntry("source", "circulation-service");
        }
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> city.number("SELECT count(*) FROM circulation.access_journal")
                        == city.number(
                                "SELECT count(*) FROM audit.access_record WHERE source = 'circulation-service'"));
    }

    @Test
    void theSameLoanIsNotMadeTwiceWhenTheNetworkRepeatsARequest() {
        SamplePatron pupil = SampleCity.pupil(1, 10);
        String item = SampleCity.availableItemBarcode(1, 23);
        String counter = city.token("handler-1");
        String first = null;
        for (int i = 0; i < 3; i++) {
            String loan = city.circulation()
                    .as(counter, "COUNTER")
                    .header("Idempotency-Key", "scan-1")
                    .body(loanOf(pupil, item))
                    .post("/v1/schools/{school}/loans", City.school(1))
                    .then()
                    .statusCode(201)
                    .extract()
                    .path("loanId");
            first = first == null ? loan : first;
            assertThat(loan).isEqualTo(first);
        }
        city.takeBack(counter, 1, item).then().statusCode(200);
    }

    private String lend(String token, SamplePatron pupil, String item) {
        return city.lend(token, 1, loanByCard(pupil, item))
                .then()
                .statusCode(201)
                .extract()
                .header("Access-Record");
    }

    private String giveBack(String token, String item) {
        return city.takeBack(token, 1, item).then().statusCode(200).extract().header("Access-Record");
    }
}
