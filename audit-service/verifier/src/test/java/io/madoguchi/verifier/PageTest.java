package io.madoguchi.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.madoguchi.log.bundle.BundleCheck;
import io.madoguchi.log.bundle.Finding;
import io.madoguchi.log.bundle.IndexRange;
import io.madoguchi.log.note.Policy;
import io.madoguchi.log.note.SignedNote;
import io.madoguchi.log.testing.Resealed;
import io.madoguchi.log.testing.SampleLog;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.mozilla.javascript.Context;
import org.mozilla.javascript.Scriptable;
import org.mozilla.javascript.ScriptableObject;

/** The page says of every bundle what the jar says: the same findings in the same lines (R37). */
class PageTest {

    private static final String PAGE = page();
    private static final SampleLog LOG = SampleLog.of(60, 6);

    private static String page() {
        try {
            return Files.readString(Path.of("src/main/html/madoguchi-verifier.html"));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void page_and_jar_agree_on_whole_and_on_changed_bundles() throws IOException {
        List<byte[]> bundles = new ArrayList<>(List.of(
                LOG.bundle(0, 60),
                LOG.bundle(7, 7),
                LOG.bundle(13, 29),
                LOG.bundle(13, 29, 50, Optional.of(20L), Set.of()),
                LOG.bundle(13, 29, 50, Optional.of(40L), Set.of()),
                LOG.bundle(1, 12, 30, Optional.empty(), Set.of(2L, 3L, 4L, 9L)),
                LOG.bundle(0, 12, 39, Optional.empty(), Set.of()),
                LOG.forkedAt(10, 8).bundle(5, 45),
                LOG.forkedAt(10, 8).bundle(12, 20, 60, Optional.of(40L), Set.of()),
                SampleLog.of(60, 6).bundle(0, 20),
                new byte[0],
                "\n".getBytes(StandardCharsets.UTF_8)));
        List<byte[]> edited = new ArrayList<>();
        for (Consumer<List<String>> edit : edits()) {
            List<String> lines = Resealed.lines(LOG.bundle(10, 20));
            edit.accept(lines);
            edited.add(Resealed.bundle(lines));
        }
        byte[] whole = LOG.bundle(30, 32, 60, Optional.of(40L), Set.of());
        Random random = new Random(60);
        for (int i = 0; i < 12; i++) {
            byte[] changed = whole.clone();
            int bit = random.nextInt(changed.length * 8);
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            edited.add(changed);
            edited.add(Arrays.copyOf(whole, random.nextInt(whole.length)));
        }
        String older = LOG.checkpoint(40).encoded();
        BundleCheck plain = BundleCheck.by(policy());
        BundleCheck strict = plain.since(SignedNote.parse(older)).announced(List.of(new IndexRange(2, 4)));
        try (Script script = new Script()) {
            for (byte[] bundle : edited) {
                assertThat(script.check(bundle, "null", "[]")).isEqualTo(jar(plain, bundle));
            }
            for (byte[] bundle : bundles) {
                assertThat(script.check(bundle, "null", "[]")).isEqualTo(jar(plain, bundle));
                assertThat(script.check(bundle, quoted(older), "[[2,3]]")).isEqualTo(jar(strict, bundle));
            }
        }
    }

    /** Under keys given one by one, as in the page's fields. */
    private static Policy policy() {
        List<String> keys = LOG.witnessKeys();
        String name = "witness.example/";
        return Policy.parse("log " + LOG.logKey() + "\nwitness " + name + "ward#1 " + keys.get(0) + "\nwitness " + name
                + "library#2 " + keys.get(1) + "\ngroup q all " + name + "ward#1 " + name + "library#2\nquorum q\n");
    }

    private static List<Consumer<List<String>>> edits() {
        return List.of(
                lines -> {},
                lines -> lines.remove(3),
                lines -> lines.remove(0),
                lines -> lines.remove(10),
                lines -> lines.remove(11),
                lines -> lines.add(4, lines.get(3)),
                lines -> Collections.swap(lines, 3, 4),
                lines -> lines.set(3, lines.get(3).replace("handler-", "handler-9")),
                lines -> lines.set(3, lines.get(3).replace("\"times\":1", "\"times\":1.0")),
                lines -> lines.set(3, lines.get(3).replace("\"times\":1", "\"times\":9007199254740993")),
                lines -> lines.set(3, lines.get(3).replace("\"times\":1", "\"times\":1,\"times\":1")),
                lines -> lines.set(3, lines.get(3).replace("\"id\":\"", "\"id\":\"x")),
                lines -> lines.set(3, lines.get(3).replace("handler-", "\\ud800")),
                lines -> lines.set(3, lines.get(3).replace("handler-", "\\u0041")),
                lines -> lines.set(3, lines.get(3).replace("handler-", "\u007f\uD83D\uDE00\uFFFF")),
                lines -> lines.set(3, " " + lines.get(3)),
                lines -> lines.set(3, "[".repeat(1000) + "]".repeat(1000)),
                lines -> lines.set(3, "[".repeat(1001) + "]".repeat(1001)),
                lines -> lines.set(0, lines.get(0).replace("\"until\":20", "\"until\":21")),
                lines -> lines.set(0, lines.get(0).replace("\"from\":10", "\"from\":11")),
                lines -> lines.set(0, lines.get(0).replace("records/1", "records/2")),
                lines -> lines.set(0, lines.get(0).replace(SampleLog.ORIGIN, "other.example/log")),
                lines -> lines.add(3, "{}"),
                lines -> lines.add(3, "[]"),
                lines -> lines.add(3, "7"),
                lines -> lines.add(3, "null"),
                lines -> lines.add(3, ""),
                lines -> lines.add(3, lines.get(0)),
                lines -> lines.add(12, lines.get(5)),
                lines -> lines.add(12, lines.get(11)),
                lines -> lines.add(13, "after"),
                lines -> lines.set(11, "{\"checkpoint\":\"hello\"}"),
                lines -> lines.set(11, "{\"checkpoint\":7}"),
                lines -> lines.set(11, checkpoint(60, 1)),
                lines -> lines.set(11, checkpoint(15, 2)),
                lines -> lines.set(11, checkpoint(59, 2)),
                lines -> lines.set(11, lines.get(11).replace("\\n60\\n", "\\n61\\n")));
    }

    private static String checkpoint(long size, int cosigned) {
        return "{\"checkpoint\":" + quoted(LOG.checkpoint(size, cosigned).encoded()) + "}";
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\n", "\\n") + "\"";
    }

    private static String jar(BundleCheck check, byte[] bundle) throws IOException {
        StringBuilder text = new StringBuilder();
        for (Finding finding : check.check(new ByteArrayInputStream(bundle)).findings()) {
            text.append(finding.kind()).append('@').append(finding.line());
            finding.index().ifPresent(index -> text.append('#').append(index));
            text.append(finding.details()).append('\n');
        }
        return text.toString();
    }

    @Test
    void the_page_has_the_words_of_the_jar() throws IOException {
        JsonNode words = new ObjectMapper().readTree(block("id=\"words\" type=\"application/json\""));
        assertSameWords(words.get("en"), Words.english());
        assertSameWords(words.get("ja"), Words.japanese());
        assertThat(names(words.get("en"))).isEqualTo(names(words.get("ja")));
        for (Finding.Kind kind : Finding.Kind.values()) {
            assertThat(words.get("ja").has("finding." + kind)).isTrue();
            assertThat(words.get("ja").has("next." + kind)).isTrue();
        }
        Matcher used = Pattern.compile("data-words=\"([^\"]+)\"").matcher(PAGE);
        while (used.find()) {
            assertThat(words.get("ja").has(used.group(1))).as(used.group(1)).isTrue();
        }
    }

    private static void assertSameWords(JsonNode page, Words jar) {
        page.fields().forEachRemaining(word -> {
            if (!word.getKey().startsWith("page.")) {
                assertThat(word.getValue().textValue()).isEqualTo(jar.bundle().getString(word.getKey()));
            }
        });
    }

    private static List<String> names(JsonNode words) {
        List<String> names = new ArrayList<>();
        words.fieldNames().forEachRemaining(names::add);
        return names;
    }

    @Test
    void the_page_can_run_its_own_scripts_and_reach_nothing() throws GeneralSecurityException {
        String policy = PAGE.substring(PAGE.indexOf("content=\"default-src") + 9, PAGE.indexOf("base-uri"));
        assertThat(policy).startsWith("default-src 'none'; ").doesNotContain("unsafe");
        assertThat(policy).contains(hash(block("id=\"check\""))).contains(hash(block("id=\"page\"")));
        assertThat(policy)
                .contains(hash(PAGE.substring(PAGE.indexOf("<style>") + "<style>".length(), PAGE.indexOf("</style>"))));
        assertThat(PAGE).doesNotContain("http://").doesNotContain("https://").doesNotContain("innerHTML");
    }

    private static String hash(String text) throws GeneralSecurityException {
        return "'sha256-"
                + Base64.getEncoder()
                        .encodeToString(
                                MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)))
                + "'";
    }

