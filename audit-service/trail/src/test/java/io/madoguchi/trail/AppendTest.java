package io.madoguchi.trail;

import static io.madoguchi.testing.TestAccount.aDistrictAdmin;
import static io.madoguchi.testing.TestAccount.aHandler;
import static io.madoguchi.testing.TestAccount.aService;
import static io.madoguchi.trail.ARecord.aRecord;
import static io.madoguchi.trail.TrailClients.append;
import static io.madoguchi.trail.TrailClients.appendWith;
import static io.madoguchi.trail.TrailClients.ask;
import static io.madoguchi.trail.TrailClients.found;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import io.madoguchi.api.trail.AccessRecord;
import io.madoguchi.disclosure.Duty;
import io.madoguchi.disclosure.Scopes;
import io.madoguchi.testing.TestOidc;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@TrailServiceTest
class AppendTest {
    @Test
    void takesARecordOnceHoweverOftenItIsDelivered() {
        UUID patron = UUID.randomUUID();
        AccessRecord first = aRecord().of(patron).build();
        append(first).statusCode(200).body("appended", is(1)).body("known", is(0));
        AccessRecord second = aRecord().of(patron).build();
        append(first, second).statusCode(200).body("appended", is(1)).body("known", is(1));
        append(first, second).statusCode(200).body("appended", is(0)).body("known", is(2));
        assertThat(found(Map.of("patron", patron))).containsExactly(second.id(), first.id());
    }

    @Test
    void keepsARecordAsItWasSent() throws Exception {
        UUID patron = UUID.randomUUID();
        AccessRecord sent = aRecord().of(patron).build();
        append(sent).statusCode(200);
        String answer = ask(Map.of("patron", patron)).extract().asString();
        JsonNode kept = TrailClients.JSON.readTree(answer).at("/records/0");
        assertThat(kept).isEqualTo(TrailClients.JSON.readTree(TrailClients.json(sent)));
    }

    @Test
    void refusesAnotherRecordUnderAKnownIdAndAppendsNothing() {
        UUID patron = UUID.randomUUID();
        AccessRecord known = aRecord().of(patron).build();
        append(known).statusCode(200);
        AccessRecord forged =
                aRecord().withId(known.id()).of(patron).by("somebody-else").build();
        AccessRecord fresh = aRecord().of(patron).build();
        append(fresh, forged).statusCode(409).body("code", is("record-conflict"));
        assertThat(found(Map.of("patron", patron))).containsExactly(known.id());
    }

    @Test
    void refusesTwoDifferentRecordsOfOneIdInOneBatch() {
        UUID patron = UUID.randomUUID();
        AccessRecord one = aRecord().of(patron).build();
        AccessRecord other =
                aRecord().withId(one.id()).of(patron).by("somebody-else").build();
        append(one, other).statusCode(409).body("code", is("record-conflict"));
        assertThat(found(Map.of("patron", patron))).isEmpty();
    }

    @Test
    void refusesRecordsOfAnotherSourceAndAppendsNothing() {
        UUID patron = UUID.randomUUID();
        AccessRecord own = aRecord().of(patron).build();
        AccessRecord foreign = aRecord().of(patron).from("circulation-service").build();
        append(own, foreign).statusCode(403).body("code", is("source-mismatch"));
        assertThat(found(Map.of("patron", patron))).isEmpty();
    }

    @Test
    void takesNothingFromAnAccountWhateverItsScopes() {
        UUID patron = UUID.randomUUID();
        AccessRecord record = aRecord().of(patron).build();
        Stream.of(
                        aHandler()
                                .withDuty(Duty.COUNTER)
                                .through(ARecord.SOURCE)
                                .withScopes(Scopes.AUDIT_APPEND),
                        aDistrictAdmin().through(ARecord.SOURCE).withScopes(Scopes.AUDIT_APPEND),
                        aService(ARecord.SOURCE).withScopes(Scopes.AUDIT_APPEND))
                .forEach(account ->
                        appendWith(account.token(), record).statusCode(403).body("code", is("not-authorised")));
        appendWith(aService(ARecord.SOURCE).token(), record).statusCode(403).body("code", is("scope-missing"));
        assertThat(found(Map.of("patron", patron))).isEmpty();
    }

    @Test
    void refusesAnEmptyBatchAndOneThatIsTooLong() {
        append().statusCode(400).body("code", is("invalid-value"));
        AccessRecord[] tooMany =
                Stream.generate(() -> aRecord().build()).limit(1001).toArray(AccessRecord[]::new);
        append(tooMany).statusCode(400).body("code", is("invalid-value"));
    }

    @Test
    void takesEachRecordOnceWhenTheSameBatchComesEightTimesAtOnce() throws Exception {
        UUID patron = UUID.randomUUID();
        AccessRecord[] batch =
                Stream.generate(() -> aRecord().of(patron).build()).limit(40).toArray(AccessRecord[]::new);
        String service = TestOidc.ownToken(ARecord.SOURCE);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Integer>> deliveries = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                deliveries.add(() -> appendWith(service, batch)
                        .statusCode(200)
                        .extract()
                        .jsonPath()
                        .getInt("appended"));
            }
            int appended = 0;
            for (Future<Integer> delivery : threads.invokeAll(deliveries)) {
                appended += delivery.get();
            }
            assertThat(appended).isEqualTo(40);
        } finally {
            threads.shutdownNow();
        }
        ask(Map.of("patron", patron, "limit", 500)).body("records.size()", equalTo(40));
    }
}
