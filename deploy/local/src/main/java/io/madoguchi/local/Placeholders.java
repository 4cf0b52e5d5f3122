package io.madoguchi.local;

import io.madoguchi.local.account.Secrets;
import io.madoguchi.local.city.SampleCity;
import java.time.LocalDate;
import java.util.Locale;

/** What stands for the {@code ${NAMES}} of the realm files on this machine. */
final class Placeholders {
    private final Secrets secrets;
    private final Ports ports;
    private final LocalDate today;

    Placeholders(Secrets secrets, Ports ports, LocalDate today) {
        this.secrets = secrets;
        this.ports = ports;
        this.today = today;
    }

    String valueOf(String name) {
        if (name.startsWith("SCHOOL_")) {
            int number = Integer.parseInt(name.substring("SCHOOL_".length()));
            return SampleCity.school(number).code().value();
        }
        if (name.endsWith("_PASSWORD")) {
            return secrets.password(account(name, "_PASSWORD"));
        }
        if (name.endsWith("_SECRET")) {
            return secrets.password(account(name, "_SECRET"));
        }
        if (name.endsWith("_FACTOR")) {
            return secrets.factor(account(name, "_FACTOR"));
        }
        return switch (name) {
            case "PATRON_PORT" -> String.valueOf(ports.patron());
            case "CIRCULATION_PORT" -> String.valueOf(ports.circulation());
            case "AUDIT_PORT" -> String.valueOf(ports.audit());
            case "PUPIL_1_PATRON" -> SampleCity.firstPupilOfSchool1().toString();
            // The last school year and the next one too: a sample city doesn't end on a 31st of March.
            case "YEAR_FROM" -> LocalDate.of(schoolYear() - 1, 4, 1).toString();
            case "YEAR_UNTIL" -> LocalDate.of(schoolYear() + 2, 3, 31).toString();
            default -> throw new IllegalArgumentException("the realm files name an unknown ${" + name + "}");
        };
    }

    private static String account(String name, String suffix) {
        return name.substring(0, name.length() - suffix.length())
                .toLowerCase(Locale.ROOT)
                .replace('_', '-');
    }

    private int schoolYear() {
        return today.getMonthValue() < 4 ? today.getYear() - 1 : today.getYear();
    }
}
