package io.madoguchi.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.madoguchi.api.Headers;
import io.madoguchi.api.trail.InquiryReason;
import io.madoguchi.local.account.SignIn;
import io.madoguchi.local.paper.PaperWitness;
import io.madoguchi.local.progress.Messages;
import io.madoguchi.log.note.MalformedNote;
import io.madoguchi.log.note.Policy;
import io.madoguchi.log.note.SignedNote;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * What {@code deploy/trail} runs: the operator's work on the access log. Exit codes: 0 done, 1 the system doesn't answer, 2 wrong usage, 3 signing in was
 * refused, 4 what the log says is not to be believed.
 */
public final class TrailCommand {
    private static final Map<String, Verb> VERBS = Map.of(
            "paper", new Verb(Set.of("--out", "--checkpoint", "--policy"), TrailCommand::paper),
            "status", new Verb(Set.of(), TrailCommand::status),
            "catch-up", new Verb(Set.of(), TrailCommand::catchUp),
            "new-origin", new Verb(Set.of("--name"), TrailCommand::newOrigin));

    private final LocalSettings settings;
    private final LocalSystem system;
    private final Map<String, String> options;

    private TrailCommand(LocalSettings settings, Map<String, String> options) throws IOException {
        this.settings = settings;
        this.system = new LocalSystem(settings);
        this.options = options;
    }

    /** A subcommand: the options that it knows, each with a value, and what it does. */
    private record Verb(Set<String> options, Action action) {
        private interface Action {
            void run(TrailCommand command) throws IOException, SQLException;
        }
    }

    private static final class Usage extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private Usage(String key, Object... values) {
            super(Messages.text(key, values));
        }
    }

    public static void main(String[] arguments) {
        int status = 0;
        try {
            LocalSettings settings = LocalSettings.standard(Path.of(System.getProperty("madoguchi.root", ".")));
            run(settings, arguments);
        } catch (Usage e) {
            status = fail(2, String.valueOf(e.getMessage()));
        } catch (NoSuchFileException e) {
            status = fail(2, Messages.text("trail-no-file", e.getMessage()));
        } catch (SignIn.Refused e) {
            status = fail(3, Messages.text("token-refused", e.getMessage()));
        } catch (MalformedNote | PaperWitness.NotBelieved e) {
            status = fail(4, Messages.text("trail-not-believed", e.getMessage()));
        } catch (ConnectException e) {
            status = fail(1, Messages.text("authorisation-trail"));
        } catch (IOException | SQLException e) {
            status = fail(1, Messages.text("unexpected", e));
        }
        System.exit(status);
    }

    private static int fail(int status, String text) {
        Messages.err().println(text);
        return status;
    }

    private static void run(LocalSettings settings, String[] arguments) throws IOException, SQLException {
        Deque<String> rest = new ArrayDeque<>(Arrays.asList(arguments));
        Verb verb = VERBS.get(rest.isEmpty() ? "" : rest.remove());
        if (verb == null) {
            throw new Usage("trail-usage");
        }
        Map<String, String> options = new HashMap<>();
        while (!rest.isEmpty()) {
            String option = rest.remove();
            if (!verb.options().contains(option) || rest.isEmpty()) {
                throw new Usage("trail-option", option);
            }
            options.put(option, rest.remove());
        }
        verb.action().run(new TrailCommand(settings, options));
    }

    private void status() throws SQLException {
        print(new LogOperation(system).standing());
        Messages.out().println(Messages.text("trail-health", health()));
    }

    private void catchUp() throws SQLException {
        LogOperation operation = new LogOperation(system);
        print(operation.catchUp(size -> Messages.out().println(Messages.text("trail-catching-up", size))));
    }

    private void newOrigin() throws IOException, SQLException {
        String name = options.get("--name");
        if (name == null) {
            throw new Usage("trail-usage");
        }
        system.accessLog().goOnAs(name);
        new LogOperation(system).newOrigin(name);
        Messages.out().println(Messages.text("trail-new-origin", name));
    }

    private static void print(LogOperation.Standing standing) {
        Messages.out()
                .println(Messages.text(
                        "trail-standing",
                        standing.origin(),
                        standing.size(),
                        standing.cosigned(),
                        standing.waiting(),
                        standing.withoutRecord()));
    }

    /** What the audit service says of its log, in its own words. */
    private String health() {
        try {
            HttpResponse<String> answer = HttpClient.newBuilder()
                    .connectTimeout(Duration.ofSeconds(3))
                    .build()
                    .send(
                            HttpRequest.newBuilder(system.auditUrl().resolve("/q/health/ready"))
                                    .timeout(Duration.ofSeconds(5))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            for (JsonNode check : new ObjectMapper().readTree(answer.body()).path("checks")) {
                if (check.path("name").asText().equals("log")) {
                    return check.path("status").asText() + " "
                            + check.at("/data/closed").asText("");
                }
            }
            return "?";
        } catch (IOException e) {
            return "-";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "-";
        }
    }

    private void paper() throws IOException {
        Policy policy = Policy.parse(Files.readString(
                options.containsKey("--policy") ? Path.of(options.get("--policy")) : system.logPolicy()));
        SignedNote note = options.containsKey("--checkpoint")
                ? SignedNote.parse(Files.readAllBytes(Path.of(options.get("--checkpoint"))))
                : newestCheckpoint();
        LocalDate today = Startup.today();
        String page = new PaperWitness(policy, Startup.ZONE).page(note, today);
        Path file = options.containsKey("--out")
                ? Path.of(options.get("--out"))
                : settings.accessLog().resolve("paper").resolve(today + ".html");
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        Files.writeString(file, page);
        Messages.out().println(Messages.text("trail-paper", file));
    }

    /** As any auditor reads it. */
    private SignedNote newestCheckpoint() throws IOException {
        String token = system.token("auditor-1", "audit:read").value();
        HttpRequest request = HttpRequest.newBuilder(system.auditUrl().resolve("/checkpoint"))
                .header("Authorization", "Bearer " + token)
                .header(Headers.INQUIRY_REASON, InquiryReason.AUDIT.name())
                .timeout(Duration.ofSeconds(30))
                .build();
        try {
            HttpResponse<byte[]> answer = HttpClient.newBuilder()
                    .connectTimeout(Duration.ofSeconds(3))
                    .build()
                    .send(request, HttpResponse.BodyHandlers.ofByteArray());
            if (answer.statusCode() != 200) {
                throw new IOException("GET /checkpoint: " + answer.statusCode());
            }
            return SignedNote.parse(answer.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
