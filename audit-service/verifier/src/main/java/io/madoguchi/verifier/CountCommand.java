package io.madoguchi.verifier;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.madoguchi.log.bundle.BundleVerdict;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Counts what was disclosed, by duty and field, in a bundle that is proven first (R36). */
@Command(name = "count", mixinStandardHelpOptions = true)
final class CountCommand implements Callable<Integer> {

    private static final String NO_DUTY = "-";

    private final Desk desk;
    private final TreeMap<Key, Count> counts = new TreeMap<>();
    private long refused;

    @Mixin
    private BundleOptions options = new BundleOptions();

    @Mixin
    private Filter filter = new Filter();

    @Option(names = "--json")
    private boolean json;

    CountCommand(Desk desk) {
        this.desk = desk;
    }

    private record Key(String duty, String field) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            int byDuty = duty.compareTo(other.duty);
            return byDuty != 0 ? byDuty : field.compareTo(other.field);
        }
    }

    /** In how many records, and of how many persons, each counted as often as it was disclosed. */
    private record Count(long records, long persons) {
        Count plus(long morePersons) {
            return new Count(records + 1, persons + morePersons);
        }
    }

    @Override
    public Integer call() {
        filter.prepare(desk);
        BundleVerdict verdict = options.verdict(desk, options.check(desk), "reading", (index, record) -> {
            if (filter.matches(record)) {
                count(record);
            }
        });
        Report report = new Report(desk);
        if (json) {
            ObjectNode result = report.json(verdict);
            if (verdict.proven()) {
                addTo(result);
            }
            desk.out().println(result.toPrettyString());
        } else {
            report.print(verdict);
            if (verdict.proven()) {
                print();
            }
        }
        return verdict.proven() ? Verifier.PROVEN : Verifier.WRONG;
    }

    private void count(JsonNode record) {
        if (record.path("decision").asText().equals("REFUSED")) {
            refused += Math.max(1, record.path("times").asLong(1));
        }
        String duty = record.path("declaredDuty").asText(NO_DUTY);
        for (JsonNode disclosed : record.path("disclosed")) {
            long persons = disclosed.path("patrons").size();
            for (JsonNode field : disclosed.path("fields")) {
                counts.merge(new Key(duty, field.asText()), new Count(1, persons), (old, one) -> old.plus(persons));
            }
        }
    }

    private void addTo(ObjectNode result) {
        result.put("refused", refused);
        ArrayNode disclosures = result.putArray("disclosures");
        counts.forEach((key, count) -> disclosures
                .addObject()
                .put("duty", key.duty())
                .put("field", key.field())
                .put("records", count.records())
                .put("persons", count.persons()));
    }

    private void print() {
        desk.out().println();
        desk.out()
                .printf(
                        "%-24s %-20s %12s %12s%n",
                        desk.words().say("count.duty"),
                        desk.words().say("count.field"),
                        desk.words().say("count.records"),
                        desk.words().say("count.persons"));
        counts.forEach((key, count) -> desk.out()
                .printf("%-24s %-20s %12d %12d%n", key.duty(), key.field(), count.records(), count.persons()));
        desk.say("count.refused", refused);
    }
}
