package io.madoguchi.trial;

import static io.madoguchi.trial.CanaryTrial.text;

import io.madoguchi.local.progress.Progress;
import io.madoguchi.trial.LayerReport.Cell;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Switches off each of the four layers in turn, and then all but one barrier, and tries the leaks of the layer table: no layer
 * may be missed when it is the only one that fails, and each leak must be stopped by two barriers (R21). See {@code api-contracts/docs/layers.md}.
 */
public final class LayerTrial {
    /** The layers of the design. */
    enum Layer {
        /** Off: Keycloak gives every account every scope and duty. */
        SCOPES,
        /** Off: the disclosure rule refuses nothing. */
        RULE,
        /** Off: queries and answers don't obey what the rule permits. */
        PROJECTION,
        /** Off: the database role of the contractor sees every row and column. */
        POSTGRESQL
    }

    /**
     * What stops a leak by itself. Rule and projection are one: the rule decides and the query obeys, and neither withholds
     * anything without the other.
     */
    static final List<Set<Layer>> BARRIERS =
            List.of(EnumSet.of(Layer.SCOPES), EnumSet.of(Layer.RULE, Layer.PROJECTION), EnumSet.of(Layer.POSTGRESQL));

    private final Path root;
    private final Path data;
    private final Progress progress;

    /** {@code data}: of the trial's own system; removed at the end. */
    public LayerTrial(Path root, Path data, Progress progress) {
        this.root = root;
        this.data = data;
        this.progress = progress;
    }

    public LayerReport run() throws IOException, SQLException {
        Instant begin = Instant.now();
        try (TrialSystem system = TrialSystem.start(root, data, progress)) {
            system.documents().removePlanted();
            LayerReport report = new LayerReport();
            Trying trying = new Trying(system);
            trying.endAnAssignment();
            // Rule and projection change with a restart only: what needs the same ones is tried together.
            for (boolean rule : List.of(true, false)) {
                for (boolean projection : List.of(true, false)) {
                    Set<Layer> inJava = EnumSet.noneOf(Layer.class);
                    if (rule) {
                        inJava.add(Layer.RULE);
                    }
                    if (projection) {
                        inJava.add(Layer.PROJECTION);
                    }
                    progress.step(text("layers-restart", inJava), detail -> {
                        trying.restart(inJava);
                        return true;
                    });
                    for (Set<Layer> on : settingsWith(inJava)) {
                        progress.step(text("layers-on", on), detail -> {
                            report.add(on, trying.with(on));
                            return true;
                        });
                    }
                }
            }
            return report.after(Duration.between(begin, Instant.now()));
        }
    }

    /** All layers on, all but one, and one barrier alone, of those with exactly these of the two in Java. */
    private static List<Set<Layer>> settingsWith(Set<Layer> inJava) {
        List<Set<Layer>> settings = new ArrayList<>();
        for (Set<Layer> inTheOthers : List.<Set<Layer>>of(
                EnumSet.of(Layer.SCOPES, Layer.POSTGRESQL),
                EnumSet.of(Layer.SCOPES),
                EnumSet.of(Layer.POSTGRESQL),
                EnumSet.noneOf(Layer.class))) {
            Set<Layer> on = EnumSet.noneOf(Layer.class);
            on.addAll(inJava);
            on.addAll(inTheOthers);
            if (on.size() >= Layer.values().length - 1 || BARRIERS.contains(on)) {
                settings.add(on);
            }
        }
        return settings;
    }

    /** The switches and the leaks. */
    private final class Trying {
        private final TrialSystem system;
        private final KeycloakSwitch keycloak;
        private final DatabaseSwitch database;
        private final Patches patches;
        private final Leaks leaks;

        Trying(TrialSystem system) throws IOException {
            this.system = system;
            this.keycloak = new KeycloakSwitch(system.system());
            this.database = new DatabaseSwitch(system);
            this.patches = new Patches(root, data.resolve("patches"));
            this.leaks = new Leaks(system, Identities.of(root));
        }

        void endAnAssignment() throws IOException {
            keycloak.endAssignments("handler-2", LocalDate.now(ZoneId.of("Asia/Tokyo")));
        }

        void restart(Set<Layer> inJava) throws IOException {
            system.restart(patches.options(!inJava.contains(Layer.RULE), !inJava.contains(Layer.PROJECTION)));
        }

        List<Cell> with(Set<Layer> on) throws IOException, SQLException {
            if (!on.contains(Layer.SCOPES)) {
                keycloak.grantEverything();
            }
            if (!on.contains(Layer.POSTGRESQL)) {
                database.off();
            }
            try {
                return leaks.tryAll(on.contains(Layer.SCOPES));
            } finally {
                database.on();
                keycloak.grantWhatIsDue();
            }
        }
    }
}
