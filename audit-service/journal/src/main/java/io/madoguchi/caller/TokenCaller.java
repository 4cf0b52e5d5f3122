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
 * role, an assignment with a wrong date is no assignment.
 */
final class TokenCaller {
    private TokenCaller() {}

    static Caller from(JsonWebToken token) {
        return new Caller(
                text(token, "preferred_username"),
                text(token, "sub"),
                text(token, "azp"),
                roles(token.getClaim("roles")),
                Set.of(text(token, "scope").split(" ")),
                assignments(token.getClaim("assignments")),
                engagement(token.getClaim("designation")),
                engagement(token.getClaim("contract")),
                uuid(token.getClaim("patron")));
    }

    private static String text(JsonWebToken token, String claim) {
        Object value = token.getClaim(claim);
        return value == null ? "" : String.valueOf(value);
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
                .findFirst()
                .orElse(null);
    }

    private static @Nullable UUID uuid(@Nullable Object claim) {
        String text =
                claim instanceof JsonString json ? json.getString() : claim instanceof String plain ? plain : null;
        return text == null
                ? null
                : readable(() -> UUID.fromString(text)).findFirst().orElse(null);
    }

    private static Period period(JsonObject entry) {
        String until = entry.getString("until", null);
        return new Period(LocalDate.parse(entry.getString("from")), until == null ? null : LocalDate.parse(until));
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
