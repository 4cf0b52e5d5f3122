package io.madoguchi.trial;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.madoguchi.local.LocalSystem;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The mistakes of an administrator of Keycloak: scopes that any account obtains, and an assignment that ends. */
final class KeycloakSwitch {
    /** Not a scope that a service asks for: it carries the claims. */
    private static final String CLAIMS = "madoguchi";

    private final ObjectMapper json = new ObjectMapper();
    private final HttpClient http = HttpClient.newHttpClient();
    private final LocalSystem system;
    private final Map<String, ArrayNode> rolesOfScopes = new LinkedHashMap<>();

    KeycloakSwitch(LocalSystem system) {
        this.system = system;
    }

    /** From now on every account obtains every scope and duty that it asks for. */
    void grantEverything() throws IOException {
        for (JsonNode scope : call("GET", "/client-scopes", null)) {
            String id = scope.get("id").asText();
            if (scope.get("name").asText().equals(CLAIMS)) {
                continue;
            }
            JsonNode roles = call("GET", "/client-scopes/" + id + "/scope-mappings/realm", null);
            if (roles instanceof ArrayNode needed && !needed.isEmpty()) {
                rolesOfScopes.put(id, needed);
                call("DELETE", "/client-scopes/" + id + "/scope-mappings/realm", needed);
            }
        }
    }

    void grantWhatIsDue() throws IOException {
        for (Map.Entry<String, ArrayNode> scope : rolesOfScopes.entrySet()) {
            call("POST", "/client-scopes/" + scope.getKey() + "/scope-mappings/realm", scope.getValue());
        }
        rolesOfScopes.clear();
    }

    /** The account's assignments to schools were over with yesterday. */
    void endAssignments(String account, LocalDate today) throws IOException {
        ObjectNode user = (ObjectNode)
                call("GET", "/users?exact=true&username=" + account, null).get(0);
        ArrayNode assignments =
                (ArrayNode) json.readTree(user.at("/attributes/assignments/0").asText());
        assignments.forEach(assignment ->
                ((ObjectNode) assignment).put("until", today.minusDays(1).toString()));
        user.withObject("/attributes").putArray("assignments").add(assignments.toString());
        call("PUT", "/users/" + user.get("id").asText(), user);
    }

    private JsonNode call(String method, String path, @Nullable JsonNode body) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(system.keycloakUrl() + "/admin/realms/madoguchi" + path))
                .header("Authorization", "Bearer " + administrator())
                .header("Content-Type", "application/json")
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body.toString()));
        return json.readTree(send(request));
    }

    private String administrator() throws IOException {
        String form = "grant_type=password&client_id=admin-cli&username=admin&password="
                + URLEncoder.encode(system.secrets().password("keycloak-admin"), StandardCharsets.UTF_8);
        String answer = send(HttpRequest.newBuilder(
                        URI.create(system.keycloakUrl() + "/realms/master/protocol/openid-connect/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form)));
        return json.readTree(answer).get("access_token").asText();
    }

    private String send(HttpRequest.Builder request) throws IOException {
        try {
            HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
            if (answer.statusCode() / 100 != 2) {
                throw new IOException("Keycloak answered " + answer.statusCode());
            }
            return answer.body();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
