package io.madoguchi.roster;

import io.agroal.api.AgroalDataSource;
import io.madoguchi.oneroster.RosterFile;
import io.madoguchi.oneroster.RosterLine;
import io.madoguchi.oneroster.RosterPackage;
import io.madoguchi.text.FoldedText;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.PGCopyOutputStream;

/** Takes the lines of a package into the tables of its import as they come, in PostgreSQL's own format for many rows. */
final class Staging implements RosterPackage.Lines, Closeable {
    private static final Map<RosterFile, String> TABLES = new EnumMap<>(
            Map.of(
                    RosterFile.ORGS, "roster_org (import, line, sourced_id, deleted, type, name, code, parent)",
                    RosterFile.CLASSES, "roster_class (import, line, sourced_id, deleted, label, school)",
                    RosterFile.USERS,
                            "roster_user (import, line, sourced_id, deleted, display_name, name_key, name_kana, kana_key, grade, account_key,"
                                    + " home_class)",
                    RosterFile.ROLES,
                            "roster_role (import, line, sourced_id, deleted, patron, is_primary, role, org, begins, ends)",
                    RosterFile.ENROLLMENTS,
                            "roster_enrollment (import, line, sourced_id, deleted, class, school, patron, role, is_primary, attendance_number)"));

    /** 3年2組 is the class 2 of its grade, however it is written. */
    private static final Pattern CLASS_OF_GRADE = Pattern.compile("(?:[0-9]+年)?(.+?)組?");

    private final AgroalDataSource dataSource;
    private final UUID id;
    private final Runnable alive;
    private @Nullable Connection connection;
    private @Nullable CopyIn copy;
    private @Nullable CSVPrinter rows;
    private long count;

    /** @param alive is told so now and then */
    Staging(AgroalDataSource dataSource, UUID id, Runnable alive) {
        this.dataSource = dataSource;
        this.id = id;
        this.alive = alive;
    }

    @Override
    public void begin(RosterFile file) throws IOException {
        String table = TABLES.get(file);
        if (table == null) {
            return;
        }
        try {
            Connection open = dataSource.getConnection();
            connection = open;
            copy = open.unwrap(PGConnection.class).getCopyAPI().copyIn("COPY " + table + " FROM STDIN (FORMAT csv)");
            rows = CSVFormat.POSTGRESQL_CSV.print(
                    new OutputStreamWriter(new PGCopyOutputStream(copy, 1 << 16), StandardCharsets.UTF_8));
        } catch (SQLException e) {
            throw new RosterException(e);
        }
    }

    @Override
    public void add(RosterFile file, RosterLine line) throws IOException {
        if (rows != null) {
            rows.printRecord(row(file, line).toArray());
        }
        if (++count % 10_000 == 0) {
            alive.run();
        }
    }

    @Override
    public void end(RosterFile file) throws IOException {
        try (Connection open = connection) {
            if (rows != null) {
                rows.close();
            }
        } catch (SQLException e) {
            throw new RosterException(e);
        } finally {
            forget();
        }
    }

    /** What was begun and has not come to its end is in no table. */
    @Override
    public void close() {
        try (Connection open = connection) {
            if (copy != null && copy.isActive()) {
                copy.cancelCopy();
            }
        } catch (SQLException e) {
            throw new RosterException(e);
        } finally {
            forget();
        }
    }

    private void forget() {
        rows = null;
        copy = null;
        connection = null;
    }

    private List<@Nullable Object> row(RosterFile file, RosterLine line) {
        List<@Nullable Object> row = new ArrayList<>();
        row.add(id);
        row.add(line.number());
        row.add(line.text("sourcedId"));
        row.add(line.isDeleted());
        switch (file) {
            case ORGS -> {
                row.add(line.text("type"));
                row.add(line.text("name"));
                // Of departments it may be anything.
                row.add(line.text("type").equals("school") ? line.get("identifier") : null);
                row.add(line.get("parentSourcedId"));
            }
            case CLASSES -> {
                row.add(label(line.text("title")));
                row.add(line.text("schoolSourcedId"));
            }
            case USERS -> addUser(row, line);
            case ROLES -> {
                row.add(line.text("userSourcedId"));
                row.add(line.text("roleType").equals("primary"));
                row.add(line.text("role"));
                row.add(line.text("orgSourcedId"));
                row.add(line.get("beginDate"));
                row.add(line.get("endDate"));
            }
            case ENROLLMENTS -> {
                row.add(line.text("classSourcedId"));
                row.add(line.text("schoolSourcedId"));
                row.add(line.text("userSourcedId"));
                row.add(line.text("role"));
                row.add(line.get("primary"));
                row.add(line.get("metadata.jp.ShussekiNo"));
            }
            default -> throw new IllegalStateException(file.fileName());
        }
        return row;
    }

    /** Who is not enabled is as good as gone. */
    private static void addUser(List<@Nullable Object> row, RosterLine line) {
        if (line.text("enabledUser").equalsIgnoreCase("false")) {
            row.set(row.size() - 1, true);
        }
        String name = Objects.requireNonNull(
                inOneLine(line.text("familyName"), line.get("middleName"), line.text("givenName")));
        String kana = inOneLine(
                line.get("metadata.jp.kanaFamilyName"),
                line.get("metadata.jp.kanaMiddleName"),
                line.get("metadata.jp.kanaGivenName"));
        String grades = line.get("grades");
        row.add(name);
        row.add(FoldedText.of(name));
        row.add(kana);
        row.add(kana == null ? null : FoldedText.of(kana));
        row.add(grades == null ? null : grades.split(",")[0].strip());
        row.add(line.get("userMasterIdentifier"));
        row.add(line.get("metadata.jp.homeClass"));
    }

    private static @Nullable String inOneLine(@Nullable String... parts) {
        String all = Stream.of(parts).filter(Objects::nonNull).collect(Collectors.joining(" "));
        return all.isEmpty() ? null : all;
    }

    static String label(String title) {
        Matcher matcher = CLASS_OF_GRADE.matcher(Normalizer.normalize(title, Normalizer.Form.NFKC));
        return matcher.matches() ? matcher.group(1) : title;
    }
}
