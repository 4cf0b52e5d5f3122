package io.madoguchi.trial;

import io.madoguchi.disclosure.PatronCategory;
import io.madoguchi.local.city.SampleCity;
import io.madoguchi.local.city.SampleItem;
import io.madoguchi.local.city.SamplePatron;
import io.madoguchi.local.city.SampleSchool;
import io.madoguchi.school.SchoolCode;
import io.madoguchi.text.FoldedText;
import io.madoguchi.trial.Resident.Standing;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A part of the sample city that is small enough to be filled and asked quickly: the schools of the sample accounts, with
 * all three categories of patrons at each, and two schools to which no account is assigned. An item is lent to one person
 * only, so that its title in an answer is that person's loan record.
 */
public final class TrialCity {
    /** By number: three with handlers, and one elementary and one junior high school without. */
    private static final List<Integer> SCHOOLS = List.of(1, 2, 3, 4, 30);

    private static final int PUPILS = 24;
    private static final int STAFF = 6;
    private static final int DEPARTED = 3;
    private static final int ITEMS = 5;
    private static final int LIMIT = 3;
    private static final int OVERDUE_PUPIL = 3;
    private static final int PUPIL_AT_LIMIT = 4;

    private final List<Resident> residents;

    private TrialCity(List<Resident> residents) {
        this.residents = List.copyOf(residents);
    }

    public static SchoolCode school(int number) {
        return SampleCity.school(number).code();
    }

    static List<SchoolCode> schools() {
        return SCHOOLS.stream().map(TrialCity::school).toList();
    }

    public List<Resident> residents() {
        return residents;
    }

    List<Resident> of(SchoolCode school) {
        return residents.stream()
                .filter(resident -> resident.school().equals(school))
                .toList();
    }

