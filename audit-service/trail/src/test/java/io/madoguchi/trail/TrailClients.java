package io.madoguchi.trail;

import static io.madoguchi.testing.TestAccount.anAuditor;
import static io.restassured.RestAssured.given;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.madoguchi.api.trail.AccessRecord;
import io.madoguchi.api.trail.SaltedRecord;
import io.madoguchi.sequencing.Sequencer;
import io.madoguchi.sequencing.Witnesses;
import io.madoguchi.testing.TestAccount;
import io.madoguchi.testing.TestOidc;
import io.quarkus.arc.Arc;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;

/** How services and auditors speak to the trail in these tests. */
public final class TrailClients {
    static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();

    private TrailClients() {}

    public static ValidatableResponse append(AccessRecord... records) {
        return appendWith(TestOidc.ownToken(ARecord.SOURCE), records);
    }

    public static ValidatableResponse appendWith(String token, AccessRecord... records) {
        ValidatableResponse answer = given().auth()
                .oauth2(token)
                .contentType("application/json")
                .body(json(Arrays.stream(records).map(TrailClients::salted).toList()))
                .post("/v1/access-records")
                .then();
        sequence();
        return answer;
    }

    /** As the service does by itself twice a second. */
    public static void sequence() {
        Arc.container().instance(Sequencer.class).get().sequence();
    }

    /** Has the newest checkpoint cosigned. */
    static void cosign() {
        Arc.container().instance(Witnesses.class).get().cosign();
    }

    /** The salt of a record is always the same here: a delivery that comes again brings the same. */
    public static SaltedRecord salted(AccessRecord record) {
        byte[] salt = Arrays.copyOf(record.id().toString().getBytes(StandardCharsets.US_ASCII), 32);
        return new SaltedRecord(Base64.getEncoder().encodeToString(salt), record);
    }

    static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    static ValidatableResponse ask(Map<String, ?> query) {
        return askAs(anAuditor(), query);
    }

    static ValidatableResponse askAs(TestAccount account, Map<String, ?> query) {
        return askAs(account, "AUDIT", query);
    }

    static ValidatableResponse askAs(TestAccount account, String reason, Map<String, ?> query) {
        RequestSpecification request = given().auth().oauth2(account.token());
        if (reason != null) {
            request.header("Inquiry-Reason", reason);
        }
        query.forEach((parameter, value) -> request.queryParam(parameter, value.toString()));
        return request.get("/v1/access-records").then();
    }

    static List<UUID> found(Map<String, ?> query) {
        return ids(ask(query).statusCode(200));
    }

    static List<UUID> ids(ValidatableResponse page) {
        return StreamSupport.stream(body(page).path("records").spliterator(), false)
                .map(record -> UUID.fromString(record.path("id").asText()))
                .toList();
    }

    /** Of a large page; RestAssured's own paths take a hundred times as long. */
    static JsonNode body(ValidatableResponse answer) {
        try {
            return JSON.readTree(answer.extract().asByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
