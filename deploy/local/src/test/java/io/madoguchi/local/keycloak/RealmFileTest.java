package io.madoguchi.local.keycloak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.madoguchi.disclosure.Role;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RealmFileTest {
    private static final Path FOLDER = Path.of(System.getProperty("repository.root"), "deploy/keycloak");
    private static final Set<String> CONTRACTOR_SCOPES = Set.of(
            "patron.name:read",
            "circulation:write",
            "loan.history:read",
            "duty:counter",
            "duty:user-data",
            "duty:learning-support",
            "duty:reading-guidance");

    private JsonNode realm = new ObjectMapper().createObjectNode();

    @BeforeEach
    void read() throws Exception {
        realm = new ObjectMapper().readTree(RealmFile.read(FOLDER).resolve(name -> "value-of-" + name));
    }

    /** R7, R8, R9, R21: what each account can be given, whichever client it comes through. */
    @ParameterizedTest
    @CsvSource({
        "handler-1, patron.name:read patron.class:read circulation:write loan.history:read duty:counter duty:user-data duty:learning-support duty:reading-guidance",
        "handler-2, patron.name:read circulation:write duty:counter",
        "manager-1, audit.contract:read",
        "library-1, patron.name:read patron.profile:read patron:write circulation:write holdings:write loan.history:read school:decide",
        "district-1, patron.name:read patron.profile:read roster:import outsourcing:write audit:read patron.identity:resolve",
        "auditor-1, audit:read patron.identity:resolve",
        "pupil-1, loan.own:read audit.own:read",
        "service-account-patron-service, borrower:sync",
        "service-account-intranet, roster:import"
    })
    void anAccountCanBeGivenItsOwnScopesOnly(String account, String scopes) {
        assertThat(String.join(" ", scopesOpenTo(account)))
                .isEqualTo(String.join(" ", new TreeSet<>(Set.of(scopes.split(" ")))));
    }

    @ParameterizedTest
    @CsvSource({"LIBRARY_SUPPORT_STAFF", "LIBRARY_UTILIZATION_PROMOTER"})
    void aHandlersRoleAloneOpensNothing(String role) {
        assertThat(scopesOpenTo(Set.of(role))).isEmpty();
    }

    @Test
    void theHandlingManagersRoleOpensNumbersOfTheContractAndNothingOfAPatron() {
        assertThat(scopesOpenTo(Set.of("HANDLING_MANAGER"))).containsExactly("audit.contract:read");
        assertThat(texts(client("contractor-office").path("optionalClientScopes")))
                .containsExactly("audit.contract:read");
    }

    @Test
    void dutiesOpenNothingBeyondWhatTheContractorMayHave() {
        Set<String> duties = Set.of("DUTY_COUNTER", "DUTY_USER_DATA", "DUTY_LEARNING_SUPPORT", "DUTY_READING_GUIDANCE");

        assertThat(scopesOpenTo(duties)).isEqualTo(new TreeSet<>(CONTRACTOR_SCOPES));
    }

    @Test
    void contractorClientsOfferNothingElse() {
        for (String client : Set.of("counter", "reading-guidance")) {
            assertThat(texts(client(client).path("optionalClientScopes")))
                    .isSubsetOf(Stream.concat(CONTRACTOR_SCOPES.stream(), Stream.of("patron.class:read"))
                            .toList());
        }
        assertThat(texts(client("counter").path("optionalClientScopes"))).doesNotContain("loan.history:read");
        assertThat(texts(client("reading-guidance").path("optionalClientScopes")))
                .doesNotContain("patron.name:read", "circulation:write");
    }

    @Test
    void everyScopeNeedsARole() {
        Set<String> bound = new TreeSet<>();
        realm.path("scopeMappings").forEach(mapping -> {
            assertThat(mapping.path("roles")).isNotEmpty();
            bound.add(mapping.path("clientScope").asText());
        });
        for (JsonNode scope : realm.path("clientScopes")) {
            assertThat(bound).contains(scope.path("name").asText());
        }
    }

    @Test
    void noClientTakesAPasswordOrHandsOutAllRolesAndPublicOnesNeedPkce() {
        for (JsonNode client : realm.path("clients")) {
            String id = client.path("clientId").asText();
            assertThat(client.path("directAccessGrantsEnabled").asBoolean(true))
                    .as(id)
                    .isFalse();
            assertThat(client.path("fullScopeAllowed").asBoolean(true)).as(id).isFalse();
            if (client.path("publicClient").asBoolean()
                    && client.path("enabled").asBoolean(true)) {
                assertThat(client.path("attributes")
                                .path("pkce.code.challenge.method")
                                .asText())
                        .as(id)
                        .isEqualTo("S256");
            }
        }
    }

    /** R24: whichever of the contractor's roles an account holds, the sign-in flow finds it by this one. */
    @Test
    void theContractorsRolesAndNoOtherAskForASecondFactor() {
        Set<String> asked = new TreeSet<>();
        for (JsonNode role : realm.path("roles").path("realm")) {
            if (texts(role.path("composites").path("realm")).contains("CONTRACTOR")) {
                asked.add(role.path("name").asText());
            }
        }

        assertThat(asked)
                .containsExactlyInAnyOrderElementsOf(Stream.of(Role.values())
                        .filter(Role::isContractor)
                        .map(Role::name)
                        .toList());
    }

    /** The sample city signs in more often than every 30 seconds; a city does not. */
    @Test
    void aOneTimeCodeIsGoodOnceExceptInTheSampleCity() throws Exception {
        JsonNode committed = new ObjectMapper()
                .readTree(FOLDER.resolve("madoguchi-realm.json").toFile());

        assertThat(committed.path("otpPolicyCodeReusable").asBoolean(true)).isFalse();
        assertThat(realm.path("otpPolicyCodeReusable").asBoolean()).isTrue();
    }

    /** R24: who types an account's password wrong is named in no log; the events go to the trail instead. */
    @Test
    void signInsAreKeptAsEventsAndNotLogged() {
        assertThat(realm.path("eventsEnabled").asBoolean()).isTrue();
        assertThat(realm.path("eventsListeners")).isEmpty();
        assertThat(texts(realm.path("enabledEventTypes")))
                .contains("LOGIN", "LOGIN_ERROR", "LOGOUT", "USER_DISABLED_BY_TEMPORARY_LOCKOUT");
    }

    @Test
    void theAuditServiceMayReadEventsAndNothingElseOfKeycloak() {
        assertThat(user("service-account-audit-service").path("clientRoles").toString())
                .isEqualTo("{\"realm-management\":[\"view-events\"]}");
        for (JsonNode account : realm.path("users")) {
            if (!account.path("username").asText().equals("service-account-audit-service")) {
                assertThat(account.has("clientRoles")).isFalse();
            }
        }
    }

    @Test
    void redirectsGoToThisMachineOnlyAndWithoutWildcards() {
        for (JsonNode client : realm.path("clients")) {
            assertThat(texts(client.path("redirectUris")))
                    .allMatch(uri -> uri.startsWith("http://127.0.0.1") && !uri.contains("*"));
        }
    }

    @Test
    void anAttributeWrittenAsJsonBecomesText() {
        JsonNode assignments = user("handler-1").path("attributes").path("assignments");

        assertThat(assignments).hasSize(1);
        assertThat(assignments.get(0).asText())
                .startsWith("[{\"school\":\"value-of-SCHOOL_1\"")
                .endsWith("}]");
    }

    @Test
    void theCommittedFilesHoldNoSecret() throws Exception {
        for (String file : Set.of("madoguchi-realm.json", "sample-accounts.json")) {
            JsonNode json = new ObjectMapper().readTree(FOLDER.resolve(file).toFile());
            Stream.of("secret", "value")
                    .flatMap(field -> json.findValuesAsText(field).stream())
                    .forEach(secret -> assertThat(secret).matches("\\$\\{[A-Z0-9_]+}"));
        }
        assertThat(Files.readString(FOLDER.resolve("madoguchi-realm.json"))).doesNotContain("127.0.0.1");
    }

    @Test
    void aPlaceholderThatNobodyKnowsIsRefused() {
        assertThatThrownBy(() -> RealmFile.read(FOLDER).resolve(name -> {
                    throw new IllegalArgumentException("unknown " + name);
                }))
                .hasMessageStartingWith("unknown ");
    }

    private Set<String> scopesOpenTo(String account) {
        return scopesOpenTo(texts(user(account).path("realmRoles")));
    }

    /** Keycloak's own rule: one role of those that the scope is bound to, on both sides with all that a role contains. */
    private Set<String> scopesOpenTo(Set<String> roles) {
        Set<String> held = withContained(roles);
        Set<String> open = new TreeSet<>();
        for (JsonNode mapping : realm.path("scopeMappings")) {
            boolean permitted =
                    withContained(texts(mapping.path("roles"))).stream().anyMatch(held::contains);
            if (permitted && !mapping.path("clientScope").asText().equals("madoguchi")) {
                open.add(mapping.path("clientScope").asText());
            }
        }
        return open;
    }

    private Set<String> withContained(Set<String> roles) {
        Set<String> all = new TreeSet<>(roles);
        for (JsonNode role : realm.path("roles").path("realm")) {
            if (roles.contains(role.path("name").asText())) {
                all.addAll(texts(role.path("composites").path("realm")));
            }
        }
        return all;
    }

    private JsonNode client(String id) {
        return one(realm.path("clients"), "clientId", id);
    }

    private JsonNode user(String name) {
        return one(realm.path("users"), "username", name);
    }

    private static JsonNode one(JsonNode array, String field, String value) {
        return StreamSupport.stream(array.spliterator(), false)
                .filter(node -> node.path(field).asText().equals(value))
                .findFirst()
                .orElseThrow();
    }

    private static Set<String> texts(JsonNode array) {
        Set<String> texts = new TreeSet<>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }
}
