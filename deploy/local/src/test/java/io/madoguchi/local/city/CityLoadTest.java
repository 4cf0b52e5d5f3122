package io.madoguchi.local.city;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.madoguchi.api.directory.CardHash;
import io.madoguchi.local.city.LoadProgress.Step;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Into a real PostgreSQL with the services' own migrations; each step finds what the one before left. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CityLoadTest {
    private static final CardHash CARDS = CardHash.withKey("dGVzdHRlc3R0ZXN0dGVzdHRlc3R0ZXN0dGVzdHRlc3Q=");
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 20);
    private static EmbeddedPostgres postgres;
    private static DataSource administrator;

    @BeforeAll
    static void startPostgres() throws IOException, SQLException {
        postgres = EmbeddedPostgres.builder()
                .setOverrideWorkingDirectory(new File("target/postgres-for-city"))
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .start();
        administrator = postgres.getPostgresDatabase();
        try (Connection connection = administrator.getConnection()) {
            ServiceSchemas.create(connection, "patron", "patron-service/src/main/resources/db/patron");
            ServiceSchemas.create(connection, "circulation", "circulation-service/src/main/resources/db/circulation");
        }
    }

    @AfterAll
    static void stopPostgres() throws IOException {
        postgres.close();
    }

    @Test
    @Order(1)
    void leavesNothingBehindWhenInterrupted() throws SQLException {
        assertThatThrownBy(() -> SampleCity.load(administrator, administrator, CARDS, TODAY, (step, done, total) -> {
                    if ((step == Step.PATRONS || step == Step.ITEMS) && done > 5_000) {
                        throw new IllegalStateException("power cut");
                    }
                }))
                .hasStackTraceContaining("power cut");
        assertThat(count("patron.school")).isZero();
        assertThat(count("patron.patron")).isZero();
        assertThat(count("circulation.lending_policy")).isZero();
        assertThat(count("circulation.item")).isZero();
        assertThat(count("circulation.loan")).isZero();
    }

    @Test
    @Order(2)
    void loadsTheWholeCityWithinAMinuteAndTellsHowFarItIs() throws SQLException {
        Map<Step, Long> last = new ConcurrentHashMap<>();
        Queue<String> backward = new ConcurrentLinkedQueue<>();
        Instant start = Instant.now();
        LoadOutcome outcome = SampleCity.load(administrator, administrator, CARDS, TODAY, (step, done, total) -> {
            Long before = last.put(step, done);
            if (done > total || (before != null && before > done)) {
                backward.add(step + " " + done);
            }
        });
        Duration took = Duration.between(start, Instant.now());
        System.out.println("sample city loaded in " + took.toMillis() + " ms");

        assertThat(outcome).isEqualTo(LoadOutcome.LOADED);
        assertThat(took).isLessThan(Duration.ofSeconds(60));
        assertThat(backward).isEmpty();
        assertThat(last)
                .isEqualTo(Map.of(
                        Step.SCHOOLS,
                        40L,
                        Step.PATRONS,
                        11_694L,
                        Step.ROSTER_LINKS,
                        11_694L,
                        Step.LENDING_POLICIES,
                        120L,
                        Step.ITEMS,
                        204_800L,
                        Step.LOANS,
                        304_000L));
    }

    @Test
    @Order(3)
    void hasTheFiguresOfR11AndTheBooksAndLoansInTheDatabase() throws SQLException {
        assertThat(count("patron.school")).isEqualTo(40);
        assertThat(count("patron.patron WHERE NOT departed AND category = 'ELEMENTARY_PUPIL'"))
                .isEqualTo(7_834);
        assertThat(count("patron.patron WHERE NOT departed AND category = 'JUNIOR_HIGH_STUDENT'"))
                .isEqualTo(2_812);
        assertThat(count("patron.patron WHERE NOT departed AND category = 'STAFF'"))
                .isEqualTo(848);
        assertThat(count("patron.patron WHERE departed")).isEqualTo(200);
        assertThat(count("circulation.lending_policy")).isEqualTo(120);
        assertThat(count("circulation.item")).isEqualTo(204_800);
        assertThat(count("circulation.loan WHERE returned_at IS NOT NULL")).isEqualTo(300_000);
        assertThat(count("circulation.loan WHERE returned_at IS NULL")).isEqualTo(4_000);
        assertThat(count("circulation.borrower")).isZero();
    }

    @Test
    @Order(4)
    void agreesWithItselfAcrossTheTables() throws SQLException {
        assertThat(count("circulation.loan l LEFT JOIN circulation.item i ON i.id = l.item_id AND i.school = l.school"
                        + " LEFT JOIN patron.patron p ON p.id = l.patron_id AND p.school = l.school"
                        + " WHERE i.id IS NULL OR p.id IS NULL"))
                .isZero();
        assertThat(count("circulation.loan l JOIN patron.patron p ON p.id = l.patron_id"
                        + " JOIN circulation.lending_policy o ON o.school = l.school AND o.category = p.category"
                        + " WHERE l.due_date <> (l.checked_out_at AT TIME ZONE 'Asia/Tokyo')::date"
                        + " + o.loan_days * (1 + l.renewals)"))
                .isZero();
        assertThat(count("(SELECT l.patron_id FROM circulation.loan l JOIN patron.patron p ON p.id = l.patron_id"
                        + " JOIN circulation.lending_policy o ON o.school = l.school AND o.category = p.category"
                        + " WHERE l.returned_at IS NULL GROUP BY l.patron_id, o.loan_limit"
                        + " HAVING count(*) > o.loan_limit)"))
                .isZero();
        assertThat(count("circulation.loan WHERE returned_at IS NULL AND due_date < DATE '2026-11-20'"))
                .isBetween(60L, 600L);
        assertThat(count("(SELECT DISTINCT title FROM circulation.item)")).isGreaterThan(30_000);
        SamplePatron pupil1 = SampleCity.pupil(1, 0);
        assertThat(count("patron.patron WHERE id = '%s' AND display_name = '%s' AND card_barcode = '%s'"
                        .formatted(pupil1.id(), pupil1.displayName(), pupil1.cardBarcode())))
                .isOne();
        assertThat(count("pg_stats WHERE schemaname = 'circulation' AND tablename = 'loan'"))
                .isPositive();
    }

    @Test
    @Order(5)
    void changesNothingWhenLoadedAgain() throws SQLException {
        String before = fingerprint();
        assertThat(load(TODAY.plusDays(1))).isEqualTo(LoadOutcome.ALREADY_LOADED);
        assertThat(fingerprint()).isEqualTo(before);
    }

    @Test
    @Order(6)
    void completesACityOfWhichOnlyThePatronsWereLoaded() throws SQLException {
        String before = fingerprint();
        execute("TRUNCATE circulation.loan, circulation.item, circulation.lending_policy CASCADE");
        assertThat(load(TODAY)).isEqualTo(LoadOutcome.LOADED);
        assertThat(fingerprint()).isEqualTo(before);
    }

    @Test
    @Order(7)
    void leavesDataAloneThatIsNotOfThisCity() throws SQLException {
        execute("TRUNCATE patron.patron CASCADE");
        assertThat(load(TODAY)).isEqualTo(LoadOutcome.OTHER_DATA);
        assertThat(count("patron.patron")).isZero();
    }

    private static LoadOutcome load(LocalDate today) throws SQLException {
        return SampleCity.load(administrator, administrator, CARDS, today, (step, done, total) -> {});
    }

    /** Of all rows, apart from the order in which they lie and the number of the transaction that loaded them. */
    private static String fingerprint() throws SQLException {
        return single("SELECT concat_ws(' ',"
                + " (SELECT sum(hashtextextended((to_jsonb(p) - 'changed_xid')::text, 0)) FROM patron.patron p),"
                + " (SELECT sum(hash_record_extended(s, 0)) FROM patron.school s),"
                + " (SELECT sum(hash_record_extended(i, 0)) FROM circulation.item i),"
                + " (SELECT sum(hash_record_extended(l, 0)) FROM circulation.loan l),"
                + " (SELECT sum(hash_record_extended(o, 0)) FROM circulation.lending_policy o))");
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

    private static void execute(String sql) throws SQLException {
        try (Connection connection = administrator.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
