package io.madoguchi.local.account;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** The accounts of the sample city, each with the applications that its bearer uses. */
public enum SampleAccount {
    HANDLER_1("handler-1", "counter", "reading-guidance"),
    HANDLER_2("handler-2", "counter", "reading-guidance"),
    MANAGER_1("manager-1", "contractor-office", "counter", "reading-guidance"),
    LIBRARY_1("library-1", "school-library"),
    DISTRICT_1("district-1", "district"),
    AUDITOR_1("auditor-1", "auditor"),
    PUPIL_1("pupil-1", "my-library");

    /** Clients that sign in by themselves, with a secret. */
    public static final List<String> SERVICE_CLIENTS =
            List.of("patron-service", "circulation-service", "audit-service", "intranet");

    private final String account;
    private final List<String> clients;

    SampleAccount(String account, String... clients) {
        this.account = account;
        this.clients = List.of(clients);
    }

    public String account() {
        return account;
    }

    /** A contractor's account signs in with a second factor (R24). */
    public boolean isContractor() {
        return clients.contains("counter");
    }

    /** The application that offers most of the scopes; the first one when none are named. */
    public String clientFor(Collection<String> scopes, Map<String, List<String>> scopesByClient) {
        return clients.stream()
                .min(Comparator.comparing(client -> -scopes.stream()
                        .filter(scopesByClient.getOrDefault(client, List.of())::contains)
                        .count()))
                .orElseThrow();
    }

    public static SampleAccount of(String account) {
        for (SampleAccount candidate : values()) {
            if (candidate.account.equals(account)) {
                return candidate;
            }
        }
        throw new IllegalArgumentException("no such account: " + account);
    }
}
