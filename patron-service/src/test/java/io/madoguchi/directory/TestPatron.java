package io.madoguchi.directory;

import io.madoguchi.api.directory.CardHash;
import io.madoguchi.disclosure.PatronCategory;
import io.madoguchi.school.SchoolCode;
import io.madoguchi.testing.TestPostgres;
import io.madoguchi.text.FoldedText;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** A patron with readable defaults: {@code aPupil().atSchool(A).named("山田 花子", "ヤマダ ハナコ").inTheDirectory()}. */
public final class TestPatron {
    private static final CardHash CARDS = CardHash.withKey("dGVzdHRlc3R0ZXN0dGVzdHRlc3R0ZXN0dGVzdHRlc3Q=");
    private static final AtomicInteger NUMBER = new AtomicInteger(10_000_000);

    private final UUID id = UUID.randomUUID();
    private final int number = NUMBER.incrementAndGet();
    private final PatronCategory category;
    private SchoolCode school;
    private String name = "山田 花子";
    private String kana = "ヤマダ ハナコ";
    private String card = "P%09d".formatted(number);
    private boolean departed;

    private TestPatron(PatronCategory category) {
        this.category = category;
    }

    public static TestPatron aPupil() {
        return new TestPatron(PatronCategory.ELEMENTARY_PUPIL);
    }

    public static TestPatron aStudent() {
        return new TestPatron(PatronCategory.JUNIOR_HIGH_STUDENT);
    }

    public static TestPatron aStaffMember() {
        return new TestPatron(PatronCategory.STAFF);
    }

    public TestPatron atSchool(SchoolCode code) {
        school = code;
        return this;
    }

    public TestPatron named(String newName, String newKana) {
        name = newName;
        kana = newKana;
        return this;
    }

    public TestPatron withCard(String barcode) {
        card = barcode;
        return this;
    }

    public TestPatron departed() {
        departed = true;
        return this;
    }

    public UUID id() {
        return id;
    }

    public String card() {
        return card;
    }

    public PatronCategory category() {
        return category;
    }

    public String number() {
        return String.valueOf(number);
    }

    public TestPatron inTheDirectory() {
        try (Connection admin = TestPostgres.administrator()) {
            return insertedBy(admin);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The card it has now takes the place of the one in the directory. */
    public void reissued() {
        try (Connection admin = TestPostgres.administrator();
                PreparedStatement update = admin.prepareStatement(
                        "UPDATE patron SET card_barcode = ?, card_hash = decode(?, 'hex') WHERE id = ?")) {
            update.setString(1, card);
            update.setString(2, CARDS.of(card));
            update.setObject(3, id);
            update.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** In the transaction of this connection. */
    public TestPatron insertedBy(Connection connection) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                """
                INSERT INTO patron (id, school, category, patron_number, card_barcode, display_name, name_key,
                                    name_kana, kana_key, grade, home_class, attendance_number, departed, card_hash)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 3, '2', 14, ?, decode(?, 'hex'))
                """)) {
            insert.setObject(1, id);
            insert.setString(2, school.value());
            insert.setString(3, category.name());
            insert.setString(4, number());
            insert.setString(5, card);
            insert.setString(6, name);
            insert.setString(7, FoldedText.of(name));
            insert.setString(8, kana);
            insert.setString(9, FoldedText.of(kana));
            insert.setBoolean(10, departed);
            insert.setString(11, card == null ? null : CARDS.of(card));
            insert.executeUpdate();
            return this;
        }
    }
}