    Resident resident(UUID id) {
        return residents.stream()
                .filter(resident -> resident.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    /** Into empty schemas; in the caller's transaction. */
    static void insert(Connection patrons, Connection circulation) throws SQLException {
        for (int number : SCHOOLS) {
            new Insertion(patrons, circulation, SampleCity.school(number)).run();
        }
    }

    /** As it is stored, markers and all. */
    static TrialCity read(Connection patrons, Connection circulation) throws SQLException {
        Map<UUID, List<String>> items = new HashMap<>();
        try (Statement statement = circulation.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT DISTINCT l.patron_id, i.barcode FROM circulation.loan l JOIN circulation.item i ON i.id = l.item_id ORDER BY 1, 2")) {
            while (row.next()) {
                items.computeIfAbsent(row.getObject(1, UUID.class), none -> new ArrayList<>())
                        .add(row.getString(2));
            }
        }
        Map<UUID, Standing> standings = standings(circulation);
        List<Resident> residents = new ArrayList<>();
        try (Statement statement = patrons.createStatement();
                ResultSet row = statement.executeQuery(
                        """
                        SELECT id, school, category, departed, card_barcode, patron_number, display_name, name_kana
                        FROM patron.patron
                        ORDER BY school, id
                        """)) {
            while (row.next()) {
                UUID id = row.getObject("id", UUID.class);
                residents.add(new Resident(
                        id,
                        new SchoolCode(row.getString("school")),
                        PatronCategory.valueOf(row.getString("category")),
                        row.getBoolean("departed"),
                        standings.getOrDefault(id, Standing.FREE),
                        row.getString("card_barcode"),
                        row.getString("patron_number"),
                        row.getString("display_name"),
                        row.getString("name_kana"),
                        items.getOrDefault(id, List.of())));
            }
        }
        return new TrialCity(residents);
    }

    /** Of those who have something on loan. */
    private static Map<UUID, Standing> standings(Connection circulation) throws SQLException {
        Map<UUID, Standing> standings = new HashMap<>();
        try (Statement statement = circulation.createStatement();
                ResultSet row = statement.executeQuery(
                        """
                        SELECT patron_id, count(*) AS open, count(*) FILTER (WHERE due_date < current_date - 1) AS overdue
                        FROM circulation.loan
                        WHERE returned_at IS NULL
                        GROUP BY patron_id
                        """)) {
            while (row.next()) {
                standings.put(
                        row.getObject("patron_id", UUID.class),
                        row.getInt("overdue") > 0
                                ? Standing.OVERDUE
                                : row.getInt("open") >= LIMIT ? Standing.AT_LIMIT : Standing.FREE);
            }
        }
        return standings;
    }

    /** One school's rows. */
    private static final class Insertion {
        private final Connection patrons;
        private final Connection circulation;
        private final SampleSchool school;
        private final LocalDate today = LocalDate.now(ZoneId.of("Asia/Tokyo"));

        Insertion(Connection patrons, Connection circulation, SampleSchool school) {
            this.patrons = patrons;
            this.circulation = circulation;
            this.school = school;
        }

        void run() throws SQLException {
            String code = school.code().value();
            update(
                    patrons,
                    "INSERT INTO patron.school (code, name, level) VALUES (?, ?, ?)",
                    code,
                    school.name(),
                    school.level().name());
            for (PatronCategory category : PatronCategory.values()) {
                update(
                        circulation,
                        "INSERT INTO circulation.lending_policy (school, category, loan_limit, loan_days, renewal_limit) VALUES (?, ?, ?, 14, 2)",
                        code,
                        category.name(),
                        LIMIT);
            }
            List<SampleItem> items = SampleCity.items(school).stream()
                    .filter(item -> !item.withdrawn())
                    .toList();
            int next = 0;
            for (SamplePatron patron : chosen()) {
                insert(patron, next);
                for (int i = 0; i < ITEMS; i++) {
                    insert(patron, next, i, items.get(next * ITEMS + i));
                }
                next++;
            }
        }

        private List<SamplePatron> chosen() {
            List<SamplePatron> all = SampleCity.patrons(school);
            List<SamplePatron> chosen = new ArrayList<>();
            chosen.addAll(
                    all.stream().filter(p -> p.grade() != null).limit(PUPILS).toList());
            chosen.addAll(all.stream()
                    .filter(p -> p.category() == PatronCategory.STAFF && !p.departed())
                    .limit(STAFF)
                    .toList());
            chosen.addAll(
                    all.stream().filter(SamplePatron::departed).limit(DEPARTED).toList());
            return chosen;
        }

        private void insert(SamplePatron patron, int index) throws SQLException {
            update(
                    patrons,
                    """
                    INSERT INTO patron.patron (id, school, category, patron_number, card_barcode, display_name, name_key, name_kana,
                                               kana_key, grade, home_class, attendance_number, departed)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """,
                    patron.id(),
                    patron.school().value(),
                    categoryOf(patron, index).name(),
                    patron.patronNumber(),
                    null, // the card comes with its marker
                    patron.displayName(),
                    FoldedText.of(patron.displayName()),
                    patron.nameKana(),
                    FoldedText.of(patron.nameKana()),
                    1 + index % 6,
                    "1",
                    1 + index,
                    patron.departed());
        }

        /** No sample account works at a junior high school: every second pupil counts as a student. */
        private static PatronCategory categoryOf(SamplePatron patron, int index) {
            return patron.category() == PatronCategory.ELEMENTARY_PUPIL && index % 2 == 1
                    ? PatronCategory.JUNIOR_HIGH_STUDENT
                    : patron.category();
        }

        private void insert(SamplePatron patron, int index, int number, SampleItem item) throws SQLException {
            update(
                    circulation,
                    """
                    INSERT INTO circulation.item (id, school, barcode, title, title_key, author, ndc, isbn, call_number, withdrawn)
                    VALUES (?, ?, ?, ?, '', ?, '', '', '', false)
                    """,
                    item.id(),
                    item.school().value(),
                    item.barcode(),
                    item.work().title(),
                    item.work().author());
            int open = patron.departed() ? 0 : index == PUPIL_AT_LIMIT ? LIMIT : index == OVERDUE_PUPIL ? 1 : index % 2;
            int daysAgo = index == OVERDUE_PUPIL ? 30 : 2;
            // Each item has been lent to its one borrower, which is how the trial knows whose it is.
            insertLoan(patron, item, number, 60 + number, true);
            if (number < open) {
                insertLoan(patron, item, number + ITEMS, daysAgo, false);
            }
        }

        private void insertLoan(SamplePatron patron, SampleItem item, int number, int daysAgo, boolean returned)
                throws SQLException {
            OffsetDateTime out = today.minusDays(daysAgo)
                    .atTime(10, number)
                    .atZone(ZoneId.of("Asia/Tokyo"))
                    .toOffsetDateTime();
            update(
                    circulation,
                    """
                    INSERT INTO circulation.loan (id, school, item_id, patron_id, checked_out_at, due_date, renewals, returned_at)
                    VALUES (?, ?, ?, ?, ?, ?, 0, ?)
                    """,
                    UUID.nameUUIDFromBytes(
                            (item.barcode() + item.school() + returned).getBytes(StandardCharsets.UTF_8)),
                    item.school().value(),
                    item.id(),
                    patron.id(),
                    out,
                    today.minusDays(daysAgo - 14L),
                    returned ? out.plusDays(3) : null);
        }

        private static void update(Connection database, String sql, @Nullable Object... values) throws SQLException {
            try (PreparedStatement statement = database.prepareStatement(sql)) {
                for (int i = 0; i < values.length; i++) {
                    statement.setObject(i + 1, values[i]);
                }
                statement.executeUpdate();
            }
        }
    }
}
