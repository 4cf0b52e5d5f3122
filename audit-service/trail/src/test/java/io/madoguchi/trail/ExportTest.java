package io.madoguchi.trail;

import static io.madoguchi.testing.TestAccount.aHandler;
import static io.madoguchi.testing.TestAccount.anAuditor;
import static io.madoguchi.trail.ARecord.aRecord;
import static io.madoguchi.trail.TrailClients.append;
import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import io.madoguchi.api.trail.AccessRecord;
import io.madoguchi.disclosure.Duty;
import io.madoguchi.disclosure.Scopes;
import io.madoguchi.journal.JournalRelay;
import io.madoguchi.testing.TestAccount;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;

@TrailServiceTest
class ExportTest {
    @Inject
    JournalRelay relay;

    private final UUID patron = UUID.randomUUID();
    private final TestAccount auditor = anAuditor().named("auditor-" + patron);

    @Test
    void aTableForASpreadsheetHasAMarkCrLfAndOneRowForEachRecordTheOldestFirst() throws Exception {
        AccessRecord read = aRecord().of(patron, UUID.randomUUID()).build();
        AccessRecord refused = aRecord().refusedFor(patron).build();
        append(read, aRecord().build(), refused).statusCode(200);
        String text = new String(export("CSV", Map.of("patron", patron)).asByteArray(), UTF_8);

        assertThat(text).startsWith("\uFEFF").endsWith("\r\n");
        assertThat(text.replace("\r\n", "")).doesNotContain("\n").doesNotContain("\r");
        List<CSVRecord> rows = rows(text);
        assertThat(rows)
                .extracting(row -> row.get(1))
                .containsExactly("記録ID", read.id().toString(), refused.id().toString());
        assertThat(rows).extracting(row -> row.get(13)).containsExactly("可否", "PERMITTED", "REFUSED");
        assertThat(rows.get(1).get(18)).isEqualTo("patronId category displayName");
        assertThat(rows.get(1).get(19).split(" ")).contains(patron.toString()).hasSize(2);
        assertThat(rows.get(2).get(16)).isEqualTo(patron.toString());
        assertThat(rows).allSatisfy(row -> assertThat(row.size()).isEqualTo(27));
    }

    @Test
    void theHeadingIsInTheReadersLanguage() {
        Response file = asking("AUDIT")
                .header("Accept-Language", "en")
                .queryParam("format", "CSV")
                .queryParam("patron", patron)
                .post("/v1/access-records/exports");
        assertThat(new String(file.asByteArray(), UTF_8)).startsWith("\uFEFFplace,record id,time,");
    }

    @Test
    void noCellIsTakenForAFormulaAndAnyTextSurvives() throws Exception {
        List<String> names =
                List.of("=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "＝1", "a,b", "a\"b", "a\nb", "a=b", "山田");
        for (String name : names) {
            append(aRecord().of(patron).by(name).build()).statusCode(200);
        }
        List<CSVRecord> rows =
                rows(new String(export("CSV", Map.of("patron", patron)).asByteArray(), UTF_8));
        assertThat(rows.stream().skip(1).map(row -> row.get(4)))
                .containsExactly(
                        "'=1+1", "'+1", "'-1", "'@SUM(A1)", "'\tx", "'\rx", "'＝1", "a,b", "a\"b", "a\nb", "a=b", "山田");
    }

    @Test
    void eventsAreOnALineEachAndHoldTheRecord() throws Exception {
        AccessRecord read = aRecord().of(patron).build();
        AccessRecord refused = aRecord().refusedFor(patron).build();
        append(read, refused).statusCode(200);
        Response file = export("NDJSON", Map.of("patron", patron));
        file.then().contentType("application/x-ndjson");
        String text = new String(file.asByteArray(), UTF_8);
        assertThat(text).endsWith("\n");
        List<String> lines = text.lines().toList();
        assertThat(lines).hasSize(2);
        JsonNode first = TrailClients.JSON.readTree(lines.get(0));
        assertThat(first.fieldNames())
                .toIterable()
                .containsExactly("specversion", "id", "source", "type", "time", "sequence", "datacontenttype", "data");
        assertThat(first.get("specversion").asText()).isEqualTo("1.0");
        assertThat(first.get("id").asText()).isEqualTo(read.id().toString());
        assertThat(first.get("source").asText()).isEqualTo("tag:madoguchi.io,2026:patron-service");
        assertThat(first.get("type").asText()).isEqualTo("io.madoguchi.access.permitted.v1");
        assertThat(first.get("time").asText()).isEqualTo("2026-11-22T01:02:03.000004Z");
        assertThat(first.get("data")).isEqualTo(TrailClients.JSON.readTree(TrailClients.json(read)));
        JsonNode second = TrailClients.JSON.readTree(lines.get(1));
        assertThat(second.get("type").asText()).isEqualTo("io.madoguchi.access.refused.v1");
        assertThat(second.get("sequence").asText())
                .isGreaterThan(first.get("sequence").asText());
    }

