package io.madoguchi.log.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.madoguchi.log.bundle.BundleHeader.Since;
import io.madoguchi.log.bundle.Finding.Kind;
import io.madoguchi.log.note.Policy;
import io.madoguchi.log.testing.Resealed;
import io.madoguchi.log.testing.SampleLog;
import io.madoguchi.log.tree.RangeProof;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What an auditor is told of a bundle that is whole, and of every kind that is not (R37). */
class BundleCheckTest {

    /** Each bit takes some signatures; every place within a byte comes up, and {@code deploy/trial tamper} tries all. */
    private static final int STEP = 11;

    private static final SampleLog LOG = SampleLog.of(300, 1);
    private static final BundleCheck CHECK = BundleCheck.by(LOG.policy());

    @Test
    void every_range_of_a_log_is_proven() throws IOException {
        Random random = new Random(5);
        for (int i = 0; i < 60; i++) {
            int from = random.nextInt(301);
            int until = from + random.nextInt(301 - from);
            int size = until + random.nextInt(301 - until);
            BundleVerdict verdict = check(LOG.bundle(from, until, size, Optional.empty(), Set.of()));
            assertThat(verdict.findings())
                    .as("%d to %d of %d", from, until, size)
                    .isEmpty();
            assertThat(verdict.proven()).isTrue();
            assertThat(verdict.entries()).isEqualTo(until - from);
            assertThat(verdict.cosigned()).hasSize(2);
        }
    }

    @Test
    void the_listener_sees_every_record_in_order() throws IOException {
        List<Long> indices = new ArrayList<>();
        CHECK.check(new ByteArrayInputStream(LOG.bundle(10, 20)), (index, record) -> {
            assertThat(record).isEqualTo(LOG.json((int) index));
            indices.add(index);
        });
        assertThat(indices).containsExactly(10L, 11L, 12L, 13L, 14L, 15L, 16L, 17L, 18L, 19L);
    }

    @Test
    void no_single_bit_can_change() throws IOException {
        byte[] bundle = LOG.bundle(7, 9);
        for (int bit = 0; bit < bundle.length * 8; bit += STEP) {
            byte[] changed = bundle.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(check(changed).proven()).as("bit %d", bit).isFalse();
        }
    }

    @Test
    void no_bit_can_change_under_a_new_seal_either() throws IOException {
        byte[] bundle = LOG.bundle(7, 8, 300, Optional.of(100L), Set.of());
        BundleCheck check = CHECK.since(LOG.checkpoint(100));
        assertThat(check.check(new ByteArrayInputStream(bundle)).proven()).isTrue();
        int seal = new String(bundle, StandardCharsets.ISO_8859_1).indexOf("{\"sha256\":");
        for (int bit = 0; bit < seal * 8; bit += STEP) {
            byte[] changed = Arrays.copyOf(bundle, seal);
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(check.check(new ByteArrayInputStream(Resealed.seal(changed)))
                            .proven())
                    .as("bit %d", bit)
                    .isFalse();
        }
    }

    @Test
    void a_changed_record_under_a_new_seal_leads_to_another_root() throws IOException {
        assertKinds(edited(lines -> lines.set(3, lines.get(3).replace("handler-", "handler-9"))), Kind.ROOT);
    }

    @Test
    void an_entry_left_out_or_doubled_or_moved_is_named_with_its_line() throws IOException {
        BundleVerdict missing = check(edited(lines -> lines.remove(3)));
        assertThat(missing.findings()).hasSize(1);
        assertThat(missing.findings().get(0).kind()).isEqualTo(Kind.INDEX);
        assertThat(missing.findings().get(0).line()).isEqualTo(4);
        assertThat(missing.findings().get(0).index()).hasValue(13);
        assertThat(missing.findings().get(0).details()).containsExactly("12");
        assertKinds(edited(lines -> lines.add(4, lines.get(3))), Kind.INDEX, Kind.RECORD_REPEATED);
        assertKinds(edited(lines -> Collections.swap(lines, 3, 4)), Kind.INDEX, Kind.INDEX, Kind.INDEX);
        assertKinds(edited(lines -> lines.remove(10)), Kind.ENTRIES_MISSING);
        assertKinds(edited(lines -> lines.remove(1)), Kind.INDEX);
    }

    @Test
    void a_range_made_smaller_in_header_and_lines_leads_to_another_root() throws IOException {
        assertKinds(
                edited(lines -> {
                    lines.set(0, lines.get(0).replace("\"until\":20", "\"until\":19"));
                    lines.remove(10);
                }),
                Kind.ROOT);
    }

