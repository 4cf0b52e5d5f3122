package io.madoguchi.local.city;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The services' schemas from their own migration files, without starting the services. */
final class ServiceSchemas {
    private static final Path ROOT = Path.of(System.getProperty("repository.root"));
    private static final String CONTRACTOR = "audit-service/journal/src/main/resources/db/contractor";
    private static final String JOURNAL = "audit-service/journal/src/main/resources/db/journal";
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([a-z_]+)}");

    private ServiceSchemas() {}

    static void create(Connection connection, String schema, String migrations) throws IOException, SQLException {
        String roles = Files.readString(ROOT.resolve("deploy/postgres/service-roles.sql"))
                .replace("${schema}", schema)
                .replaceAll("\\$\\{[a-z]+_password}", "only-for-this-test");
        try (Statement statement = connection.createStatement()) {
            statement.execute(roles);
            statement.execute("SET ROLE %s_owner".formatted(schema));
            statement.execute("SET search_path = %s".formatted(schema));
            for (Path file : inOrder(JOURNAL, CONTRACTOR, migrations)) {
                statement.execute(withRoles(Files.readString(file), schema));
            }
            statement.execute("RESET search_path");
            statement.execute("RESET ROLE");
        }
    }

    private static List<Path> inOrder(String... folders) throws IOException {
        List<Path> files = new ArrayList<>();
        for (String folder : folders) {
            try (Stream<Path> inFolder = Files.list(ROOT.resolve(folder))) {
                inFolder.filter(file -> file.toString().endsWith(".sql")).forEach(files::add);
            }
        }
        files.sort(Comparator.comparing(file -> file.getFileName().toString()));
        return files;
    }

    private static String withRoles(String sql, String schema) {
        Matcher placeholder = PLACEHOLDER.matcher(sql);
        return placeholder.replaceAll(match -> schema + "_" + match.group(1));
    }
}