    @Test
    void isOnRecordWithItsDigestBeforeItLeaves() throws Exception {
        UUID classmate = UUID.randomUUID();
        append(aRecord().of(patron, classmate).build()).statusCode(200);
        Response file = export("CSV", Map.of("patron", patron, "school", ARecord.SCHOOL.value()));
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(file.asByteArray());

        file.then()
                .header("Repr-Digest", "sha-256=:" + Base64.getEncoder().encodeToString(digest) + ":")
                .header("Content-Length", String.valueOf(file.asByteArray().length))
                .header("Content-Disposition", "attachment; filename=\"access-records.csv\"");
        relay.deliver();
        TrailClients.sequence();
        TrailClients.ask(Map.of("person", auditor.account()))
                .statusCode(200)
                .body("records.id", contains(file.header("Access-Record")))
                .body("records[0].act", is("READ_ACCESS_RECORDS"))
                .body("records[0].inquiry.sha256", is(HexFormat.of().formatHex(digest)))
                .body("records[0].inquiry.reason", is("INSPECTION"))
                .body("records[0].requested", is(patron.toString()))
                .body("records[0].school", is(ARecord.SCHOOL.value()))
                .body("records[0].disclosed[0].patrons", containsInAnyOrder(patron.toString(), classmate.toString()));
    }

    @Test
    void refusesMoreThanOneExportHoldsAndLeavesNothingBehind() throws Exception {
        append(Stream.generate(() -> aRecord().of(patron).build()).limit(501).toArray(AccessRecord[]::new))
                .statusCode(200);
        long before = waiting();
        asking("AUDIT")
                .queryParam("format", "NDJSON")
                .queryParam("patron", patron)
                .post("/v1/access-records/exports")
                .then()
                .statusCode(422)
                .contentType("application/problem+json")
                .body("code", is("export-too-large"));
        export("NDJSON", Map.of("patron", UUID.randomUUID())).asByteArray();
        assertThat(waiting()).isEqualTo(before);
        relay.deliver();
        TrailClients.sequence();
        TrailClients.ask(Map.of("person", auditor.account(), "decision", "REFUSED"))
                .body("records.reason", contains("export-too-large"));
    }

    @Test
    void needsAReasonAFormAndAnAuditor() {
        asking(null)
                .queryParam("format", "CSV")
                .post("/v1/access-records/exports")
                .then()
                .statusCode(400)
                .body("code", is("inquiry-reason-required"));
        asking("AUDIT")
                .post("/v1/access-records/exports")
                .then()
                .statusCode(400)
                .body("faults.field", contains("format"));
        given().auth()
                .oauth2(aHandler()
                        .withDuty(Duty.COUNTER)
                        .atSchool(ARecord.SCHOOL)
                        .withScopes(Scopes.AUDIT_READ)
                        .token())
                .header("Purpose-Of-Use", "COUNTER")
                .header("Inquiry-Reason", "AUDIT")
                .post("/v1/access-records/exports?format=CSV")
                .then()
                .statusCode(403)
                .body("code", is("not-authorised"));
    }

    private Response export(String format, Map<String, ?> filter) {
        Response file = asking("INSPECTION")
                .queryParam("format", format)
                .queryParams(filter)
                .post("/v1/access-records/exports");
        file.then().statusCode(200);
        return file;
    }

    private io.restassured.specification.RequestSpecification asking(String reason) {
        var request = given().auth().oauth2(auditor.token());
        return reason == null ? request : request.header("Inquiry-Reason", reason);
    }

    private static List<CSVRecord> rows(String text) throws Exception {
        return CSVFormat.RFC4180.parse(new StringReader(text.substring(1))).getRecords();
    }

    /** Files of exports that are still there. */
    private static long waiting() throws Exception {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.getFileName().toString().startsWith("madoguchi-export"))
                    .count();
        }
    }
}