    @Test
    void a_file_that_ends_early_says_where() throws IOException {
        byte[] bundle = LOG.bundle(10, 20);
        assertKinds(new byte[0], Kind.EMPTY);
        assertKinds(Arrays.copyOf(bundle, 10), Kind.CUT_OFF);
        assertKinds(Arrays.copyOf(bundle, bundle.length - 1), Kind.CUT_OFF, Kind.NO_SEAL);
        assertKinds(edited(lines -> lines.remove(11)), Kind.OUT_OF_PLACE, Kind.NO_CHECKPOINT);
        byte[] longer = Arrays.copyOf(bundle, bundle.length + 1);
        assertKinds(longer, Kind.AFTER_THE_END);
        longer[bundle.length] = '\n';
        assertKinds(longer, Kind.AFTER_THE_END);
    }

    @Test
    void what_is_no_line_of_a_bundle_is_refused() throws IOException {
        assertKinds(edited(lines -> lines.set(0, lines.get(0).replace("records/1", "records/2"))), Kind.HEADER);
        assertKinds(edited(lines -> lines.set(3, lines.get(3) + " ")), Kind.NOT_CANONICAL, Kind.INDEX);
        assertKinds(edited(lines -> lines.add(3, "{}")), Kind.UNKNOWN_LINE);
        assertKinds(edited(lines -> lines.add(3, "[]")), Kind.UNKNOWN_LINE);
        assertKinds(edited(lines -> lines.add(3, "7")), Kind.UNKNOWN_LINE);
        assertKinds(edited(lines -> lines.add(3, "")), Kind.NOT_CANONICAL);
        assertKinds(edited(lines -> lines.add(3, lines.get(0))), Kind.OUT_OF_PLACE);
        assertKinds(edited(lines -> lines.add(12, lines.get(11))), Kind.OUT_OF_PLACE);
        assertKinds(edited(lines -> lines.add(12, lines.get(5))), Kind.OUT_OF_PLACE);
        assertKinds(edited(lines -> lines.add(3, "{\"index\":12,\"record\":{},\"salt\":\"\"}")), Kind.UNKNOWN_LINE);
        assertKinds(edited(lines -> lines.add(3, "{\"index\":12,\"record\":{}}")), Kind.UNKNOWN_LINE);
    }

    @Test
    void the_checkpoint_has_to_be_the_logs_and_the_witnesses() throws IOException {
        byte[] bundle = LOG.bundle(10, 20);
        SampleLog other = SampleLog.of(300, 1);
        assertThat(kinds(BundleCheck.by(other.policy()).check(new ByteArrayInputStream(bundle))))
                .contains(Kind.NOT_SIGNED);
        assertThat(kinds(BundleCheck.by(Policy.parse("log " + LOG.logKey() + "\nwitness w "
                                + other.witnessKeys().get(0) + "\nquorum w\n"))
                        .check(new ByteArrayInputStream(bundle))))
                .containsExactly(Kind.NO_QUORUM);
        String unsigned = LOG.checkpoint(300, 0).encoded().replace("\n", "\\n");
        assertKinds(edited(lines -> lines.set(11, "{\"checkpoint\":\"" + unsigned + "\"}")), Kind.NO_QUORUM);
        assertKinds(edited(lines -> lines.set(11, "{\"checkpoint\":\"hello\"}")), Kind.CHECKPOINT);
        String smaller = LOG.checkpoint(15).encoded().replace("\n", "\\n");
        assertKinds(edited(lines -> lines.set(11, "{\"checkpoint\":\"" + smaller + "\"}")), Kind.BEYOND_CHECKPOINT);
        assertKinds(
                edited(lines -> lines.set(0, lines.get(0).replace(SampleLog.ORIGIN, "elsewhere.example/log"))),
                Kind.ORIGIN);
    }

