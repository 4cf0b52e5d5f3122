package io.madoguchi.trial.loss;

import io.madoguchi.local.Service;
import io.madoguchi.local.process.Pause;
import io.madoguchi.trial.TrialSystem;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** What is killed. */
public enum Victim {
    PATRON_SERVICE(4) {
        @Override
        Aim aim(TrialSystem system, Random random) {
            return at(system, Service.PATRON.label());
        }
    },
    CIRCULATION_SERVICE(4) {
        @Override
        Aim aim(TrialSystem system, Random random) {
            return at(system, Service.CIRCULATION.label());
        }
    },
    AUDIT_SERVICE(4) {
        @Override
        Aim aim(TrialSystem system, Random random) {
            return at(system, Service.AUDIT.label());
        }
    },
    /** The log's, without which its checkpoints are not cosigned. */
    WITNESS(2) {
        @Override
        Aim aim(TrialSystem system, Random random) {
            return at(system, label());
        }
    },
    /** In the middle of a delivery: its connection to the database, or the service around it. */
    RELAY(4) {
        @Override
        Aim aim(TrialSystem system, Random random) throws SQLException {
            String service = delivering(system);
            if (random.nextBoolean()) {
                return at(system, service);
            }
            return new Aim(
                    () -> system.update(
                            Service.PATRON,
                            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = '"
                                    + service + RELAY_SUFFIX + "'"),
                    () -> {});
        }
    },
    /** All its processes, as a power cut would end them; Keycloak's database is in it, too. */
    POSTGRESQL(4) {
        @Override
        Aim aim(TrialSystem system, Random random) {
            return new Aim(system.system()::killPostgres, system.system()::startPostgres);
        }
    },
    /** Seldom: it takes the longest to come back. */
    KEYCLOAK(1) {
        @Override
        Aim aim(TrialSystem system, Random random) {
            return new Aim(system.system()::killKeycloak, system.system()::startKeycloak);
        }
    };

    private static final String RELAY_SUFFIX = "-relay";
    private static final int PATIENCE_MILLIS = 3_000;

    private final int share;

    Victim(int share) {
        this.share = share;
    }

    /** Waits for the moment, where not every one will do. */
    abstract Aim aim(TrialSystem system, Random random) throws SQLException;

    /** How to kill it, which takes no time, and how to start it again. */
    record Aim(Deed kill, Deed restart) {}

    /** Something done to the system. */
    @FunctionalInterface
    interface Deed {
        void run() throws IOException, SQLException;
    }

    /** As {@code --victim} names it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** By its label. */
    public static Victim of(String label) {
        for (Victim victim : values()) {
            if (victim.label().equals(label)) {
                return victim;
            }
        }
        throw new IllegalArgumentException(label);
    }

    static Victim any(Random random) {
        List<Victim> lots = new ArrayList<>();
        for (Victim victim : values()) {
            for (int i = 0; i < victim.share; i++) {
                lots.add(victim);
            }
        }
        return lots.get(random.nextInt(lots.size()));
    }

    private static Aim at(TrialSystem system, String service) {
        return new Aim(() -> system.system().killService(service), () -> system.system()
                .startService(service));
    }

    /** The service whose relay is at work at this moment, or is met first. */
    private static String delivering(TrialSystem system) throws SQLException {
        String sql =
                """
                SELECT replace(a.application_name, '%1$s', '')
                FROM pg_stat_activity a
                WHERE a.application_name LIKE '%%%1$s'
                  AND (a.state <> 'idle'
                       OR EXISTS (SELECT FROM pg_locks l WHERE l.pid = a.pid AND l.locktype = 'advisory' AND l.granted))
                LIMIT 1
                """
                        .formatted(RELAY_SUFFIX);
        try (Connection connection = system.connection(Service.PATRON);
                Statement statement = connection.createStatement()) {
            for (int waited = 0; waited < PATIENCE_MILLIS; waited++) {
                try (ResultSet row = statement.executeQuery(sql)) {
                    if (row.next()) {
                        return row.getString(1);
                    }
                }
                Pause.millis(1);
            }
        }
        return Service.CIRCULATION.label();
    }
}
