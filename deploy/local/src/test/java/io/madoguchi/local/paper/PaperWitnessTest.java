package io.madoguchi.local.paper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import io.madoguchi.log.note.Checkpoint;
import io.madoguchi.log.note.NoteSigner;
import io.madoguchi.log.note.Policy;
import io.madoguchi.log.note.SignatureType;
import io.madoguchi.log.note.SignedNote;
import io.madoguchi.log.tree.Hash;
import io.madoguchi.log.tree.Rfc6962;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import uk.org.okapibarcode.graphics.Rectangle;

class PaperWitnessTest {
    private static final String ORIGIN = "log.example/one";
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);
    private static final Hash ROOT = Rfc6962.leaf("entry".getBytes(StandardCharsets.UTF_8));

    private final NoteSigner log = NoteSigner.generate(ORIGIN, SignatureType.ED25519);
    private final NoteSigner witness = NoteSigner.generate("witness.example/w1", SignatureType.COSIGNATURE_V1);
    private final Policy policy = Policy.parse("log " + log.verifier().vkey() + "\nwitness <w> "
            + witness.verifier().vkey() + "\nquorum <w>\n");
    private final PaperWitness paper = new PaperWitness(policy, ZoneId.of("Asia/Tokyo"));
    private final String text = new Checkpoint(ORIGIN, 1_234_567, ROOT).text();
    private final SignedNote signed = new SignedNote(text, List.of(log.sign(text)));
    private final SignedNote cosigned = signed.with(witness.cosign(text, Instant.parse("2026-11-22T03:00:00Z")));

    @Test
    void printsWhatIsComparedByEye() {
        String page = Jsoup.parse(paper.page(cosigned, TODAY)).text();

        assertThat(page)
                .contains("2026-11-22", "1,234,567", ROOT.base64(), ORIGIN, "<w> 2026-11-22 12:00:00", "Asia/Tokyo");
        String groups = Jsoup.parse(paper.page(cosigned, TODAY)).select(".root").text();
        assertThat(groups.split("\\s")).hasSize(16).allMatch(group -> group.matches("[0-9a-f]{4}"));
        assertThat(groups.replaceAll("\\s", "")).isEqualTo(ROOT.hex());
    }

    @Test
    void theTextOnPaperIsTheCheckpointItself() {
        String printed = Jsoup.parse(paper.page(cosigned, TODAY))
                .select(".both pre")
                .first()
                .wholeText();

        assertThat(policy.judge(SignedNote.parse(printed)).isSatisfied()).isTrue();
    }

    @Test
    void theQrCodeIsTheCheckpointItself() throws Exception {
        SignedNote note = cosigned;
        for (int cosignatures = 1; cosignatures <= 10; cosignatures++) {
            assertThat(scanned(QrImage.of(note.encoded()))).isEqualTo(note.encoded());
            note = note.with(NoteSigner.generate("witness.example/" + cosignatures, SignatureType.COSIGNATURE_V1)
                    .cosign(text, Instant.parse("2026-11-22T03:00:00Z")));
        }
        String svg =
                Jsoup.parse(paper.page(cosigned, TODAY)).select("svg.qr path").attr("d");
        assertThat(svg.split("z"))
                .hasSize(QrImage.of(cosigned.encoded()).rectangles().size());
    }

    @Test
    void loadsNothingAndIsFilledInByHand() {
        Document page = Jsoup.parse(paper.page(cosigned, TODAY));

        assertThat(page.select("script, link, img, iframe, [src], [href]")).isEmpty();
        assertThat(page.html()).doesNotContain("${", "http://", "https://");
        assertThat(page.select(".filing").text()).contains("確認印", "氏名", "日付", "文書番号", "Stamp", "File number");
        assertThat(page.text()).contains("--checkpoint checkpoint.txt");
    }

    @Test
    void doesNotPrintWhatIsNotToBeBelieved() {
        assertThatThrownBy(() -> paper.page(signed, TODAY))
                .isInstanceOf(PaperWitness.NotBelieved.class)
                .hasMessage("NO_QUORUM");
        SignedNote changed = new SignedNote(text.replace("1234567", "1234568"), cosigned.signatures());
        assertThatThrownBy(() -> paper.page(changed, TODAY)).hasMessage("WRONG_SIGNATURE");
    }

    /** As a scanner sees it: three pixels a module, with a white border. */
    private static String scanned(QrImage image) throws Exception {
        int scale = 3;
        int border = 4;
        int side = (image.size() + 2 * border) * scale;
        int[] pixels = new int[side * side];
        Arrays.fill(pixels, 0xffffff);
        for (Rectangle dark : image.rectangles()) {
            for (int y = 0; y < dark.height * scale; y++) {
                int from = ((int) (dark.y + border) * scale + y) * side + (int) (dark.x + border) * scale;
                Arrays.fill(pixels, from, from + (int) dark.width * scale, 0);
            }
        }
        BinaryBitmap bitmap = new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(side, side, pixels)));
        return new QRCodeReader()
                .decode(bitmap, Map.of(DecodeHintType.PURE_BARCODE, true))
                .getText();
    }
}
