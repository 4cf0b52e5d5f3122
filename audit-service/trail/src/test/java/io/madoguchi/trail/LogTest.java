package io.madoguchi.trail;

import static io.madoguchi.testing.TestAccount.aHandler;
import static io.madoguchi.testing.TestAccount.anAuditor;
import static io.madoguchi.trail.ARecord.aRecord;
import static io.madoguchi.trail.TrailClients.append;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import io.madoguchi.api.trail.AccessRecord;
import io.madoguchi.disclosure.Duty;
import io.madoguchi.journal.JournalRelay;
import io.madoguchi.log.note.Checkpoint;
import io.madoguchi.log.note.SignedNote;
import io.madoguchi.log.record.Commitment;
import io.madoguchi.log.tree.Hash;
import io.madoguchi.log.tree.Proofs;
import io.madoguchi.log.tree.Rfc6962;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an auditor takes home to check the trail with. */
@TrailServiceTest
class LogTest {
    @Inject
    JournalRelay relay;

    private final AccessRecord record = aRecord().build();

    @BeforeEach
    void someRecordsAreCosigned() {
        append(Stream.concat(
                                Stream.of(record),
                                Stream.generate(() -> aRecord().build()).limit(20))
                        .toArray(AccessRecord[]::new))
                .statusCode(200);
        TrailClients.cosign();
    }

    @Test
    void aRecordIsProvenUnderTheCosignedCheckpoint() {
        Response proof = auditor().get("/v1/access-records/{id}/proof", record.id());
        proof.then().statusCode(200);
        String[] parts = proof.jsonPath().getString("proof").split("\n\n", 2);
        List<String> lines = parts[0].lines().toList();
        assertThat(lines.get(0)).isEqualTo("c2sp.org/tlog-proof@v1");
        long index = proof.jsonPath().getLong("index");
        assertThat(lines.get(1)).isEqualTo("index " + index);
        Checkpoint checkpoint = Checkpoint.of(SignedNote.parse(parts[1]));
        byte[] entry = Commitment.of(
                Base64.getDecoder().decode(proof.jsonPath().getString("salt")),
                proof.jsonPath().getString("record"));
        assertThat(proof.jsonPath().getString("entry"))
                .isEqualTo(Base64.getEncoder().encodeToString(entry));
        assertThat(Proofs.verifyInclusion(
                        index,
                        checkpoint.size(),
                        Rfc6962.leaf(entry),
                        lines.stream().skip(2).map(Hash::fromBase64).toList(),
                        checkpoint.root()))
                .isTrue();
        assertThat(proof.jsonPath().getString("record")).contains(record.id().toString());
    }

    @Test
    void aProofIsAReadingOfItsPatronsAndStandsOnRecordWithItsReason() throws Exception {
        UUID patron = record.disclosed().get(0).patrons().get(0);
        Response proof = auditor().header("Case-Number", "R8-17").get("/v1/access-records/{id}/proof", record.id());
        relay.deliver();
        TrailClients.sequence();
        TrailClients.ask(Map.of("patron", patron))
                .body("records[0].id", is(proof.header("Access-Record")))
                .body("records[0].inquiry.caseNumber", is("R8-17"))
                .body("records[0].disclosed[0].fields", is(List.of("accessRecords")));
    }

    @Test
    void whatHasNoPlaceYetCannotBeProven() {
        auditor()
                .get("/v1/access-records/{id}/proof", UUID.randomUUID())
                .then()
                .statusCode(409)
                .header("Retry-After", "2")
                .body("code", is("not-cosigned-yet"));
    }

    @Test
    void theCheckpointAndTheTilesOfItAreThereAndNothingBeyond() {
        Checkpoint checkpoint = Checkpoint.of(SignedNote.parse(
                auditor().get("/checkpoint").then().statusCode(200).extract().asString()));
        int width = (int) Math.min(256, checkpoint.size());
        byte[] tile = auditor()
                .get("/tile/0/000" + (width == 256 ? "" : ".p/" + width))
                .then()
                .statusCode(200)
                .header("Cache-Control", containsString("immutable"))
                .extract()
                .asByteArray();
        assertThat(tile).hasSize(32 * width);
        assertThat(auditor().get("/tile/entries/000.p/1").asByteArray()).hasSize(34);
        auditor().get("/tile/0/x001/000").then().statusCode(404).body("code", is("not-found"));
        auditor().get("/tile/9/000").then().statusCode(404);
        given().auth()
                .oauth2(aHandler().withDuty(Duty.COUNTER).token())
                .get("/checkpoint")
                .then()
                .statusCode(403);
    }

    @Test
    void aBundleIsTheRangeWithItsProofAndItsDigestIsOnRecord() throws Exception {
        Response bundle = auditor().queryParam("from", 0).queryParam("until", 5).get("/v1/log/bundle");
        bundle.then().statusCode(200);
        List<String> lines = bundle.asString().lines().toList();
        assertThat(lines).hasSize(1 + 5 + 2);
        String digest =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bundle.asByteArray()));
        assertThat(bundle.header("Repr-Digest"))
                .isEqualTo("sha-256=:"
                        + Base64.getEncoder().encodeToString(HexFormat.of().parseHex(digest)) + ":");
        relay.deliver();
        TrailClients.sequence();
        TrailClients.ask(Map.of("person", anAuditorsName()))
                .body("records.find { it.id == '" + bundle.header("Access-Record") + "' }.inquiry.sha256", is(digest));
    }

    @Test
    void aBundleOfWhatIsNotCosignedYetIsRefused() {
        auditor()
                .queryParam("from", 0)
                .queryParam("until", 1_000_000)
                .get("/v1/log/bundle")
                .then()
                .statusCode(409)
                .body("code", is("not-cosigned-yet"));
        auditor()
                .queryParam("from", 5)
                .queryParam("until", 2)
                .get("/v1/log/bundle")
                .then()
                .statusCode(400);
    }

    private static RequestSpecification auditor() {
        return given().auth().oauth2(anAuditor().token()).header("Inquiry-Reason", "AUDIT");
    }

    private static String anAuditorsName() {
        return "auditor-t";
    }
}
