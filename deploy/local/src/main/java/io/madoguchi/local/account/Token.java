package io.madoguchi.local.account;

import java.util.Set;

/** An access token and the scopes that were granted with it. */
public record Token(String value, Set<String> scopes) {
    Token(String value, String scopes) {
        this(value, Set.of(scopes.trim().split(" +")));
    }

    /** Without the token: it opens the same doors as a password. */
    @Override
    public String toString() {
        return "a token for " + scopes;
    }
}
