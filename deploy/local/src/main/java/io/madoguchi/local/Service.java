package io.madoguchi.local;

import java.nio.file.Path;

/** One of the three services as this machine runs it. */
public enum Service {
    PATRON("patron-service", "patron", "patron-service/target/quarkus-app/quarkus-run.jar"),
    CIRCULATION("circulation-service", "circulation", "circulation-service/target/quarkus-app/quarkus-run.jar"),
    AUDIT("audit-service", "audit", "audit-service/trail/target/quarkus-app/quarkus-run.jar");

    private final String label;
    private final String schema;
    private final String jar;

    Service(String label, String schema, String jar) {
        this.label = label;
        this.schema = schema;
        this.jar = jar;
    }

    /** Also the id of its Keycloak client. */
    public String label() {
        return label;
    }

    public String schema() {
        return schema;
    }

    public Path jar(Path root) {
        return root.resolve(jar).toAbsolutePath();
    }

    /** The folder that all its classes are loaded from. */
    Path program(Path root) {
        return jar(root).resolveSibling("");
    }

    public static Service of(String label) {
        for (Service service : values()) {
            if (service.label.equals(label)) {
                return service;
            }
        }
        throw new IllegalArgumentException("no such service: " + label);
    }
}
