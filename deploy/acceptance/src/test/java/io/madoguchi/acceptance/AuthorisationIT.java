package io.madoguchi.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.madoguchi.api.trail.InquiryReason;
import io.madoguchi.disclosure.Authorisations;
import io.madoguchi.disclosure.Authorisations.Document;
import io.madoguchi.local.authorisation.Forecast;
import io.madoguchi.local.authorisation.Replay;
import io.madoguchi.local.authorisation.Shelf;
import io.madoguchi.local.authorisation.TrailReader;
import io.madoguchi.local.city.SampleCity;
import io.madoguchi.local.city.SamplePatron;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The authorisation is a document, and a draft of one can be tried on what was recorded. */
@ExtendWith(City.Resolver.class)
class AuthorisationIT {
    private final City city;

    AuthorisationIT(City city) {
        this.city = city;
    }

    @Test
    void aDraftIsTriedOnWhatWasRecordedAndTheReadingIsOnRecord() throws IOException {
        SamplePatron pupil = SampleCity.pupil(1, 8);
        String record = city.patrons()
                .as(city.token("handler-1"), "COUNTER")
                .body(Map.of("cardBarcode", pupil.cardBarcode()))
                .post("/v1/schools/{school}/patron-searches", City.school(1))
                .header("Access-Record");
        city.recordOf("handler-1", record);
        Authorisations inUse = new Shelf(city.system().settings().data().resolve("authorisations"))
                .inUse(List.of("shiryo-71", "library-regulation"));
        Document draft = Authorisations.shipped("amendment-a").documents().get(0);
        Replay replay = new Replay(
                inUse,
                inUse.with(draft, draft.text().id()),
                draft.text().inForce().from(),
                ZoneId.of("Asia/Tokyo"));

        Instant now = Instant.now();
        new TrailReader(city.system().auditUrl(), InquiryReason.OPERATION, () -> city.token("auditor-1"))
                .read(now.minus(Duration.ofDays(1)), now, replay::add);

        assertThat(replay.requests()).isPositive();
        assertThat(Forecast.of(replay, draft, null, false).lines())
                .anySatisfy(row -> assertThat(row).contains("カウンター業務", "児童", "よみ", City.school(1)));
        assertThat(city.number(
                        "SELECT count(*) FROM audit.access_journal WHERE body ->> 'act' = 'READ_ACCESS_RECORDS'"
                                + " AND body #>> '{who,person}' = 'auditor-1' AND (body ->> 'at')::timestamptz >= ?::timestamptz",
                        now.toString()))
                .isPositive();
    }
}
