package io.madoguchi.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.madoguchi.disclosure.Role;
import io.madoguchi.disclosure.Scopes;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every operation of every service, as its document has it, and who can obtain a scope for it in the realm. */
class ScopesOfOperationsTest {
    private static final Path ROOT = Path.of(System.getProperty("repository.root"));

    /** Open to any valid token, and why. */
    private static final Map<String, String> WITHOUT_A_SCOPE =
            Map.of("readMyPermissions", "says of the token itself what it opens, and of nobody else anything");

    /** What the contractor's work takes (R7, R8, R9). A new operation stands here on purpose or needs a scope of others. */
    private static final Set<String> CONTRACTORS = Set.of(
            "searchPatrons",
            "readPatron",
            "findItems",
            "checkOut",
            "checkIn",
            "renew",
            "listLoans",
            "queryLoanRecords",
            "queryCurrentTitles",
            "readHandlingOfMyContract");

    /** The interfaces to other systems and to the district (R31). */
    private static final Set<String> INTEGRATION = Set.of(
            "listBorrowerChanges",
            "appendAccessRecords",
            "getCosignedRecords",
            "findAccessRecords",
            "listReadingVolumes",
            "readHandlingReport",
            "readYearlyReport",
            "requestIdentityResolution",
            "findIdentityResolutions",
            "readIdentityResolution",
            "approveIdentityResolution",
            "refuseIdentityResolution",
            "resolveIdentity",
            "countAccessRecords",
            "exportAccessRecords",
            "importRoster",
            "readRosterImport",
            "listRosterFaults",
            "listRosterChanges");

    private static final Set<String> METHODS =
            Set.of("get", "put", "post", "delete", "patch", "head", "options", "trace");

    private static final Map<String, Set<String>> SCOPES = new TreeMap<>();
    private static final List<String> UNPROTECTED = new ArrayList<>();

    @BeforeAll
    static void readTheDocuments() throws IOException {
        ObjectMapper yaml = new ObjectMapper(new YAMLFactory());
        try (Stream<Path> documents = Files.list(ROOT.resolve("api-contracts/openapi"))) {
            for (Path file : documents.toList()) {
                JsonNode document = yaml.readTree(file.toFile());
                document.path("paths")
                        .fields()
                        .forEachRemaining(path -> path.getValue().fields().forEachRemaining(operation -> {
                            if (METHODS.contains(operation.getKey())) {
                                add(path.getKey() + " " + operation.getKey(), operation.getValue());
                            }
                        }));
            }
        }
    }

    private static void add(String place, JsonNode operation) {
        Set<String> scopes = new TreeSet<>();
        boolean isProtected = !operation.path("security").isEmpty();
        for (JsonNode alternative : operation.path("security")) {
            isProtected &= alternative.size() == 1 && alternative.has(MadoguchiApi.OIDC);
            alternative.path(MadoguchiApi.OIDC).forEach(scope -> scopes.add(scope.asText()));
        }
        if (!isProtected) {
            UNPROTECTED.add(place);
        }
        SCOPES.put(operation.path("operationId").asText(place), scopes);
    }

    @Test
    void everyOperationNeedsAToken() {
        assertThat(SCOPES).hasSizeGreaterThan(10);
        assertThat(UNPROTECTED).isEmpty();
    }

    @Test
    void everyOperationStatesAScopeOrStandsOnTheListOfThoseThatNeedNone() {
        assertThat(SCOPES.entrySet().stream()
                        .filter(operation -> operation.getValue().isEmpty())
                        .map(Map.Entry::getKey))
                .containsExactlyInAnyOrderElementsOf(WITHOUT_A_SCOPE.keySet());
    }

    @Test
    void everyScopeIsOneOfTheProducts() throws IllegalAccessException {
        Set<String> known = new TreeSet<>();
        for (Field scope : Scopes.class.getFields()) {
            known.add((String) scope.get(null));
        }
        SCOPES.forEach((operation, scopes) -> assertThat(known).as(operation).containsAll(scopes));
    }

    @Test
    void contractorsReachTheirOwnOperationsOnly() throws IOException {
        Set<String> obtainable = obtainableByContractors();
        assertThat(obtainable).contains(Scopes.PATRON_NAME_READ, Scopes.LOAN_HISTORY_READ);
        assertThat(SCOPES.entrySet().stream()
                        .filter(operation -> operation.getValue().stream().anyMatch(obtainable::contains))
                        .map(Map.Entry::getKey))
                .containsExactlyInAnyOrderElementsOf(CONTRACTORS);
    }

    @Test
    void noContractorCanObtainAScopeOfTheIntegrationInterfaces() throws IOException {
        Set<String> obtainable = obtainableByContractors();
        assertThat(SCOPES).containsKeys(INTEGRATION.toArray(String[]::new));
        for (String operation : INTEGRATION) {
            assertThat(SCOPES.get(operation)).as(operation).isNotEmpty().doesNotContainAnyElementsOf(obtainable);
        }
    }

    /**
     * By Keycloak's own rule: one role of those that a scope is bound to is enough, through whichever client, and a scope that
     * is bound to none is everybody's. A role that is not known to be somebody else's counts as the contractor's.
     */
    private static Set<String> obtainableByContractors() throws IOException {
        Set<String> others = new TreeSet<>();
        for (Role role : Role.values()) {
            if (!role.isContractor()) {
                others.add(role.name());
            }
        }
        JsonNode realm = new ObjectMapper()
                .readTree(ROOT.resolve("deploy/keycloak/madoguchi-realm.json").toFile());
        Set<String> obtainable = new TreeSet<>();
        realm.path("clientScopes")
                .forEach(scope -> obtainable.add(scope.path("name").asText()));
        for (JsonNode mapping : realm.path("scopeMappings")) {
            if (mapping.path("roles").size() > 0 && others.containsAll(texts(mapping.path("roles")))) {
                obtainable.remove(mapping.path("clientScope").asText());
            }
        }
        return obtainable;
    }

    private static Set<String> texts(JsonNode array) {
        Set<String> texts = new TreeSet<>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }
}
