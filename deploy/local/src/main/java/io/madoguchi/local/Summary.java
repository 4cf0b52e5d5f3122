package io.madoguchi.local;

import io.madoguchi.local.account.SampleAccount;
import io.madoguchi.local.progress.Messages;
import java.io.PrintStream;

/** What a person wants to know once all is ready. */
final class Summary {
    private final LocalSystem system;

    Summary(LocalSystem system) {
        this.system = system;
    }

    void print(PrintStream out) {
        out.println();
        for (Service service : Service.values()) {
            out.printf("  %-20s %s/q/swagger-ui%n", service.label(), system.url(service));
        }
        out.printf("  %-20s %s%n", "Keycloak", system.issuer());
        out.printf("  %-20s %s%n", "PostgreSQL", system.jdbcUrl());
        out.println();
        out.println(Messages.text("passwords-in", system.settings().secrets()));
        for (SampleAccount account : SampleAccount.values()) {
            out.printf("  %-12s %s%n", account.account(), Messages.text("account-" + account.account()));
        }
        out.println();
    }
}
