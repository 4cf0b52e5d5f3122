package io.madoguchi.trial;

import io.madoguchi.local.LocalSystem;
import io.madoguchi.local.account.Token;
import io.madoguchi.trial.Identity.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** The senders' tokens, each renewed well before its five minutes are over. */
final class Tokens implements AutoCloseable {
    private static final int RENEW_SECONDS = 120;
    private static final Pattern EXPIRY = Pattern.compile("\"exp\":\\d+");

    private final LocalSystem system;
    private final List<Identity> identities;
    private final Map<String, Token> byIdentity = new ConcurrentHashMap<>();
    private final ScheduledExecutorService renewal = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "token renewal");
        thread.setDaemon(true);
        return thread;
    });

    private Tokens(LocalSystem system, List<Identity> identities) {
        this.system = system;
        this.identities = identities;
    }

    static Tokens obtain(LocalSystem system, List<Identity> identities) throws IOException {
        Tokens tokens = new Tokens(system, identities);
        tokens.renew();
        tokens.renewal.scheduleWithFixedDelay(tokens::tryToRenew, RENEW_SECONDS, RENEW_SECONDS, TimeUnit.SECONDS);
        return tokens;
    }

    /** What stands after {@code Bearer}; empty for a sender without. */
    Optional<String> bearer(Identity identity) {
        if (identity.kind() == Kind.NO_TOKEN) {
            return Optional.empty();
        }
        String token = token(identity).value();
        String[] parts = token.split("\\.");
        return Optional.of(
                switch (identity.kind()) {
                    case UNSIGNED -> encode("{\"alg\":\"none\",\"typ\":\"JWT\"}") + "." + parts[1] + ".";
                    case OTHER_SIGNATURE -> parts[0] + "." + parts[1] + "." + new StringBuilder(parts[2]).reverse();
                    case EXPIRED -> parts[0] + "." + expired(parts[1]) + "." + parts[2];
                    case NOT_A_TOKEN -> "abc";
                    default -> token;
                });
    }

    Set<String> scopes(Identity identity) {
        return identity.isKnown() ? token(identity).scopes() : Set.of();
    }

    private Token token(Identity identity) {
        Token token = byIdentity.get(identity.name());
        if (token == null) {
            throw new IllegalStateException("no token for " + identity.name());
        }
        return token;
    }

    private void renew() throws IOException {
        for (Identity identity : identities) {
            if (identity.isKnown()) {
                byIdentity.put(identity.name(), fresh(identity));
            }
        }
        for (Identity identity : identities) {
            if (!identity.isKnown()) {
                // What a forger would start from: the token of an account that may see names.
                identities.stream()
                        .filter(other -> other.isKnown() && other.account().equals(identity.account()))
                        .findFirst()
                        .ifPresent(other -> byIdentity.put(identity.name(), token(other)));
            }
        }
    }

    private Token fresh(Identity identity) throws IOException {
        return identity.kind() == Kind.CLIENT
                ? system.clientToken(identity.account())
                : system.token(identity.account(), identity.asks().toArray(String[]::new));
    }

    /** One that fails shows as refused requests and a share of successes that is too small. */
    private void tryToRenew() {
        try {
            renew();
        } catch (IOException | RuntimeException e) {
            System.err.println("a token could not be renewed: " + e.getClass().getName());
        }
    }

    private static String expired(String payload) {
        String claims = new String(Base64.getUrlDecoder().decode(payload), StandardCharsets.UTF_8);
        return encode(EXPIRY.matcher(claims).replaceFirst("\"exp\":1000000000"));
    }

    private static String encode(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        renewal.shutdownNow();
    }
}
