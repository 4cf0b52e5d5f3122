package io.madoguchi.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.madoguchi.local.account.Secrets;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeliveriesTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String RECORD =
            """
            {"id": "11111111-1111-4111-8111-111111111111", "who": {"person": "bench-counter-1"}, "source": "circulation-service", \
            "disclosed": [{"fields": ["ACT_RESULT"], "patrons": ["22222222-2222-4222-8222-222222222222"]}]}""";

    @Test
    void aBatchHoldsFiveHundredRecordsEachOfAnotherPatron() throws IOException {
        JsonNode batch = JSON.readTree(new Deliveries(RECORD).next());

        Set<String> ids = new HashSet<>();
        Set<String> patrons = new HashSet<>();
        for (JsonNode salted : batch) {
            assertThat(Base64.getDecoder().decode(salted.path("salt").asText())).hasSize(32);
            ids.add(salted.at("/record/id").asText());
            patrons.add(salted.at("/record/disclosed/0/patrons/0").asText());
            assertThat(salted.at("/record/source").asText()).isEqualTo("circulation-service");
        }
        assertThat(ids).hasSize(500);
        assertThat(patrons).hasSize(500);
    }

    @Test
    void theServicesTokenNamesItAndIsSigned(@TempDir Path secrets) throws IOException {
        String token = Deliveries.token(
                "circulation-service", new Secrets(secrets).signing("key").privateKey());

        String[] parts = token.split("\\.");
        JsonNode claims = JSON.readTree(new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8));
        assertThat(claims.path("iss").asText()).isEqualTo("circulation-service");
        assertThat(claims.path("exp").asLong() - claims.path("iat").asLong()).isEqualTo(60);
        assertThat(Base64.getUrlDecoder().decode(parts[2])).hasSize(64);
    }
}
