package io.madoguchi.local.paper;

import io.madoguchi.log.note.Checkpoint;
import io.madoguchi.log.note.Policy;
import io.madoguchi.log.note.Policy.Judgement;
import io.madoguchi.log.note.SignedNote;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One A4 page of HTML, with nothing to load from anywhere: a cosigned checkpoint as text and as QR code, its root in groups to compare by eye,
 * and fields for stamp, name, date and file number (R37). It holds no personal data. In Japanese, with English beneath.
 */
public final class PaperWitness {
    private static final Pattern PLACE = Pattern.compile("\\$\\{([a-z0-9-]+)}");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");
    private static final int GROUP = 4;
    private static final int GROUPS_IN_A_LINE = 8;

    private final Policy policy;
    private final ZoneId zone;

    public PaperWitness(Policy policy, ZoneId zone) {
        this.policy = policy;
        this.zone = zone;
    }

    /** The policy is not satisfied: on paper such a checkpoint would look as if it were. */
    public static final class NotBelieved extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private NotBelieved(Policy.Finding finding) {
            super(finding.name());
        }
    }

    /** Refuses a checkpoint that the policy doesn't believe. */
    public String page(SignedNote note, LocalDate printed) {
        Judgement judgement = policy.judge(note);
        if (!judgement.isSatisfied()) {
            throw new NotBelieved(judgement.finding());
        }
        Checkpoint checkpoint = judgement.checkpoint().orElseThrow();
        Map<String, String> values = new HashMap<>();
        values.put("printed", printed.toString());
        values.put("origin", escaped(checkpoint.origin()));
        values.put("size", "%,d".formatted(checkpoint.size()));
        values.put("root", groups(checkpoint.root().hex()));
        values.put("root-in-base64", checkpoint.root().base64());
        values.put(
                "cosigned",
                judgement.cosigned().entrySet().stream()
                        .map(witness -> "<div>%s <span class=\"number\">%s</span></div>"
                                .formatted(
                                        escaped(witness.getKey()),
                                        TIME.format(witness.getValue().atZone(zone))))
                        .collect(Collectors.joining()));
        values.put("zone", escaped(zone.getId()));
        values.put("note", escaped(note.encoded()));
        values.put("keys", escaped(keys(checkpoint.origin())));
        values.put("qr", QrImage.of(note.encoded()).svg());
        return filled(values);
    }

    private String keys(String origin) {
        List<String> keys = new ArrayList<>();
        policy.logs().stream()
                .filter(log -> log.origin().equals(origin))
                .forEach(log -> keys.add("log " + log.key().vkey()));
        policy.witnesses()
                .forEach(witness -> keys.add(
                        "witness " + witness.name() + " " + witness.key().vkey()));
        return String.join("\n", keys);
    }

    /** Four digits are what one reads at a glance. */
    private static String groups(String hex) {
        StringBuilder groups = new StringBuilder();
        for (int i = 0; i < hex.length(); i += GROUP) {
            String separator = i == 0 ? "" : i % (GROUP * GROUPS_IN_A_LINE) == 0 ? "\n" : " ";
            groups.append(separator).append(hex, i, i + GROUP);
        }
        return groups.toString();
    }

    private static String filled(Map<String, String> values) {
        return PLACE.matcher(template()).replaceAll(place -> {
            String value = values.get(place.group(1));
            if (value == null) {
                throw new IllegalStateException("the page names an unknown ${" + place.group(1) + "}");
            }
            return Matcher.quoteReplacement(value);
        });
    }

    private static String template() {
        try (InputStream page = PaperWitness.class.getResourceAsStream("paper-witness.html")) {
            if (page == null) {
                throw new IllegalStateException("paper-witness.html is missing");
            }
            return new String(page.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
