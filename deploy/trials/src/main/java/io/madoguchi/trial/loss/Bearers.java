package io.madoguchi.trial.loss;

import io.madoguchi.local.LocalSystem;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The tokens that the load sends, renewed between trials: in a trial Keycloak may be the one that is down. */
final class Bearers {
    /** A token is good for five minutes. */
    private static final Duration GOOD_FOR = Duration.ofSeconds(150);

    private final LocalSystem system;
    private final Map<Sender, String> tokens = new ConcurrentHashMap<>();
    private long renewed;

    Bearers(LocalSystem system) {
        this.system = system;
    }

    /** Who asks, and with what in the token. */
    enum Sender {
        COUNTER("handler-1"),
        READING("handler-1", "loan.history:read", "duty:learning-support"),
        LIBRARY("library-1"),
        PUPIL("pupil-1");

        private final String account;
        private final List<String> scopes;

        Sender(String account, String... scopes) {
            this.account = account;
            this.scopes = List.of(scopes);
        }
    }

    void renewWhenDue() throws IOException {
        if (tokens.isEmpty() || System.nanoTime() - renewed > GOOD_FOR.toNanos()) {
            renew();
        }
    }

    /** Signs everybody in again. */
    void renew() throws IOException {
        for (Sender sender : Sender.values()) {
            tokens.put(
                    sender,
                    system.token(sender.account, sender.scopes.toArray(String[]::new))
                            .value());
        }
        renewed = System.nanoTime();
    }

    String of(Sender sender) {
        String token = tokens.get(sender);
        if (token == null) {
            throw new IllegalStateException("not signed in: " + sender);
        }
        return token;
    }
}
