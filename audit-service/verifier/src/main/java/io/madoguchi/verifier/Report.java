package io.madoguchi.verifier;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.madoguchi.log.bundle.BundleVerdict;
import io.madoguchi.log.bundle.Finding;
import io.madoguchi.log.bundle.IndexRange;
import java.util.LinkedHashSet;
import java.util.Set;

/** A verdict in words: what is wrong, where, and what to do next. */
final class Report {

    private final Desk desk;

    Report(Desk desk) {
        this.desk = desk;
    }

    void print(BundleVerdict verdict) {
        verdict.header().ifPresent(header -> desk.say("verdict.range", header.origin(), header.from(), header.until()));
        verdict.checkpoint()
                .ifPresent(checkpoint -> desk.say(
                        "verdict.checkpoint",
                        checkpoint.size(),
                        checkpoint.root().base64()));
        verdict.cosigned().forEach((witness, time) -> desk.say("verdict.cosigned", witness, time));
        desk.say("verdict.file", verdict.sha256());
        for (IndexRange range : verdict.erased()) {
            desk.say("verdict.erased", range.from(), range.until() - 1);
        }
        if (verdict.sinceUnchecked()) {
            desk.say("verdict.since-unchecked");
        }
        desk.out().println();
        if (verdict.proven()) {
            desk.say("verdict.proven", verdict.entries());
            return;
        }
        desk.say("verdict.wrong", verdict.findings().size());
        Set<String> next = new LinkedHashSet<>();
        for (Finding finding : verdict.findings()) {
            desk.out().println("  ✗ " + where(finding) + what(finding));
            next.add(desk.words().say("next." + finding.kind()));
        }
        desk.say("verdict.next");
        next.forEach(step -> desk.out().println("  → " + step));
    }

    String what(Finding finding) {
        return desk.words().say("finding." + finding.kind(), finding.details().toArray());
    }

    private String where(Finding finding) {
        StringBuilder where = new StringBuilder();
        if (finding.line() > 0) {
            where.append(desk.words().say("where.line", finding.line())).append(' ');
        }
        finding.index().ifPresent(index -> where.append(desk.words().say("where.index", index))
                .append(' '));
        return where.toString();
    }

    ObjectNode json(BundleVerdict verdict) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("proven", verdict.proven())
                .put("entries", verdict.entries())
                .put("sha256", verdict.sha256());
        verdict.header().ifPresent(header -> json.put("origin", header.origin())
                .put("from", header.from())
                .put("until", header.until()));
        verdict.checkpoint().ifPresent(checkpoint -> json.put("size", checkpoint.size())
                .put("root", checkpoint.root().base64()));
        ObjectNode cosigned = json.putObject("cosigned");
        verdict.cosigned().forEach((witness, time) -> cosigned.put(witness, time.toString()));
        ArrayNode erased = json.putArray("erased");
        verdict.erased()
                .forEach(range -> erased.addObject().put("first", range.from()).put("last", range.until() - 1));
        ArrayNode findings = json.putArray("findings");
        for (Finding finding : verdict.findings()) {
            ObjectNode one = findings.addObject()
                    .put("kind", finding.kind().name())
                    .put("line", finding.line())
                    .put("words", what(finding));
            finding.index().ifPresent(index -> one.put("index", index));
            ArrayNode details = one.putArray("details");
            finding.details().forEach(details::add);
        }
        return json;
    }
}
