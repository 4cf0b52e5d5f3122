package io.madoguchi.local;

import io.madoguchi.local.account.SampleAccount;
import io.madoguchi.local.city.SampleCity;
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
        out.printf("  %-20s %s%n", "PostgreSQL", system.jdbcUrl(Service.PATRON));
        for (String witness : new Witnesses(system).labels()) {
            out.printf("  %-20s %s/health%n", witness, system.witnessUrl(witness));
        }
        out.println();
        out.println(Messages.text("passwords-in", system.settings().secrets()));
        for (SampleAccount account : SampleAccount.values()) {
            out.printf("  %-12s %s%n", account.account(), Messages.text("account-" + account.account()));
        }
        out.println();
        out.println(Messages.text("try"));
        String school = "/v1/schools/" + SampleCity.school(1).code();
        String card = SampleCity.pupil(1, 0).cardBarcode();
        String item = SampleCity.availableItemBarcode(1, 0);
        post(out, Service.PATRON, school + "/patron-searches", "{\"cardBarcode\":\"" + card + "\"}");
        post(
                out,
                Service.CIRCULATION,
                school + "/loans",
                "{\"cardBarcode\":\"" + card + "\",\"itemBarcode\":\"" + item + "\"}");
        post(out, Service.CIRCULATION, school + "/returns", "{\"itemBarcode\":\"" + item + "\"}");
        out.printf(
                "  curl -s -H \"Authorization: Bearer $(deploy/token auditor-1)\" -H 'Inquiry-Reason: AUDIT' '%s/v1/access-records?limit=5'%n",
                system.auditUrl());
        out.println();
    }

    private void post(PrintStream out, Service service, String path, String body) {
        out.println("  curl -s -H \"Authorization: Bearer $(deploy/token handler-1)\" -H 'Purpose-Of-Use: COUNTER'"
                + " --json '" + body + "' " + system.url(service) + path);
    }
}
