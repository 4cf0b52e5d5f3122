package io.madoguchi.local;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The versions that the build chose. */
final class Versions {
    private static final Properties VERSIONS = load();

    private Versions() {}

    static String keycloak() {
        return VERSIONS.getProperty("keycloak");
    }

    /** Such as 18.6.0. */
    static String postgres() {
        return VERSIONS.getProperty("postgres");
    }

    static int postgresMajor() {
        return Integer.parseInt(postgres().split("\\.")[0]);
    }

    private static Properties load() {
        Properties properties = new Properties();
        try (InputStream file = Versions.class.getResourceAsStream("/versions.properties")) {
            properties.load(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties;
    }
}
