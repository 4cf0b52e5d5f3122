package io.madoguchi.trial;

import io.madoguchi.api.directory.CardHash;
import io.madoguchi.disclosure.Field;
import io.madoguchi.text.FoldedText;
import io.madoguchi.trial.Columns.Column;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Puts a marker of its own into every row of every text column, and knows each again. */
public final class Markers {
    /** What a column holds in the form in which it is compared. */
    private static final Map<String, String> FOLDED_FROM =
            Map.of("name_key", "display_name", "kana_key", "name_kana", "title_key", "title");

    private static final String BORROWER_OF_THE_ITEM =
            "(SELECT l.patron_id FROM circulation.loan l WHERE l.item_id = t.id LIMIT 1)";

    private final Map<String, Marker> byText = new HashMap<>();
    /** Where a table keeps a card, it may keep its hash beside it. */
    private static final String HASH = "card_hash";

    private final List<Column> columns;
    private final CardHash cards;
    private final Set<String> empty = new TreeSet<>();

    private Markers(List<Column> columns, CardHash cards) {
        this.columns = columns;
        this.cards = cards;
    }

    /** In the caller's transaction. {@code cards}: with the key of the services. */
    static Markers fill(Collection<Connection> databases, CardHash cards) throws SQLException {
        Markers markers = new Markers(new ArrayList<>(), cards);
        for (Connection database : databases) {
            markers.fill(database);
        }
        return markers;
    }

    private void fill(Connection connection) throws SQLException {
        List<Column> here = Columns.ofText(connection);
        columns.addAll(here);
        Map<String, List<Column>> byTable = here.stream()
                .filter(column -> column.left().isEmpty())
                .collect(Collectors.groupingBy(Column::qualifiedTable));
        for (String table : new TreeSet<>(byTable.keySet())) {
            fill(connection, table, byTable.getOrDefault(table, List.of()));
        }
    }

    /** The marker that stands here, written in either case. */
    @Nullable
    public Marker at(String tenCharacters) {
        return byText.get(tenCharacters.toUpperCase(Locale.ROOT));
    }

    int count() {
        return byText.size();
    }

    /** Filled, in the order of their names. */
    List<String> filled() {
        return columns.stream()
                .filter(column -> column.left().isEmpty() && !empty.contains(column.qualifiedTable()))
                .map(Column::qualified)
                .toList();
    }

    /** Left as they were, each with the reason. */
    Map<String, String> left() {
        Map<String, String> left = new TreeMap<>();
        for (Column column : columns) {
            column.left().ifPresent(reason -> left.put(column.qualified(), reason));
            if (empty.contains(column.qualifiedTable())) {
                left.put(column.qualified(), "the table is empty");
            }
        }
        return left;
    }

    /** A person's marker in this column. */
    public Marker of(UUID owner, String column) {
        return byText.values().stream()
                .filter(marker -> marker.column().equals(column)
                        && marker.owner().filter(owner::equals).isPresent())
                .findFirst()
                .orElseThrow();
    }

    private void fill(Connection connection, String table, List<Column> ofTable) throws SQLException {
        String names = ofTable.stream().map(c -> "t." + c.name()).collect(Collectors.joining(", "));
        String owner = ownerOf(connection, table);
        String assignments = ofTable.stream().map(c -> c.name() + " = ?").collect(Collectors.joining(", "));
        boolean hashed = table.equals("patron.patron") && has(connection, table, HASH);
        if (hashed) {
            assignments += ", " + HASH + " = decode(?, 'hex')";
        }
        boolean any = false;
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT t.ctid::text AS place, %s AS owner, %s FROM %s t ORDER BY t::text"
                                .formatted(owner, names, table));
                PreparedStatement update = connection.prepareStatement(
                        "UPDATE %s SET %s WHERE ctid = ?::tid".formatted(table, assignments))) {
            while (row.next()) {
                any = true;
                Map<String, String> values = values(row, ofTable);
                for (int i = 0; i < ofTable.size(); i++) {
                    update.setString(i + 1, values.get(ofTable.get(i).name()));
                }
                int next = ofTable.size() + 1;
                if (hashed) {
                    update.setString(next++, cards.of(values.getOrDefault("card_barcode", "")));
                }
                update.setString(next, row.getString("place"));
                update.executeUpdate();
            }
        }
        if (!any) {
            empty.add(table);
        }
    }

    private Map<String, String> values(ResultSet row, List<Column> ofTable) throws SQLException {
        Optional<UUID> owner = Optional.ofNullable(row.getObject("owner", UUID.class));
        Map<String, String> values = new HashMap<>();
        for (Column column : ofTable) {
            if (!FOLDED_FROM.containsKey(column.name())) {
                String marker = Marker.text(byText.size() + 1);
                byText.put(marker, new Marker(marker, column.qualified(), owner, fieldOf(column)));
                String before = row.getString(column.name());
                // Names, titles and the like keep their first word, so that they are searched and folded as always.
                boolean free = column.type().equals("text") && before != null && !before.isEmpty();
                values.put(column.name(), free ? before.split(" ", 2)[0] + " " + marker : marker);
            }
        }
        FOLDED_FROM.forEach((key, from) -> {
            String value = values.get(from);
            if (value != null) {
                values.put(key, FoldedText.of(value));
            }
        });
        return values;
    }

    /** The SQL for whose row it is. */
    private static String ownerOf(Connection connection, String table) throws SQLException {
        if (table.equals("patron.patron")) {
            return "t.id";
        }
        if (table.equals("circulation.item")) {
            return BORROWER_OF_THE_ITEM;
        }
        return has(connection, table, "patron_id") ? "t.patron_id" : "NULL::uuid";
    }

    private static boolean has(Connection connection, String table, String column) throws SQLException {
        String[] parts = table.split("\\.", 2);
        try (ResultSet found = connection.getMetaData().getColumns(null, parts[0], parts[1], column)) {
            return found.next();
        }
    }

    /** What is known of an item concerns its borrower as a loan record. */
    private static Optional<Field> fieldOf(Column column) {
        if (column.qualifiedTable().equals("circulation.item")) {
            return Optional.of(Field.LOAN_RECORDS);
        }
        String[] words = column.name().split("_");
        StringBuilder name = new StringBuilder(words[0]);
        for (int i = 1; i < words.length; i++) {
            name.append(words[i].substring(0, 1).toUpperCase(Locale.ROOT)).append(words[i].substring(1));
        }
        List<Field> fields = new ArrayList<>(List.of(Field.values()));
        fields.removeIf(field -> !field.apiName().contentEquals(name));
        return fields.stream().findFirst();
    }
}
