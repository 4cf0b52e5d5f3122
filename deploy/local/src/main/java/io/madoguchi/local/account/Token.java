package io.madoguchi.local.account;

import java.util.Set;

/** An access token and the scopes that were granted with it; {@code refresh} is empty for a client's own token. */
public record Token(String value, String refresh, Set<String> scopes) {
    Token(String value, String refresh, String scopes) {
        this(value, refresh, Set.of(scopes.trim().split(" +")));
    }

    /** Without the token: it opens the same doors as a password. */
    @Override
    public String toString() {
        return "a token for " + scopes;
    }
}
