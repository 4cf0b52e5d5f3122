package io.madoguchi.trail;

import static io.madoguchi.testing.TestAccount.anAuditor;
import static io.madoguchi.trail.ARecord.aRecord;
import static io.madoguchi.trail.TrailClients.append;
import static io.madoguchi.trail.TrailClients.appendWith;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.is;

import io.madoguchi.testing.TestOidc;
import org.junit.jupiter.api.Test;

@TrailServiceTest
class ServiceTokensTest {
    @Test
    void aServiceDeliversWhileTheIdentityProviderIsDown() {
        try (TestOidc.Down down = TestOidc.down()) {
            append(aRecord().build()).statusCode(200);
        }
    }

    @Test
    void aServicesOwnTokenOpensNothingButItsDeliveries() {
        String token = TestOidc.ownToken("audit-service");
        for (String path : new String[] {
            "/v1/access-records", "/v1/access-records/volumes?from=2026-01-01T00:00:00Z&until=2026-01-02T00:00:00Z"
        }) {
            given().auth().oauth2(token).get(path).then().statusCode(401).body("code", is("token-invalid"));
        }
    }

    @Test
    void aTokenWithAServicesNameAndAnotherKeyIsRefused() {
        String[] parts = TestOidc.ownToken(ARecord.SOURCE).split("\\.");
        String other = TestOidc.ownToken(ARecord.SOURCE).split("\\.")[2];
        appendWith(parts[0] + "." + parts[1] + "." + other, aRecord().build())
                .statusCode(401)
                .body("code", is("token-invalid"));
        appendWith(TestOidc.ownToken("intranet"), aRecord().build()).statusCode(401);
        appendWith(anAuditor().token(), aRecord().build()).statusCode(403);
    }
}
