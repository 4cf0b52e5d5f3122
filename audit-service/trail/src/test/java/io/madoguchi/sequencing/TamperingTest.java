package io.madoguchi.sequencing;

import static io.madoguchi.trail.ARecord.aRecord;
import static io.madoguchi.trail.TrailClients.append;
import static org.assertj.core.api.Assertions.assertThat;

import io.madoguchi.api.trail.AccessRecord;
import io.madoguchi.log.bundle.BundleCheck;
import io.madoguchi.log.bundle.BundleVerdict;
import io.madoguchi.log.bundle.Finding;
import io.madoguchi.log.bundle.Finding.Kind;
import io.madoguchi.sequencing.PublishedLog.Head;
import io.madoguchi.trail.TrailServiceTest;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever has all rights in the database can change its rows, and an auditor's bundle says so. */
@TrailServiceTest
class TamperingTest {
    @Inject
    PublishedLog log;

    @Inject
    LogKeys keys;

    @Inject
    Witnesses witnesses;

    @Inject
    Sequencer sequencer;

    private long from;

    @BeforeEach
    void tenRecordsAreCosigned() {
        from = LogTables.count("SELECT size FROM log_state");
        append(Stream.generate(() -> aRecord().build()).limit(10).toArray(AccessRecord[]::new))
                .statusCode(200);
        witnesses.cosign();
        LogTables.backUp();
    }

    @Test
    void untouchedRecordsAreProven() {
        assertThat(verdict().findings()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE access_record SET body = jsonb_set(body, '{who,person}', '\"somebody-else\"') WHERE index = %d",
                "UPDATE access_record SET body = jsonb_set(body, '{at}', '\"2026-11-22T01:02:04Z\"') WHERE index = %d",
                "UPDATE access_record SET salt = sha256(salt) WHERE index = %d",
                "UPDATE access_record a SET body = b.body, salt = b.salt FROM access_record b WHERE a.index = %1$d AND b.index = %1$d + 1",
                "UPDATE tile SET content = set_byte(content, length(content) - 1, 255 - get_byte(content, length(content) - 1)) WHERE level >= 0 AND %1$d >= 0"
            })
    void aChangedRowContradictsWhatWasCosigned(String sql) {
        LogTables.execute(sql.formatted(from + 4));
        try {
            assertThat(verdict().findings()).extracting(Finding::kind).contains(Kind.ROOT);
        } finally {
            LogTables.restore();
            sequencer.sequence();
        }
    }

    @Test
    void aDeletedRowLeavesItsEntryBehind() {
        LogTables.execute("DELETE FROM access_record WHERE index = " + (from + 4));
        try {
            assertThat(verdict().findings()).extracting(Finding::kind).containsExactly(Kind.BODY_MISSING);
            assertThat(verdict().findings().get(0).index()).hasValue(from + 4);
        } finally {
            LogTables.restore();
            sequencer.sequence();
        }
    }

    private BundleVerdict verdict() {
        return QuarkusTransaction.requiringNew().call(() -> {
            Head head = log.cosigned().orElseThrow();
            ByteArrayOutputStream bundle = new ByteArrayOutputStream();
            try {
                log.writeBundle(bundle, head, from, from + 10, null);
                return BundleCheck.by(keys.policy()).check(new ByteArrayInputStream(bundle.toByteArray()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }
}
