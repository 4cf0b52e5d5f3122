package io.madoguchi.local.keycloak;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The realm of this repository, with the sample city's accounts laid over it. Settings of the sample replace those of the realm;
 * a client adds to the client of the same id or is a new one; an attribute or a credential of a user may stand there as JSON and
 * becomes the text that Keycloak keeps.
 */
public final class RealmFile {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([A-Z][A-Z0-9_]*)}");

    private final ObjectNode realm;

    private RealmFile(ObjectNode realm) {
        this.realm = realm;
    }

    /** {@code folder}: {@code deploy/keycloak}. */
    public static RealmFile read(Path folder) throws IOException {
        ObjectNode realm = (ObjectNode)
                JSON.readTree(folder.resolve("madoguchi-realm.json").toFile());
        JsonNode sample = JSON.readTree(folder.resolve("sample-accounts.json").toFile());
        realm.setAll((ObjectNode) sample.path("settings"));
        sample.path("clients").forEach(client -> layOver(realm.withArray("clients"), (ObjectNode) client));
        sample.path("users").forEach(user -> realm.withArray("users").add(withTexts(user.deepCopy())));
        return new RealmFile(realm);
    }

    private static void layOver(ArrayNode clients, ObjectNode client) {
        for (JsonNode known : clients) {
            if (known.path("clientId").equals(client.path("clientId"))) {
                ((ObjectNode) known).setAll(client);
                return;
            }
        }
        clients.add(client);
    }

    private static JsonNode withTexts(ObjectNode user) {
        if (user.path("attributes") instanceof ObjectNode attributes) {
            for (Entry<String, JsonNode> attribute : attributes.properties()) {
                JsonNode value = attribute.getValue();
                attribute.setValue(JSON.createArrayNode().add(value.isTextual() ? value.asText() : value.toString()));
            }
        }
        for (JsonNode credential : user.path("credentials")) {
            for (Entry<String, JsonNode> field : credential.properties()) {
                if (field.getValue().isObject()) {
                    field.setValue(
                            JSON.getNodeFactory().textNode(field.getValue().toString()));
                }
            }
        }
        return user;
    }

    /** The whole as JSON, every {@code ${NAME}} of capital letters replaced. Refuses a name that {@code values} doesn't know. */
    public String resolve(Function<String, String> values) {
        JsonNode copy = realm.deepCopy();
        replaceIn(copy, values);
        return copy.toString();
    }

    private static void replaceIn(JsonNode node, Function<String, String> values) {
        if (node instanceof ObjectNode object) {
            for (Entry<String, JsonNode> field : object.properties()) {
                field.setValue(replaced(field.getValue(), values));
            }
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, replaced(array.get(i), values));
            }
        }
    }

    private static JsonNode replaced(JsonNode node, Function<String, String> values) {
        if (node.isTextual()) {
            Matcher matcher = PLACEHOLDER.matcher(node.asText());
            return JSON.getNodeFactory()
                    .textNode(matcher.replaceAll(match -> Matcher.quoteReplacement(values.apply(match.group(1)))));
        }
        replaceIn(node, values);
        return node;
    }

    /** The scopes that each client may be asked for, by client id, in the file's order. */
    public Map<String, List<String>> scopesByClient() {
        Map<String, List<String>> scopes = new LinkedHashMap<>();
        for (JsonNode client : realm.path("clients")) {
            List<String> offered = new ArrayList<>();
            client.path("optionalClientScopes").forEach(scope -> offered.add(scope.asText()));
            scopes.put(client.path("clientId").asText(), offered);
        }
        return scopes;
    }
}
