package io.madoguchi.load;

import io.madoguchi.text.FoldedText;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Which rows the requests are about, drawn by lot and the same for both sides: a table of numbered picks for pgbench, which
 * can draw nothing but numbers, and the same list here.
 */
final class Picks {
    /** More than any round uses. */
    static final int COUNT = 100_000;

    private Picks() {}

    /** @param handler the position in the list of handlers of one who is assigned to the school */
    record Pick(
            String school, UUID patronId, String cardBarcode, String displayName, String itemBarcode, int handler) {}

    /** Of patrons and items at the handlers' schools, each item once; patrons come again. */
    static List<Pick> draw(Connection admin, List<Bearer> handlers) throws SQLException {
        try (Statement statement = admin.createStatement()) {
            statement.execute("CREATE SCHEMA IF NOT EXISTS bench");
            // What is lent from the first time on was lent by the benchmark.
            statement.execute("CREATE TABLE IF NOT EXISTS bench.began AS SELECT now() AS at");
            statement.execute("DROP TABLE IF EXISTS bench.handler, bench.pick, bench.sample, bench.journal");
            statement.execute("CREATE UNLOGGED TABLE bench.handler (n int PRIMARY KEY, account text, schools text)");
            statement.execute(
                    """
                    CREATE UNLOGGED TABLE bench.pick (n int PRIMARY KEY, school text, patron_id uuid, card_barcode text,
                        card_hash bytea, display_name text, barcode text, item_id uuid, handler int, from_key text COLLATE "C",
                        end_key text COLLATE "C")
                    """);
            // In a round a reader borrows more than a school allows; the rule is asked all the same.
            statement.execute("UPDATE circulation.lending_policy SET loan_limit = 1000");
        }
        takeAllBack(admin);
        try (PreparedStatement insert = admin.prepareStatement("INSERT INTO bench.handler VALUES (?, ?, ?)")) {
            for (int i = 0; i < handlers.size(); i++) {
                insert.setInt(1, i);
                insert.setString(2, handlers.get(i).account());
                insert.setString(3, String.join(",", handlers.get(i).schools()));
                insert.addBatch();
            }
            insert.executeBatch();
        }
        try (Statement statement = admin.createStatement()) {
            statement.execute("SELECT setseed(0.5)");
            // Each school's items in random order, given in turn to its patrons in random order.
            statement.execute(
                    """
                    WITH place AS (
                        SELECT school, array_agg(n) AS handlers
                        FROM bench.handler, unnest(string_to_array(schools, ',')) AS school GROUP BY school
                    ), reader AS (
                        SELECT p.*, row_number() OVER (PARTITION BY p.school ORDER BY random()) - 1 AS place,
                               count(*) OVER (PARTITION BY p.school) AS readers
                        FROM patron.patron p JOIN place USING (school)
                        WHERE NOT p.departed AND p.category <> 'STAFF' AND p.card_hash IS NOT NULL
                          AND NOT EXISTS (SELECT FROM circulation.loan l WHERE l.patron_id = p.id AND l.returned_at IS NULL)
                    ), free AS (
                        SELECT i.*, row_number() OVER (PARTITION BY i.school ORDER BY random()) - 1 AS place
                        FROM circulation.item i JOIN place USING (school)
                        WHERE NOT i.withdrawn
                          AND NOT EXISTS (SELECT FROM circulation.loan l WHERE l.item_id = i.id AND l.returned_at IS NULL)
                    )
                    INSERT INTO bench.pick
                    SELECT row_number() OVER (ORDER BY random()) - 1, r.school, r.id, r.card_barcode, r.card_hash, r.display_name,
                           f.barcode, f.id, place.handlers[1 + f.place %% cardinality(place.handlers)]
                    FROM free f
                    JOIN reader r ON r.school = f.school AND r.place = f.place %% r.readers
                    JOIN place ON place.school = f.school
                    ORDER BY random()
                    LIMIT %d
                    """
                            .formatted(COUNT));
            // Kept dense: the numbers go round.
            statement.execute(
                    """
                    WITH dense AS (SELECT n, row_number() OVER (ORDER BY n) - 1 AS place FROM bench.pick)
                    UPDATE bench.pick p SET n = -1 - d.place FROM dense d WHERE d.n = p.n
                    """);
            statement.execute("UPDATE bench.pick SET n = -1 - n");
        }
        List<Pick> picks = read(admin);
        addKeys(admin, picks);
        try (Statement statement = admin.createStatement()) {
            statement.execute("CREATE TABLE bench.sample (record text)");
            for (String schema : List.of("patron", "circulation", "audit")) {
                for (String role : List.of("_app", "_contractor")) {
                    statement.execute("GRANT USAGE ON SCHEMA bench TO " + schema + role);
                    statement.execute("GRANT SELECT ON ALL TABLES IN SCHEMA bench TO " + schema + role);
                }
            }
        }
        vacuum(admin, "bench.pick", "bench.handler");
        return picks;
    }

    /** What the benchmark lent is gone, and leaves no dead rows behind. */
    static void takeAllBack(Connection admin) throws SQLException {
        try (Statement statement = admin.createStatement()) {
            statement.execute("DELETE FROM circulation.loan WHERE checked_out_at >= (SELECT at FROM bench.began)");
        }
        vacuum(admin, "circulation.loan");
    }

    private static List<Pick> read(Connection admin) throws SQLException {
        List<Pick> picks = new ArrayList<>();
        try (Statement statement = admin.createStatement();
                ResultSet row = statement.executeQuery("SELECT * FROM bench.pick ORDER BY n")) {
            while (row.next()) {
                picks.add(new Pick(
                        row.getString("school"),
                        row.getObject("patron_id", UUID.class),
                        row.getString("card_barcode"),
                        row.getString("display_name"),
                        row.getString("barcode"),
                        row.getInt("handler")));
            }
        }
        return picks;
    }

    /** The two first characters of the name, and what is beyond all names that begin with them. */
    private static void addKeys(Connection admin, List<Pick> picks) throws SQLException {
        try (PreparedStatement update =
                admin.prepareStatement("UPDATE bench.pick SET from_key = ?, end_key = ? WHERE n = ?")) {
            for (int n = 0; n < picks.size(); n++) {
                String from = FoldedText.of(prefix(picks.get(n)));
                update.setString(1, from);
                update.setString(2, from + Character.toString(Character.MAX_CODE_POINT - 2));
                update.setInt(3, n);
                update.addBatch();
                if (n % 5000 == 4999) {
                    update.executeBatch();
                }
            }
            update.executeBatch();
        }
    }

    /** What somebody types who looks for this patron. */
    static String prefix(Pick pick) {
        String name = pick.displayName();
        return name.substring(0, Math.min(2, name.length()));
    }

    static void vacuum(Connection admin, String... tables) throws SQLException {
        try (Statement statement = admin.createStatement()) {
            statement.execute("VACUUM (ANALYZE) " + String.join(", ", tables));
        }
    }
}
