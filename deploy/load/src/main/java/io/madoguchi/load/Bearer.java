package io.madoguchi.load;

import java.util.List;

/** A signed-in account whose token is renewed while requests of it are on their way. */
final class Bearer {
    private final String account;
    private final List<String> schools;
    private volatile String authorization;

    Bearer(String account, List<String> schools, String token) {
        this.account = account;
        this.schools = List.copyOf(schools);
        this.authorization = "Bearer " + token;
    }

    String account() {
        return account;
    }

    /** Codes of the schools to which the account is assigned. */
    List<String> schools() {
        return schools;
    }

    String authorization() {
        return authorization;
    }

    void renewed(String token) {
        authorization = "Bearer " + token;
    }
}
