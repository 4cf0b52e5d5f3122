package io.madoguchi.notes;

import io.agroal.api.AgroalDataSource;
import io.madoguchi.disclosure.Field;
import io.madoguchi.disclosure.Permit;
import io.madoguchi.journal.Access;
import io.madoguchi.journal.Journal;
import io.madoguchi.school.SchoolCode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Use cases that can be made to fail at each place by what is written. */
@ApplicationScoped
public class Notes {
    public static final UUID PATRON = UUID.fromString("9f3c1b5e-6a0d-4b57-8a3c-0d6f0c1b2a3d");

    private final AgroalDataSource dataSource;
    private final Journal journal;

    Notes(AgroalDataSource dataSource, Journal journal) {
        this.dataSource = dataSource;
        this.journal = journal;
    }

    @Transactional
    public Note write(Permit permit, SchoolCode school, Note note) {
        execute("INSERT INTO note (text) VALUES (?)", note.text());
        journal.record(Access.under(permit, school).disclosing(Set.of(Field.ACT_RESULT), null, List.of(PATRON)));
        if (note.text().startsWith("fails after the record")) {
            throw new IllegalStateException(note.text());
        }
        if (note.text().startsWith("takes two seconds")) {
            execute("SELECT pg_sleep(2) IS NULL OR ? IS NULL", note.text());
        }
        if (note.text().startsWith("no such number")) {
            execute("SELECT ?::text::integer", note.text());
        }
        return note;
    }

    @Transactional
    public Note read(Permit permit, UUID patron, int copies) {
        journal.record(Access.under(permit, null).disclosing(Set.of(Field.DISPLAY_NAME), null, List.of(patron)));
        return new Note("read", copies);
    }

    private void execute(String sql, String value) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, value);
            statement.execute();
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }
}
