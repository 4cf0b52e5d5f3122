package io.madoguchi.acceptance;

import static io.restassured.RestAssured.given;

import io.madoguchi.local.LocalSettings;
import io.madoguchi.local.LocalSystem;
import io.madoguchi.local.city.SampleCity;
import io.madoguchi.local.city.SamplePatron;
import io.madoguchi.local.progress.Progress;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * The whole system with the sample city, started once for all tests on free ports and data of its own: the built services,
 * PostgreSQL and Keycloak as {@code deploy/up} starts them.
 */
public final class City implements ExtensionContext.Store.CloseableResource {
    private static final Path ROOT = Path.of(System.getProperty("repository.root"));
    private final LocalSystem system;

    private City(LocalSystem system) {
        this.system = system;
    }

    private static City start() {
        try {
            Path data = ROOT.resolve(
                    "deploy/acceptance/target/city-" + ProcessHandle.current().pid());
            return new City(LocalSystem.start(LocalSettings.beside(ROOT, data), Progress.SILENT));
        } catch (IOException | SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    LocalSystem system() {
        return system;
    }

    static String school(int number) {
        return SampleCity.school(number).code().value();
    }

    Client patrons() {
        return new Client(system.patronUrl());
    }

    Client circulation() {
        return new Client(system.circulationUrl());
    }

    Client audit() {
        return new Client(system.auditUrl());
    }

    String token(String account, String... scopes) {
        try {
            return system.token(account, scopes).value();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    long number(String sql, Object... values) {
        try (Connection connection = system.adminConnection();
                PreparedStatement select = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                select.setObject(i + 1, values[i]);
            }
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    Response lend(String token, int school, Map<String, ?> request) {
        return circulation().as(token, "COUNTER").body(request).post("/v1/schools/{school}/loans", school(school));
    }

    Response takeBack(String token, int school, String item) {
        return circulation()
                .as(token, "COUNTER")
                .body(Map.of("itemBarcode", item))
                .post("/v1/schools/{school}/returns", school(school));
    }

    /** The trail's record with this id, once it has arrived. */
    Map<String, Object> recordOf(String person, String id) {
        String auditor = token("auditor-1");
        return Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(
                        () -> audit()
                                .auditing(auditor)
                                .queryParam("person", person)
                                .queryParam("limit", 500)
                                .get("/v1/access-records")
                                .jsonPath()
                                .<Map<String, Object>>getList("records")
                                .stream()
                                .filter(record -> record.get("id").equals(id))
                                .toList(),
                        found -> found.size() == 1)
                .get(0);
    }

    static Map<String, ?> loanOf(SamplePatron patron, String item) {
        return Map.of("patronId", patron.id(), "itemBarcode", item);
    }

    static Map<String, ?> loanByCard(SamplePatron patron, String item) {
        return Map.of("cardBarcode", patron.cardBarcode(), "itemBarcode", item);
    }

    @Override
    public void close() {
        system.close();
    }

    /** One service, asked over HTTP. */
    record Client(URI url) {
        RequestSpecification as(String token, String duty) {
            RequestSpecification request =
                    given().baseUri(url.toString()).auth().oauth2(token).contentType("application/json");
            return duty == null ? request : request.header("Purpose-Of-Use", duty);
        }

        /** Of the trail, with the reason that it asks for. */
        RequestSpecification auditing(String token) {
            return as(token, null).header("Inquiry-Reason", "AUDIT");
        }
    }

    /** Gives a test the city. */
    static final class Resolver implements ParameterResolver {
        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == City.class;
        }

        @Override
        public City resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return context.getRoot()
                    .getStore(ExtensionContext.Namespace.GLOBAL)
                    .getOrComputeIfAbsent(City.class, key -> start(), City.class);
        }
    }

    static List<UUID> ids(SamplePatron... patrons) {
        return List.of(patrons).stream().map(SamplePatron::id).toList();
    }
}
