package io.madoguchi.trial;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.madoguchi.disclosure.Role;
import io.madoguchi.local.city.SampleCity;
import io.madoguchi.school.SchoolCode;
import io.madoguchi.trial.Identity.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Every kind of sender, made from the list of the sample accounts. */
final class Identities {
    private static final Set<String> COUNTER_DUTIES = Set.of("COUNTER", "USER_DATA");
    private static final Set<String> READING_DUTIES = Set.of("LEARNING_SUPPORT", "READING_GUIDANCE");

    private final JsonNode accounts;
    private final List<Identity> all = new ArrayList<>();

    private Identities(JsonNode accounts) {
        this.accounts = accounts;
    }

    static List<Identity> of(Path root) throws IOException {
        Identities identities = new Identities(new ObjectMapper()
                .readTree(root.resolve("deploy/keycloak/sample-accounts.json").toFile())
                .get("users"));
        identities.addAll();
        return List.copyOf(identities.all);
    }

    private void addAll() {
        account("handler-1", "handler-1, counter", COUNTER_DUTIES);
        account(
                "handler-1",
                "handler-1, reading",
                READING_DUTIES,
                "loan.history:read",
                "duty:learning-support",
                "duty:reading-guidance");
        account("handler-1", "handler-1, no duty", Set.of(), "patron.name:read", "circulation:write");
        account("handler-2", "handler-2, counter", COUNTER_DUTIES);
        account("manager-1", "manager-1", Set.of());
        account("library-1", "library-1", Set.of());
        account("library-1", "library-1, loans only", Set.of(), "loan.history:read");
        account("district-1", "district-1", Set.of());
        account("auditor-1", "auditor-1", Set.of());
        account("pupil-1", "pupil-1", Set.of());
        client("patron-service", "SERVICE");
        client("circulation-service", "SERVICE");
        client("audit-service", "SERVICE");
        client("intranet", "INTEGRATION");
        nobody("no token", Kind.NO_TOKEN);
        nobody("unsigned token", Kind.UNSIGNED);
        nobody("token with another signature", Kind.OTHER_SIGNATURE);
        nobody("expired token", Kind.EXPIRED);
        nobody("no token at all in its place", Kind.NOT_A_TOKEN);
    }

    private void account(String account, String name, Set<String> dutiesAskedFor, String... asks) {
        JsonNode user = StreamSupport.stream(accounts.spliterator(), false)
                .filter(entry -> entry.get("username").asText().equals(account))
                .findFirst()
                .orElseThrow();
        Set<String> roles = new TreeSet<>();
        Set<String> duties = new TreeSet<>();
        for (JsonNode role : user.get("realmRoles")) {
            if (role.asText().startsWith("DUTY_")) {
                duties.add(role.asText().substring("DUTY_".length()));
            } else if (isOfAnAccount(role.asText())) {
                roles.add(role.asText());
            }
        }
        duties.retainAll(dutiesAskedFor);
        JsonNode attributes = user.path("attributes");
        List<SchoolCode> schools = new ArrayList<>();
        for (JsonNode assignment : attributes.path("assignments")) {
            String number = assignment.get("school").asText().replaceAll("\\D", "");
            schools.add(TrialCity.school(Integer.parseInt(number)));
        }
        Optional<UUID> self =
                attributes.has("patron") ? Optional.of(SampleCity.firstPupilOfSchool1()) : Optional.empty();
        all.add(new Identity(name, Kind.ACCOUNT, account, List.of(asks), roles, duties, schools, self));
    }

    /** Others stand for a scope that somebody may obtain, such as that of class windows. */
    private static boolean isOfAnAccount(String role) {
        return Stream.of(Role.values()).anyMatch(known -> known.name().equals(role));
    }

    private void client(String client, String role) {
        all.add(new Identity(
                client, Kind.CLIENT, client, List.of(), Set.of(role), Set.of(), List.of(), Optional.empty()));
    }

    private void nobody(String name, Kind kind) {
        all.add(new Identity(name, kind, "handler-1", List.of(), Set.of(), Set.of(), List.of(), Optional.empty()));
    }

    /** For the summary: one word for each sort of account. */
    static String sort(Identity identity) {
        if (!identity.isKnown()) {
            return "nobody";
        }
        return identity.roles().stream()
                .map(role -> role.toLowerCase(Locale.ROOT).replace('_', ' '))
                .collect(Collectors.joining(", "));
    }
}