    private static String block(String attributes) {
        String begin = "<script " + attributes + ">";
        int from = PAGE.indexOf(begin) + begin.length();
        assertThat(from).isGreaterThan(begin.length());
        return PAGE.substring(from, PAGE.indexOf("</script>", from));
    }

    /** The page's check in a JavaScript engine without browser, WebCrypto or TextDecoder: what it has to fall back to. */
    private static final class Script implements AutoCloseable {
        private final Context context = Context.enter();
        private final Scriptable scope;

        Script() {
            context.setLanguageVersion(Context.VERSION_ES6);
            // The engine's compiler takes shifted BigInts for numbers; its interpreter doesn't.
            context.setInterpretedMode(true);
            scope = context.initStandardObjects();
            evaluate(block("id=\"check\""));
            evaluate(
                    """
                    function report(base64, policy, older, announced, piece) {
                      let bytes = fromBase64(base64);
                      let check = newCheck({ policy: policy, older: older, announced: announced });
                      for (let at = 0; at < bytes.length; at += piece) {
                        check.feed(bytes.subarray(at, Math.min(bytes.length, at + piece)));
                      }
                      return check.end().findings.map(function (one) {
                        return one.kind + "@" + one.line + (one.index === null ? "" : "#" + one.index)
                            + "[" + one.details.join(", ") + "]\\n";
                      }).join("");
                    }
                    """);
            ScriptableObject.putProperty(scope, "logKey", LOG.logKey());
            ScriptableObject.putProperty(scope, "witness1", LOG.witnessKeys().get(0));
            ScriptableObject.putProperty(scope, "witness2", LOG.witnessKeys().get(1));
            evaluate("let policy = policyFromKeys([logKey], [witness1, witness2], 2);");
        }

        String check(byte[] bundle, String older, String announced) {
            ScriptableObject.putProperty(scope, "base64", Base64.getEncoder().encodeToString(bundle));
            return evaluate("report(base64, policy, " + older + ", " + announced + ", 1000)");
        }

        private String evaluate(String script) {
            return Context.toString(context.evaluateString(scope, script, "page", 1, null));
        }

        @Override
        public void close() {
            Context.exit();
        }
    }
}
