package io.madoguchi.trial.loss;

import io.madoguchi.local.Service;
import io.madoguchi.trial.TrialSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** The machine's disk, on which the trial's whole system lies, and within it one for the journals and one for the trail. */
record FaultDisks(SmallDisk machine, SmallDisk journal, SmallDisk trail) implements AutoCloseable {
    private static final int MACHINE_MEGABYTES = 2_048;
    private static final int PART_MEGABYTES = 128;

    /**
     * Before the system starts.
     *
     * @param folder at which the machine's disk is mounted
     * @param data of the system, on that disk
     */
    static FaultDisks mount(Path folder, Path data) throws IOException {
        SmallDisk machine = SmallDisk.mount(folder, MACHINE_MEGABYTES);
        return new FaultDisks(
                machine,
                SmallDisk.mount(folder.resolve("journal"), PART_MEGABYTES),
                SmallDisk.mount(data.resolve("log"), PART_MEGABYTES));
    }

    /** The tables go where they belong; the log's archive is there already. */
    void take(TrialSystem system) throws IOException, SQLException {
        move(system, journal, "journal_disk", List.of(Service.PATRON, Service.CIRCULATION), "access_journal%");
        move(system, trail, "trail_disk", List.of(Service.AUDIT), "%");
    }

    private static void move(TrialSystem system, SmallDisk disk, String name, List<Service> services, String tables)
            throws IOException, SQLException {
        Path place = Files.createDirectories(disk.folder().resolve("tables"));
        system.update(services.get(0), "CREATE TABLESPACE %s LOCATION '%s'".formatted(name, place.toAbsolutePath()));
        for (Service service : services) {
            for (String table : tables(system, service, tables)) {
                system.update(service, "ALTER TABLE %s SET TABLESPACE %s".formatted(table, name));
            }
        }
    }

    private static List<String> tables(TrialSystem system, Service service, String like) throws SQLException {
        List<String> tables = new ArrayList<>();
        try (Connection connection = system.connection(service);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        """
                        SELECT oid::regclass::text FROM pg_class
                        WHERE relnamespace = '%s'::regnamespace AND relkind IN ('r', 'p') AND relname LIKE '%s'
                        """
                                .formatted(service.schema(), like))) {
            while (row.next()) {
                tables.add(row.getString(1));
            }
        }
        return tables;
    }

    /** After the system has stopped; its data can be removed then. */
    void closeParts() {
        trail.close();
        journal.close();
    }

    @Override
    public void close() {
        closeParts();
        machine.close();
    }
}
