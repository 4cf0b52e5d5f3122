package io.madoguchi.trial;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.madoguchi.local.KeycloakAdministration;
import io.madoguchi.local.LocalSystem;
import java.io.IOException;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;

/** The mistakes of an administrator of Keycloak: scopes that any account obtains, and an assignment that ends. */
final class KeycloakSwitch {
    /** Not a scope that a service asks for: it carries the claims. */
    private static final String CLAIMS = "madoguchi";

    private final ObjectMapper json = new ObjectMapper();
    private final KeycloakAdministration keycloak;
    private final Map<String, ArrayNode> rolesOfScopes = new LinkedHashMap<>();

    KeycloakSwitch(LocalSystem system) {
        this.keycloak = new KeycloakAdministration(system);
    }

    /** From now on every account obtains every scope and duty that it asks for. */
    void grantEverything() throws IOException {
        for (JsonNode scope : keycloak.call("GET", "/client-scopes", null)) {
            String id = scope.get("id").asText();
            if (scope.get("name").asText().equals(CLAIMS)) {
                continue;
            }
            JsonNode roles = keycloak.call("GET", "/client-scopes/" + id + "/scope-mappings/realm", null);
            if (roles instanceof ArrayNode needed && !needed.isEmpty()) {
                rolesOfScopes.put(id, needed);
                keycloak.call("DELETE", "/client-scopes/" + id + "/scope-mappings/realm", needed);
            }
        }
    }

    void grantWhatIsDue() throws IOException {
        for (Map.Entry<String, ArrayNode> scope : rolesOfScopes.entrySet()) {
            keycloak.call("POST", "/client-scopes/" + scope.getKey() + "/scope-mappings/realm", scope.getValue());
        }
        rolesOfScopes.clear();
    }

    /** The account's assignments to schools were over with yesterday. */
    void endAssignments(String account, LocalDate today) throws IOException {
        ObjectNode user = (ObjectNode) keycloak.call("GET", "/users?exact=true&username=" + account, null)
                .get(0);
        ArrayNode assignments =
                (ArrayNode) json.readTree(user.at("/attributes/assignments/0").asText());
        assignments.forEach(assignment ->
                ((ObjectNode) assignment).put("until", today.minusDays(1).toString()));
        user.withObject("/attributes").putArray("assignments").add(assignments.toString());
        keycloak.call("PUT", "/users/" + user.get("id").asText(), user);
    }
}