    @Test
    void a_log_that_shrank_or_split_shows_against_what_the_auditor_kept() throws IOException {
        SampleLog fork = LOG.forkedAt(150, 99);
        BundleCheck known = CHECK.since(LOG.checkpoint(200));
        assertThat(kinds(known.check(new ByteArrayInputStream(LOG.bundle(190, 210)))))
                .isEmpty();
        assertThat(kinds(known.check(new ByteArrayInputStream(LOG.bundle(200, 210)))))
                .isEmpty();
        assertThat(kinds(known.check(new ByteArrayInputStream(LOG.bundle(190, 200)))))
                .isEmpty();
        assertThat(kinds(known.check(new ByteArrayInputStream(fork.bundle(190, 210)))))
                .containsExactly(Kind.FORKED);
        assertThat(kinds(known.check(new ByteArrayInputStream(LOG.bundle(10, 20, 199, Optional.empty(), Set.of())))))
                .containsExactly(Kind.ROLLED_BACK);
        assertThat(kinds(known.check(new ByteArrayInputStream(fork.bundle(10, 20, 200, Optional.empty(), Set.of())))))
                .containsExactly(Kind.FORKED);
        assertThat(kinds(known.check(new ByteArrayInputStream(LOG.bundle(10, 20)))))
                .containsExactly(Kind.UNCONNECTED);
        assertThat(kinds(known.check(new ByteArrayInputStream(LOG.bundle(10, 20, 300, Optional.of(200L), Set.of())))))
                .isEmpty();
        assertThat(kinds(known.check(new ByteArrayInputStream(fork.bundle(10, 20, 300, Optional.of(200L), Set.of())))))
                .containsExactly(Kind.CONSISTENCY);
        assertThat(kinds(CHECK.since(SampleLog.of(200, 3).checkpoint(200))
                        .check(new ByteArrayInputStream(LOG.bundle(10, 20)))))
                .containsExactly(Kind.OLDER);
        assertThat(kinds(CHECK.atLeast(301).check(new ByteArrayInputStream(LOG.bundle(10, 20)))))
                .containsExactly(Kind.TOO_SMALL);
    }

    @Test
    void a_consistency_proof_that_nothing_can_be_held_against_is_said_to_be_unchecked() throws IOException {
        assertThat(check(LOG.bundle(10, 20, 300, Optional.of(200L), Set.of())).sinceUnchecked())
                .isTrue();
        assertThat(check(LOG.bundle(10, 20, 300, Optional.of(15L), Set.of())).sinceUnchecked())
                .isFalse();
    }

    @Test
    void entries_without_a_body_have_to_be_announced() throws IOException {
        byte[] bundle = LOG.bundle(10, 20, 300, Optional.empty(), Set.of(12L, 13L, 14L, 19L));
        BundleVerdict verdict = check(bundle);
        assertThat(kinds(verdict)).containsExactly(Kind.BODY_MISSING, Kind.BODY_MISSING);
        assertThat(verdict.findings().get(0).index()).hasValue(12);
        assertThat(verdict.findings().get(0).details()).containsExactly("14");
        assertThat(verdict.erased()).containsExactly(new IndexRange(12, 15), new IndexRange(19, 20));
        assertThat(CHECK.announced(List.of(new IndexRange(12, 15), new IndexRange(19, 20)))
                        .check(new ByteArrayInputStream(bundle))
                        .findings())
                .isEmpty();
        BundleVerdict half = CHECK.announced(List.of(new IndexRange(12, 14), new IndexRange(19, 20)))
                .check(new ByteArrayInputStream(bundle));
        assertThat(kinds(half)).containsExactly(Kind.BODY_MISSING);
        assertThat(half.findings().get(0).index()).hasValue(14);
    }

    @Test
    void a_million_findings_are_a_hundred() throws IOException {
        List<String> lines = Resealed.lines(LOG.bundle(10, 20));
        for (int i = 0; i < 500; i++) {
            lines.add(5, "{}");
        }
        assertThat(check(Resealed.bundle(lines)).findings()).hasSize(100);
    }

    @Test
    void the_writer_writes_only_whole_bundles() throws IOException {
        BundleWriter writer = new BundleWriter(
                new ByteArrayOutputStream(),
                new BundleHeader(
                        "a.example/b",
                        5,
                        6,
                        new RangeProof(List.of(), List.of()),
                        Optional.of(new Since(3, List.of()))));
        assertThatThrownBy(() -> writer.finish(LOG.checkpoint(6))).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> writer.record(new byte[31], "{}")).isInstanceOf(IllegalArgumentException.class);
        writer.erased(new byte[32]);
        assertThatThrownBy(() -> writer.erased(new byte[32])).isInstanceOf(IllegalStateException.class);
    }

    private static byte[] edited(Consumer<List<String>> edit) {
        List<String> lines = Resealed.lines(LOG.bundle(10, 20));
        edit.accept(lines);
        return Resealed.bundle(lines);
    }

    private static void assertKinds(byte[] bundle, Kind... kinds) throws IOException {
        assertThat(kinds(check(bundle))).containsExactly(kinds);
    }

    private static List<Kind> kinds(BundleVerdict verdict) {
        return verdict.findings().stream().map(Finding::kind).toList();
    }

    private static BundleVerdict check(byte[] bundle) throws IOException {
        return CHECK.check(new ByteArrayInputStream(bundle));
    }
}
