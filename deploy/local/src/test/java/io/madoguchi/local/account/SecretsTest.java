package io.madoguchi.local.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {
    @TempDir
    Path folder;

    @Test
    void aPasswordIsMadeUpOnceAndStays() {
        String first = new Secrets(folder.resolve("secrets")).password("handler-1");

        assertThat(new Secrets(folder.resolve("secrets")).password("handler-1")).isEqualTo(first);
        assertThat(first).matches("[A-Za-z0-9_-]{24}");
    }

    @Test
    void everySecretIsAnother() {
        Secrets secrets = new Secrets(folder);

        assertThat(secrets.password("a")).isNotEqualTo(secrets.password("b"));
    }

    @Test
    void aKeyIsThirtyTwoBytes() {
        assertThat(Base64.getDecoder().decode(new Secrets(folder).key("card-key")))
                .hasSize(32);
    }

    @Test
    void aFactorIsAKeyOfOneTimeCodesAndAnotherThanThePassword() {
        Secrets secrets = new Secrets(folder);

        assertThat(secrets.factor("handler-1")).matches("[A-Z2-7]{32}").isNotEqualTo(secrets.factor("handler-2"));
        assertThat(secrets.password("handler-1")).isNotEqualTo(secrets.factor("handler-1"));
    }

    @Test
    void nobodyElseCanReadTheFileOrListTheFolder() throws Exception {
        Secrets secrets = new Secrets(folder.resolve("secrets"));
        secrets.password("handler-1");

        assertThat(permissions(secrets.file("handler-1"))).isEqualTo("rw-------");
        assertThat(permissions(folder.resolve("secrets"))).isEqualTo("rwx------");
    }

    private static String permissions(Path file) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
