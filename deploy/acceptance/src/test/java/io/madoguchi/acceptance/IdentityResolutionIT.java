package io.madoguchi.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;

import io.madoguchi.local.city.SampleCity;
import io.madoguchi.local.city.SamplePatron;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A parent complains by name: the auditor asks, the district approves, and the trail says both and the case (R37). */
@ExtendWith(City.Resolver.class)
class IdentityResolutionIT {
    private static final String PATH = "/v1/identity-resolutions";

    private final City city;
    private final SamplePatron pupil = SampleCity.pupil(1, 9);

    IdentityResolutionIT(City city) {
        this.city = city;
    }

    @Test
    void aComplaintGoesFromTheNameToTheRecordsWithTwoPersonsAndTheCaseOnRecord() {
        String auditor = city.token("auditor-1");
        String district = city.token("district-1");
        Map<String, String> name = Map.of("displayName", pupil.displayName());

        Response asked = city.patrons()
                .as(auditor, null)
                .body(Map.of("displayName", pupil.displayName(), "reason", "COMPLAINT", "caseNumber", "2026-114"))
                .post(PATH);
        asked.then().statusCode(201).body("state", is("REQUESTED"));
        String id = asked.path("id");
        city.patrons()
                .as(auditor, null)
                .body(name)
                .post(PATH + "/{id}/result", id)
                .then()
                .statusCode(409);
        city.patrons()
                .as(auditor, null)
                .body(name)
                .post(PATH + "/{id}/approvals", id)
                .then()
                .statusCode(403)
                .body("code", is("second-person-required"));

        city.patrons()
                .as(district, null)
                .queryParam("state", "REQUESTED")
                .get(PATH)
                .then()
                .statusCode(200)
                .body("resolutions.id", hasItem(id));
        Response approved = city.patrons().as(district, null).body(name).post(PATH + "/{id}/approvals", id);
        approved.then().statusCode(200).body("state", is("APPROVED"));
        Response resolved = city.patrons().as(auditor, null).body(name).post(PATH + "/{id}/result", id);
        resolved.then()
                .statusCode(200)
                .body("patrons.patronId", hasItem(pupil.id().toString()));

        Map<String, String> theCase = Map.of("reason", "COMPLAINT", "caseNumber", "2026-114");
        assertThat(onRecord("auditor-1", asked))
                .containsEntry("act", "REQUEST_IDENTITY_RESOLUTION")
                .containsEntry("inquiry", theCase);
        Map<String, String> byBoth =
                Map.of("reason", "COMPLAINT", "caseNumber", "2026-114", "approvedBy", "district-1");
        assertThat(onRecord("district-1", approved))
                .containsEntry("act", "APPROVE_IDENTITY_RESOLUTION")
                .containsEntry("inquiry", byBoth);
        Map<String, Object> result = onRecord("auditor-1", resolved);
        assertThat(result).containsEntry("act", "RESOLVE_IDENTITY").containsEntry("inquiry", byBoth);
        assertThat(result.get("disclosed"))
                .asString()
                .contains("[resolvedIdentity]", pupil.id().toString());
    }

    @Test
    void aContractorsAccountObtainsNoScopeForIt() {
        for (String account : List.of("handler-1", "manager-1")) {
            city.patrons()
                    .as(city.token(account), "COUNTER")
                    .body(Map.of("patronId", pupil.id(), "reason", "COMPLAINT", "caseNumber", "2026-114"))
                    .post(PATH)
                    .then()
                    .statusCode(403)
                    .body("code", is("scope-missing"));
        }
    }

    private Map<String, Object> onRecord(String person, Response answer) {
        Map<String, Object> record = city.recordOf(person, answer.header("Access-Record"));
        assertThat(record.toString()).doesNotContain(pupil.displayName());
        return record;
    }
}
