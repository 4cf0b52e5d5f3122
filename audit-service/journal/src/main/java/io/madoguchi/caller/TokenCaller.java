package io.madoguchi.caller;

import io.madoguchi.disclosure.Assignment;
import io.madoguchi.disclosure.Caller;
import io.madoguchi.disclosure.Engagement;
import io.madoguchi.disclosure.Period;
import io.madoguchi.disclosure.Role;
import io.madoguchi.school.SchoolCode;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/**
 * Reads the caller from a verified token. A claim that is missing or can't be read opens nothing: an unknown role is no
 * role, an assignment with a wrong date is no assignment, and an account without a name that fits on record has no role.
 */
final class TokenCaller {
    /** The longest name of an account, client or paper that a record holds; an identity provider's own limit too. */
    private static final int LONGEST = 255;

    private TokenCaller() {}

    static Caller from(JsonWebToken token) {
        String account = name(token, "preferred_username");
        String subject = name(token, "sub");
        String client = name(token, "azp");
        boolean named = !account.isEmpty() && !subject.isEmpty() && !client.isEmpty();
        return new Caller(
                account,
                subject,
                client,
                named ? roles(token.getClaim("roles")) : Set.of(),
                Set.copyOf(Arrays.asList(text(token.getClaim("scope")).split(" "))),
                assignments(token.getClaim("assignments")),
                engagement(token.getClaim("designation")),
                engagement(token.getClaim("contract")),
                uuid(token.getClaim("patron")));
    }

    private static String name(JsonWebToken token, String claim) {
        String name = text(token.getClaim(claim));
        return name.isBlank() || name.length() > LONGEST ? "" : name;
    }

    private static String text(@Nullable Object claim) {
        return claim instanceof JsonString json ? json.getString() : claim instanceof String plain ? plain : "";
    }

    private static Set<Role> roles(@Nullable Object claim) {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        elements(claim).forEach(element -> {
            if (element instanceof JsonString name) {
                Stream.of(Role.values())
                        .filter(role -> role.name().equals(name.getString()))
                        .forEach(roles::add);
            }
        });
        return roles;
    }

    private static List<Assignment> assignments(@Nullable Object claim) {
        return elements(claim)
                .filter(JsonObject.class::isInstance)
                .map(JsonObject.class::cast)
                .flatMap(entry ->
                        readable(() -> new Assignment(new SchoolCode(entry.getString("school")), period(entry))))
                .toList();
    }

    private static @Nullable Engagement engagement(@Nullable Object claim) {
        if (!(claim instanceof JsonObject entry)) {
            return null;
        }
        return readable(() -> new Engagement(entry.getString("id"), period(entry)))
                .filter(engagement -> engagement.id().length() <= LONGEST)
                .findFirst()
                .orElse(null);
    }

    private static @Nullable UUID uuid(@Nullable Object claim) {
        return readable(() -> UUID.fromString(text(claim))).findFirst().orElse(null);
    }

    private static Period period(JsonObject entry) {
        // Only an end that is absent is no end; one that can't be read must not open for ever.
        boolean open = !entry.containsKey("until") || entry.isNull("until");
        return new Period(
                LocalDate.parse(entry.getString("from")), open ? null : LocalDate.parse(entry.getString("until")));
    }

    private static Stream<JsonValue> elements(@Nullable Object claim) {
        return claim instanceof JsonArray array ? array.stream() : Stream.empty();
    }

    private static <T> Stream<T> readable(Supplier<T> reading) {
        try {
            return Stream.of(reading.get());
        } catch (RuntimeException unreadable) {
            return Stream.empty();
        }
    }
}
