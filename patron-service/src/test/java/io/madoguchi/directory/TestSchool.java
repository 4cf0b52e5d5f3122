package io.madoguchi.directory;

import io.madoguchi.school.SchoolCode;
import io.madoguchi.testing.TestPostgres;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.concurrent.ThreadLocalRandom;

/** A school of a test's own. */
public final class TestSchool {
    private TestSchool() {}

    public static SchoolCode aSchool() {
        SchoolCode code = SchoolCode.ofTwelve(
                "B1012%07d".formatted(ThreadLocalRandom.current().nextInt(10_000_000)));
        try (Connection admin = TestPostgres.administrator();
                PreparedStatement insert = admin.prepareStatement(
                        "INSERT INTO school (code, name, level) VALUES (?, '試験小学校', 'ELEMENTARY')")) {
            insert.setString(1, code.value());
            insert.executeUpdate();
            return code;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
