package io.madoguchi.trial.loss;

import io.madoguchi.local.Service;
import io.madoguchi.local.process.Pause;
import io.madoguchi.trial.Resident;
import io.madoguchi.trial.TrialCity;
import io.madoguchi.trial.TrialSystem;
import io.madoguchi.trial.loss.Complaint.Wrong;
import io.madoguchi.trial.loss.Victim.Deed;
import io.madoguchi.trial.loss.Watch.Incident;
import io.madoguchi.trial.loss.Watch.Observed;
import io.madoguchi.trial.loss.Watch.Times;
import java.io.IOException;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Losses made on purpose, before anything else: records that vanish, that come twice, that leave somebody out, and a change
 * that nobody recorded. A trial that misses one of them proves nothing. Each is done to the database of the running system.
 */
final class PlantedLosses {
    /** Long enough for each client to ask several times, also on a machine that does much else. */
    private static final int MILLIS = 1_000;

    private final TrialSystem system;
    private final Observer observer;
    private final Map<String, Boolean> caught = new LinkedHashMap<>();

    /** Puts the system under load while something happens, and joins. */
    interface Observer {
        Observed observe(Random random, Incident incident) throws IOException, SQLException;
    }

    PlantedLosses(TrialSystem system, Observer observer) {
        this.system = system;
        this.observer = observer;
    }

    /** Each and whether it was found. */
    Map<String, Boolean> run() throws IOException, SQLException {
        expect("nothing where nothing is planted", null, () -> {}, () -> {});
        expect(
                "records of names that vanish from the journal",
                Wrong.BYTES_WITHOUT_RECORD,
                () -> onRecords(
                        Service.PATRON, "DELETE FROM patron.access_journal WHERE id = NEW.id AND xid = NEW.xid"),
                () -> withdraw(Service.PATRON));
        expect(
                "records of loans that come twice",
                Wrong.TWO_RECORDS,
                () -> onRecords(
                        Service.CIRCULATION,
                        """
                        IF pg_trigger_depth() = 1 THEN
                            NEW.id := gen_random_uuid();
                            NEW.body := jsonb_set(NEW.body, '{id}', to_jsonb(NEW.id::text));
                            INSERT INTO circulation.access_journal SELECT NEW.*;
                        END IF"""),
                () -> withdraw(Service.CIRCULATION));
        String pupil = "'" + somebody().id() + "'";
        expect(
                "somebody's name in the answers about others",
                Wrong.NOT_ON_RECORD,
                () -> system.update(
                        Service.PATRON,
                        """
                        UPDATE patron.patron SET display_name = display_name || (SELECT ' / ' || display_name FROM patron.patron WHERE id = %1$s)
                        WHERE id <> %1$s
                        """
                                .formatted(pupil)),
                () -> system.update(
                        Service.PATRON,
                        "UPDATE patron.patron SET display_name = split_part(display_name, ' / ', 1) WHERE display_name LIKE '% / %'"));
        expect(
                "a loan that is on no record",
                Wrong.CHANGE_WITHOUT_RECORD,
                () -> system.update(
                        Service.CIRCULATION,
                        """
                        INSERT INTO circulation.loan (id, school, item_id, patron_id, checked_out_at, due_date, returned_at)
                        SELECT gen_random_uuid(), school, item_id, patron_id, now(), current_date, now()
                        FROM circulation.loan WHERE patron_id = %s LIMIT 1
                        """
                                .formatted(pupil)),
                () -> {});
        return caught;
    }

    private void expect(String name, @Nullable Wrong wrong, Deed plant, Deed undo) throws IOException, SQLException {
        Observed observed = observer.observe(new Random(name.hashCode()), (load, mark) -> {
            plant.run();
            Pause.millis(MILLIS);
            undo.run();
            long now = System.nanoTime();
            return Times.nothingKilled(now, now, List.of());
        });
        List<Wrong> found =
                observed.complaints().stream().map(Complaint::what).distinct().toList();
        caught.put(name, wrong == null ? found.isEmpty() : found.contains(wrong));
    }

    private Resident somebody() {
        return system.city().residents().stream()
                .filter(person -> person.school().equals(TrialCity.school(1))
                        && !person.departed()
                        && person.standing() == Resident.Standing.FREE)
                .findFirst()
                .orElseThrow();
    }

    private void onRecords(Service service, String statement) throws SQLException {
        system.update(
                service,
                """
                CREATE SCHEMA IF NOT EXISTS trial;
                CREATE FUNCTION trial.on_record_of_%1$s() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
                BEGIN
                    %2$s;
                    RETURN NULL;
                END
                $$;
                CREATE TRIGGER trial_planted AFTER INSERT ON %1$s.access_journal
                    FOR EACH ROW EXECUTE FUNCTION trial.on_record_of_%1$s();
                """
                        .formatted(service.schema(), statement));
    }

    private void withdraw(Service service) throws SQLException {
        system.update(
                service,
                "DROP TRIGGER trial_planted ON %1$s.access_journal; DROP FUNCTION trial.on_record_of_%1$s()"
                        .formatted(service.schema()));
    }
}
