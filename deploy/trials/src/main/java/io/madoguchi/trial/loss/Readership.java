package io.madoguchi.trial.loss;

import io.madoguchi.disclosure.PatronCategory;
import io.madoguchi.local.Service;
import io.madoguchi.local.city.SampleCity;
import io.madoguchi.trial.Resident;
import io.madoguchi.trial.TrialCity;
import io.madoguchi.trial.TrialSystem;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

/**
 * Of the trial's city those of whom the load asks: at the schools of handler-1, free to borrow, and with so many past loans
 * that an answer which tells of them takes a while.
 */
final class Readership {
    private static final int PAST_LOANS = 120;

    private final List<Resident> patrons;

    private Readership(List<Resident> patrons) {
        this.patrons = patrons;
    }

    static Readership prepare(TrialSystem system) throws SQLException {
        List<Resident> patrons = system.city().residents().stream()
                .filter(person -> person.school().equals(TrialCity.school(1))
                        || person.school().equals(TrialCity.school(2)))
                .filter(person -> !person.departed() && person.standing() == Resident.Standing.FREE)
                .toList();
        try (Connection connection = system.connection(Service.CIRCULATION);
                PreparedStatement insert = connection.prepareStatement(
                        """
                        INSERT INTO circulation.loan (id, school, item_id, patron_id, checked_out_at, due_date, renewals, returned_at)
                        SELECT gen_random_uuid(), i.school, i.id, ?, now() - make_interval(days => 100 + n), current_date - 90 - n, 0,
                               now() - make_interval(days => 95 + n)
                        FROM generate_series(1, ?) n
                        JOIN circulation.item i ON i.school = ? AND i.barcode = (?::text[])[1 + n % cardinality(?::text[])]
                        """)) {
            connection.setAutoCommit(false);
            for (Resident person : patrons) {
                insert.setObject(1, person.id());
                insert.setInt(2, PAST_LOANS);
                insert.setString(3, person.school().value());
                insert.setArray(
                        4, connection.createArrayOf("text", person.items().toArray()));
                insert.setArray(
                        5, connection.createArrayOf("text", person.items().toArray()));
                insert.addBatch();
            }
            insert.executeBatch();
            connection.commit();
        }
        return new Readership(patrons);
    }

    /** The share of one of so many clients; no two clients lend the same items. */
    List<Resident> shareOf(int client, int clients) {
        return java.util.stream.IntStream.range(0, patrons.size())
                .filter(index -> index % clients == client)
                .mapToObj(patrons::get)
                .toList();
    }

    /** Behind the account pupil-1. */
    static UUID pupil() {
        return SampleCity.firstPupilOfSchool1();
    }

    static boolean hasLoanRecords(Resident person) {
        return person.category() != PatronCategory.STAFF;
    }

    static boolean isAtTheLibrary(Resident person) {
        return person.school().equals(TrialCity.school(1));
    }
}
