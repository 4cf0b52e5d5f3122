package io.madoguchi.local.city;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.madoguchi.local.city.LoadProgress.Step;
import io.madoguchi.log.note.Checkpoint;
import io.madoguchi.log.note.NoteSigner;
import io.madoguchi.log.note.SignatureType;
import io.madoguchi.log.note.SignedNote;
import io.madoguchi.log.record.CanonicalJson;
import io.madoguchi.log.record.Commitment;
import io.madoguchi.log.tree.Hash;
import io.madoguchi.log.tree.TileId;
import io.madoguchi.log.tree.Tree;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Into a real PostgreSQL with the trail's own migrations; each step finds what the one before left. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TrailLoadTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 20);
    private static final long RECORDS = 70_000;
    private static final NoteSigner LOG = NoteSigner.generate("log.example/sample", SignatureType.ED25519);
    private static EmbeddedPostgres postgres;
    private static DataSource administrator;
    private static String indexes;

    @TempDir
    static Path archive;

    @BeforeAll
    static void startPostgres() throws IOException, SQLException {
        postgres = EmbeddedPostgres.builder()
                .setOverrideWorkingDirectory(new File("target/postgres-for-trail"))
                .start();
        administrator = postgres.getPostgresDatabase();
        try (Connection connection = administrator.getConnection()) {
            ServiceSchemas.create(connection, "audit", "audit-service/trail/src/main/resources/db/audit");
        }
        indexes = indexes();
    }

    @AfterAll
    static void stopPostgres() throws IOException {
        postgres.close();
    }

    @Test
    @Order(1)
    void leavesNothingBehindWhenInterrupted() throws SQLException {
        assertThatThrownBy(() -> load((step, done, total) -> {
                    if (step == Step.ACCESS_RECORD_INDEXES && done > 3) {
                        throw new IllegalStateException("power cut");
                    }
                }))
                .hasStackTraceContaining("power cut");
        assertThat(count("audit.access_record")).isZero();
        assertThat(count("audit.record_place")).isZero();
        assertThat(count("audit.tile")).isZero();
        assertThat(count("audit.log_state WHERE size = 0")).isOne();
        assertThat(indexes()).isEqualTo(indexes);
        assertThat(archive).isEmptyDirectory();
    }

    @Test
    @Order(2)
    void makesALogInOrder() throws IOException, SQLException {
        Map<Step, Long> last = new ConcurrentHashMap<>();
        assertThat(load((step, done, total) -> last.put(step, done))).isEqualTo(LoadOutcome.LOADED);
        assertThat(last).containsEntry(Step.ACCESS_RECORDS, RECORDS);
        assertThat(count("audit.access_record")).isEqualTo(RECORDS);
        assertThat(count("audit.access_record r JOIN audit.record_place p ON p.id = r.id AND p.index = r.index"))
                .isEqualTo(RECORDS);
        assertThat(count("audit.record_partition")).isOne();
        assertThat(indexes()).isEqualTo(indexes);
        Hash root = Hash.fromHex(single("SELECT encode(root, 'hex') FROM audit.log_state WHERE size = " + RECORDS));
        assertThat(new Tree(TrailLoadTest::storedTile, RECORDS).root()).isEqualTo(root);
        assertThat(new Tree(TrailLoadTest::archivedTile, RECORDS).root()).isEqualTo(root);
        SignedNote note = SignedNote.parse(Files.readString(folder().resolve("checkpoint")));
        assertThat(Checkpoint.of(note)).isEqualTo(new Checkpoint(LOG.name(), RECORDS, root));
    }

    /** As the trail itself reads a body back from {@code jsonb}. */
    @Test
    @Order(3)
    void keepsBodiesThatFitTheirEntries() throws SQLException {
        try (Connection connection = administrator.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT r.body, r.salt, p.commitment FROM audit.access_record r"
                        + " JOIN audit.record_place p ON p.index = r.index WHERE r.index % 97 = 0")) {
            int looked = 0;
            while (row.next()) {
                assertThat(Commitment.of(row.getBytes("salt"), CanonicalJson.canonical(row.getString("body"))))
                        .isEqualTo(row.getBytes("commitment"));
                looked++;
            }
            assertThat(looked).isGreaterThan(700);
        }
        assertThat(count("audit.access_record WHERE decision = 'REFUSED' AND refusal IS NULL"))
                .isZero();
        assertThat(count("audit.disclosed_part")).isGreaterThan(RECORDS / 2);
    }

    @Test
    @Order(4)
    void leavesALogAloneThatHasBegunAndCompletesItsArchive() throws IOException, SQLException {
        Files.delete(folder().resolve("checkpoint"));
        assertThat(load((step, done, total) -> {})).isEqualTo(LoadOutcome.ALREADY_LOADED);
        assertThat(count("audit.access_record")).isEqualTo(RECORDS);
        assertThat(folder().resolve("checkpoint")).exists();
    }

    private static LoadOutcome load(LoadProgress progress) throws IOException, SQLException {
        return SampleCity.loadTrail(City.SMALL, RECORDS, administrator, archive, LOG, TODAY, progress);
    }

    private static Path folder() {
        return archive.resolve("log.example%2Fsample");
    }

    private static byte[] archivedTile(TileId tile) {
        try {
            return Files.readAllBytes(folder().resolve(tile.path()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] storedTile(TileId tile) {
        try (Connection connection = administrator.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT content FROM audit.tile WHERE level = %d AND index = %d"
                        .formatted(tile.level(), tile.index()))) {
            row.next();
            return row.getBytes(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Of the whole schema, those of partitions left out: they have names of their own. */
    private static String indexes() throws SQLException {
        return single("SELECT string_agg(pg_get_indexdef(indexrelid), ' ' ORDER BY indexrelid::regclass::text)"
                + " FROM pg_index JOIN pg_class c ON c.oid = indrelid"
                + " WHERE c.relnamespace = 'audit'::regnamespace AND NOT c.relispartition");
    }

    private static long count(String from) throws SQLException {
        return Long.parseLong(single("SELECT count(*) FROM " + from));
    }

    private static String single(String query) throws SQLException {
        try (Connection connection = administrator.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }
}
