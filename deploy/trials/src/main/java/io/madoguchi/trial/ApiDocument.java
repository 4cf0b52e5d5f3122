package io.madoguchi.trial;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.madoguchi.local.Service;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** One service's committed OpenAPI document, as far as requests are made from it. */
final class ApiDocument {
    private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete", "head", "options");

    private final Service service;
    private final JsonNode root;

    private ApiDocument(Service service, JsonNode root) {
        this.service = service;
        this.root = root;
    }

    /**
     * @param path with its parameters in braces
     * @param body the schema of the JSON it takes; null for an operation without
     * @param scopes of which one is needed; none where every valid token will do
     */
    record Operation(
            ApiDocument document,
            String id,
            String method,
            String path,
            List<Parameter> parameters,
            @Nullable JsonNode body,
            Set<String> scopes) {

        Service service() {
            return document.service;
        }

        boolean takes(Set<String> tokenScopes) {
            return scopes.isEmpty() || scopes.stream().anyMatch(tokenScopes::contains);
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    /** {@code in}: path, query or header. */
    record Parameter(String name, String in, boolean required, JsonNode schema) {}

    /** The operations of the three services, in the order of the documents. */
    static List<Operation> operations(Path root) throws IOException {
        ObjectMapper yaml = new ObjectMapper(new YAMLFactory());
        List<Operation> operations = new ArrayList<>();
        for (Service service : Service.values()) {
            Path file = root.resolve("api-contracts/openapi/" + service.label() + ".yaml");
            new ApiDocument(service, yaml.readTree(file.toFile())).addTo(operations);
        }
        return List.copyOf(operations);
    }

    private void addTo(List<Operation> operations) {
        for (Map.Entry<String, JsonNode> path : root.path("paths").properties()) {
            for (Map.Entry<String, JsonNode> method : path.getValue().properties()) {
                if (METHODS.contains(method.getKey())) {
                    operations.add(operation(path.getKey(), method.getKey(), method.getValue()));
                }
            }
        }
    }

    private Operation operation(String path, String method, JsonNode node) {
        List<Parameter> parameters = new ArrayList<>();
        for (JsonNode entry : node.path("parameters")) {
            JsonNode parameter = resolve(entry);
            parameters.add(new Parameter(
                    parameter.get("name").asText(),
                    parameter.get("in").asText(),
                    parameter.path("required").asBoolean(),
                    parameter.path("schema")));
        }
        JsonNode body = node.path("requestBody")
                .path("content")
                .path("application/json")
                .get("schema");
        Set<String> scopes = new TreeSet<>();
        node.path("security").forEach(scheme -> scheme.forEach(list -> list.forEach(s -> scopes.add(s.asText()))));
        return new Operation(
                this,
                node.path("operationId").asText(),
                method.toUpperCase(Locale.ROOT),
                path,
                List.copyOf(parameters),
                body,
                Set.copyOf(scopes));
    }

    /** Follows references, and puts the parts of {@code allOf} together. */
    JsonNode resolve(JsonNode schema) {
        if (schema.has("$ref")) {
            return resolve(root.at(schema.get("$ref").asText().substring(1)));
        }
        if (!schema.has("allOf")) {
            return schema;
        }
        ObjectNode whole = schema.deepCopy();
        for (JsonNode part : whole.remove("allOf")) {
            resolve(part).properties().forEach(entry -> whole.putIfAbsent(entry.getKey(), entry.getValue()));
        }
        return whole;
    }
}
