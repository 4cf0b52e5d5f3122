package io.madoguchi.load;

import io.madoguchi.load.Pgbench.Script;
import io.madoguchi.load.Picks.Pick;
import io.madoguchi.local.Service;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is asked for, again and again, and the same as a transaction for pgbench.
 *
 * @param records the service in whose journal a record of it is
 * @param script null where pgbench has nothing that compares
 * @param reset brings the rows back to where every round begins
 * @param mostClients that can ask at the same time in reality
 */
record Workload(
        String name, Service records, @Nullable Script script, Supplier<Ask> asks, Reset reset, int mostClients) {

    private Workload(String name, Service records, @Nullable Script script, Supplier<Ask> asks, Reset reset) {
        this(name, records, script, asks, reset, Integer.MAX_VALUE);
    }

    private static final String COUNTER = "COUNTER";
    private static final String LEARNING_SUPPORT = "LEARNING_SUPPORT";
    /** So many requests lie between the loan of an item and its return: more than are ever under way at once. */
    private static final int LENT_FOR = 4_000;

    /** Done before each round, with all rights. */
    interface Reset {
        Reset NOTHING = admin -> {};

        void run(Connection admin) throws SQLException;
    }

    /** Each item goes out once in a round. */
    static Workload checkout(List<Bearer> handlers, List<Pick> picks) throws IOException {
        return new Workload(
                "checkout",
                Service.CIRCULATION,
                Script.named("checkout", Service.CIRCULATION, "circulation_app"),
                inTurn(checkouts(handlers, picks)),
                Picks::takeAllBack);
    }

    /** Each item comes back once in a round. */
    static Workload giveBack(List<Bearer> handlers, List<Pick> picks) throws IOException {
        return new Workload(
                "return",
                Service.CIRCULATION,
                Script.named("return", Service.CIRCULATION, "circulation_app"),
                inTurn(returns(handlers, picks)),
                Workload::lendAll);
    }

    /** A contractor's handler scans a card and sees whose it is. */
    static Workload lookup(List<Bearer> handlers, List<Pick> picks) throws IOException {
        return new Workload(
                "lookup",
                Service.PATRON,
                Script.named("lookup", Service.PATRON, "patron_contractor"),
                inTurn(lookups(handlers, picks)),
                Reset.NOTHING);
    }

    /** The school's own staff type the beginning of a name. */
    static Workload search(Bearer library, List<Pick> picks) throws IOException {
        String school = library.schools().get(0);
        List<Ask> asks = picks.stream()
                .filter(pick -> pick.school().equals(school))
                .map(pick -> Ask.post(
                        Service.PATRON,
                        "/v1/schools/" + school + "/patron-searches",
                        library,
                        null,
                        "{\"name\":\"" + Picks.prefix(pick) + "\"}"))
                .toList();
        return new Workload(
                "search",
                Service.PATRON,
                Script.named("search", Service.PATRON, "patron_app"),
                inTurn(asks),
                Reset.NOTHING);
    }

    /** A handler's reading guidance looks at a pupil's last twenty loans. */
    static Workload history(List<Bearer> handlers, List<Pick> picks) throws IOException {
        return new Workload(
                "history",
                Service.CIRCULATION,
                Script.named("history", Service.CIRCULATION, "circulation_contractor"),
                inTurn(histories(handlers, picks)),
                Reset.NOTHING);
    }

    /** An auditor asks who read a patron's data, and has a record proven. */
    static Workload query(Bearer auditor, Connection admin) throws SQLException, IOException {
        List<Ask> asks = new ArrayList<>();
        try (Statement statement = admin.createStatement();
                ResultSet row = statement.executeQuery(
                        """
                        SELECT r.id, r.patrons[1] AS patron
                        FROM (SELECT floor(random() * (SELECT size FROM audit.log_state))::bigint AS index FROM generate_series(1, 8000)) drawn
                        JOIN audit.access_record r USING (index)
                        WHERE cardinality(r.patrons) > 0
                        """)) {
            while (row.next()) {
                asks.add(Ask.get(
                        Service.AUDIT, "/v1/access-records?patron=" + row.getString("patron") + "&limit=50", auditor));
                asks.add(Ask.get(Service.AUDIT, "/v1/access-records/" + row.getString("id") + "/proof", auditor));
            }
        }
        return new Workload(
                "query", Service.AUDIT, Script.named("query", Service.AUDIT, "audit_app"), inTurn(asks), Reset.NOTHING);
    }

    /** As many services deliver as there are; what is counted is batches, until the last record has its place in the log. */
    static Workload append(Bearer service, Connection admin) throws SQLException, IOException {
        Deliveries deliveries = Deliveries.of(admin, Service.CIRCULATION.schema());
        Ask ask = new Ask(Service.AUDIT, true, "/v1/access-records", service, null, deliveries::next);
        return new Workload(
                "append",
                Service.CIRCULATION,
                Script.named("append", Service.AUDIT, "audit_app"),
                () -> ask,
                Reset.NOTHING,
                Service.values().length);
    }

    boolean isForTheLog() {
        return name.equals("append");
    }

    /** A school day: of 1,725 requests 555 lend, 555 take back, 600 ask whose card it is, 15 look at loan records. */
    static Workload mixed(List<Bearer> counter, List<Bearer> reading, List<Pick> picks) throws IOException {
        List<Ask> out = checkouts(counter, picks);
        List<Ask> back = returns(counter, picks);
        List<Ask> names = lookups(counter, picks);
        List<Ask> records = histories(reading, picks);
        AtomicLong loans = new AtomicLong(LENT_FOR);
        AtomicLong next = new AtomicLong();
        Supplier<Ask> asks = () -> {
            long turn = next.getAndIncrement();
            int place = (int) (turn * 1_009 % 1_725);
            if (place < 600) {
                return at(names, turn);
            }
            if (place < 615) {
                return at(records, turn);
            }
            // One goes out for one that came in long before.
            long loan = loans.getAndIncrement();
            return loan % 2 == 0 ? at(out, loan / 2) : at(back, loan / 2 - LENT_FOR / 2);
        };
        return new Workload("mixed", Service.CIRCULATION, null, asks, admin -> {
            Picks.takeAllBack(admin);
            long first = loans.get() / 2 - LENT_FOR / 2;
            lend(admin, first, LENT_FOR / 2, picks.size());
        });
    }

    private static List<Ask> checkouts(List<Bearer> handlers, List<Pick> picks) {
        return picks.stream()
                .map(pick -> Ask.post(
                        Service.CIRCULATION,
                        "/v1/schools/" + pick.school() + "/loans",
                        handlers.get(pick.handler()),
                        COUNTER,
                        "{\"patronId\":\"%s\",\"itemBarcode\":\"%s\"}".formatted(pick.patronId(), pick.itemBarcode())))
                .toList();
    }

    private static List<Ask> returns(List<Bearer> handlers, List<Pick> picks) {
        return picks.stream()
                .map(pick -> Ask.post(
                        Service.CIRCULATION,
                        "/v1/schools/" + pick.school() + "/returns",
                        handlers.get(pick.handler()),
                        COUNTER,
                        "{\"itemBarcode\":\"%s\"}".formatted(pick.itemBarcode())))
                .toList();
    }

    private static List<Ask> lookups(List<Bearer> handlers, List<Pick> picks) {
        return picks.stream()
                .map(pick -> Ask.post(
                        Service.PATRON,
                        "/v1/schools/" + pick.school() + "/patron-searches",
                        handlers.get(pick.handler()),
                        COUNTER,
                        "{\"cardBarcode\":\"%s\"}".formatted(pick.cardBarcode())))
                .toList();
    }

    private static List<Ask> histories(List<Bearer> handlers, List<Pick> picks) {
        return picks.stream()
                .map(pick -> Ask.post(
                        Service.CIRCULATION,
                        "/v1/schools/" + pick.school() + "/loan-record-queries",
                        handlers.get(pick.handler()),
                        LEARNING_SUPPORT,
                        "{\"cardBarcode\":\"%s\",\"limit\":20}".formatted(pick.cardBarcode())))
                .toList();
    }

    private static Supplier<Ask> inTurn(List<Ask> asks) {
        AtomicLong next = new AtomicLong();
        return () -> at(asks, next.getAndIncrement());
    }

    private static Ask at(List<Ask> asks, long turn) {
        return asks.get((int) (turn % asks.size()));
    }

    private static void lendAll(Connection admin) throws SQLException {
        Picks.takeAllBack(admin);
        lend(admin, 0, Picks.COUNT, Picks.COUNT);
        Picks.vacuum(admin, "circulation.loan");
    }

    private static void lend(Connection admin, long first, int count, int picks) throws SQLException {
        try (Statement statement = admin.createStatement()) {
            statement.execute(
                    """
                    INSERT INTO circulation.loan (id, school, item_id, patron_id, checked_out_at, due_date)
                    SELECT uuidv7(), p.school, p.item_id, p.patron_id, now(), current_date + 14
                    FROM generate_series(%d::bigint, %d) turn JOIN bench.pick p ON p.n = turn %% %d
                    ON CONFLICT DO NOTHING
                    """
                            .formatted(first, first + count - 1, picks));
        }
    }
}
