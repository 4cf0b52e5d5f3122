package io.madoguchi.local.city;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The indexes and keys of some tables, put aside while millions of rows are loaded: building one over all rows takes a fraction
 * of the time of keeping it through each. Dropped and made again in the caller's transaction, so that nobody ever sees the
 * tables without.
 */
final class Indexes {
    /** Foreign keys first: they need the keys they refer to. An index behind a key goes and comes with the key. */
    private static final String CONSTRAINTS =
            """
            SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname),
                format('ALTER TABLE %s ADD CONSTRAINT %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid))
            FROM pg_constraint
            WHERE conrelid = ANY (?::regclass[]) AND contype IN ('f', 'p', 'u')
            ORDER BY contype, conrelid, conname
            """;

    /** Of a partitioned table the definition says ON ONLY, which would leave out the partitions. */
    private static final String OTHERS =
            """
            SELECT format('DROP INDEX %s', indexrelid::regclass), replace(pg_get_indexdef(indexrelid), ' ON ONLY ', ' ON ')
            FROM pg_index
            WHERE indrelid = ANY (?::regclass[])
              AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid AND conrelid = indrelid)
            ORDER BY indrelid, indexrelid
            """;

    private final Connection connection;
    private final List<String> definitions = new ArrayList<>();

    private Indexes(Connection connection) {
        this.connection = connection;
    }

    /** Nobody else can use the tables until the transaction ends. */
    static Indexes dropped(Connection connection, String... tables) throws SQLException {
        Indexes indexes = new Indexes(connection);
        for (String query : List.of(CONSTRAINTS, OTHERS)) {
            indexes.drop(query, tables);
        }
        Collections.reverse(indexes.definitions);
        return indexes;
    }

    private void drop(String query, String... tables) throws SQLException {
        List<String> drops = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(query)) {
            select.setArray(1, connection.createArrayOf("text", tables));
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    drops.add(row.getString(1));
                    definitions.add(row.getString(2));
                }
            }
        }
        for (String drop : drops) {
            execute(drop);
        }
    }

    int count() {
        return definitions.size();
    }

    /** One after the other; {@code made} hears how many are there again. */
    void recreate(Made made) throws SQLException {
        execute("SET LOCAL maintenance_work_mem = '512MB'");
        for (int i = 0; i < definitions.size(); i++) {
            made.hear(i);
            execute(definitions.get(i));
        }
        made.hear(definitions.size());
    }

    /** Hears how far it is. */
    interface Made {
        void hear(int indexes);
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
