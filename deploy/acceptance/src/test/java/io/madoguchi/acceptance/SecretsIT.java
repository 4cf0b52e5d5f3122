package io.madoguchi.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.madoguchi.local.city.SampleCity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What opens the system is written down nowhere but where it is kept. */
@ExtendWith(City.Resolver.class)
class SecretsIT {
    @Test
    void noSecretAndNoTokenStandsInALog(City city) throws IOException {
        String token = city.token("handler-1");
        String spoilt = token.substring(0, token.length() - 8) + "AAAAAAAA";
        String card = SampleCity.pupil(1, 9).cardBarcode();
        for (String sent : List.of(token, spoilt, "nonsense")) {
            city.patrons()
                    .as(sent, "COUNTER")
                    .body(Map.of("cardBarcode", card))
                    .post("/v1/schools/{school}/patron-searches", City.school(1))
                    .then()
                    .statusCode(sent.equals(token) ? 200 : 401);
        }

        List<String> secrets = new ArrayList<>(List.of(token, token.substring(token.lastIndexOf('.') + 1), spoilt));
        for (Path file : files(city, "secrets")) {
            secrets.add(Files.readString(file).trim());
        }
        assertThat(secrets).hasSizeGreaterThan(20).allMatch(secret -> secret.length() > 15);
        assertThat(files(city, "logs")).hasSizeGreaterThan(4).allSatisfy(log -> {
            String text = Files.readString(log);
            assertThat(secrets.stream().filter(text::contains).count())
                    .as("secrets in %s", log.getFileName())
                    .isZero();
        });
    }

    private static List<Path> files(City city, String folder) throws IOException {
        try (Stream<Path> files = Files.list(city.system().settings().data().resolve(folder))) {
            return files.filter(Files::isRegularFile).toList();
        }
    }
}
