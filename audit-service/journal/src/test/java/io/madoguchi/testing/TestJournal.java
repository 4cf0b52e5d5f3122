package io.madoguchi.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.madoguchi.api.Headers;
import io.madoguchi.api.trail.AccessRecord;
import io.restassured.response.Response;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What a service has put on record, as the administrator sees it. */
public final class TestJournal {
    private static final ObjectMapper JSON =
            JsonMapper.builder().addModule(new JavaTimeModule()).build();

    private TestJournal() {}

    /** The record that the answer's header names. */
    public static AccessRecord recordOf(Response answer) {
        List<String> found =
                bodies("SELECT body FROM access_journal WHERE id = ?::uuid", answer.header(Headers.ACCESS_RECORD));
        if (found.size() != 1) {
            throw new AssertionError(found.size() + " records have the id that the answer names");
        }
        return read(found.get(0));
    }

    /** All that this account has left on record, in the words of the journal. */
    public static List<String> textsOf(String account) {
        return bodies("SELECT body FROM access_journal WHERE body #>> '{who,person}' = ? ORDER BY xid", account);
    }

    public static List<AccessRecord> recordsOf(String account) {
        return textsOf(account).stream().map(TestJournal::read).toList();
    }

    private static List<String> bodies(String sql, String parameter) {
        try (Connection admin = TestPostgres.administrator();
                PreparedStatement select = admin.prepareStatement(sql)) {
            select.setString(1, parameter);
            List<String> bodies = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    bodies.add(row.getString("body"));
                }
            }
            return bodies;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static AccessRecord read(String body) {
        try {
            return JSON.readValue(body, AccessRecord.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
