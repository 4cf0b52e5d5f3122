package io.madoguchi.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.madoguchi.local.city.City;
import io.madoguchi.local.progress.CannotStart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChosenCityTest {
    @TempDir
    Path data;

    @Test
    void anEmptyFolderTakesAnyCityAndRemembersIt() throws IOException {
        assertThat(ChosenCity.in(data)).isEmpty();
        ChosenCity chosen = new ChosenCity(settings(City.JAPAN10));
        chosen.refuseAnother();
        chosen.remember();
        assertThat(ChosenCity.in(data)).contains(City.JAPAN10);
    }

    @Test
    void anotherCityIsRefusedWithWhatToDo() throws IOException {
        new ChosenCity(settings(City.SMALL)).remember();
        assertThatThrownBy(() -> new ChosenCity(settings(City.JAPAN)).refuseAnother())
                .isInstanceOf(CannotStart.class)
                .hasMessageContainingAll("small", "japan", "deploy/up --fresh --city japan");
        assertThat(ChosenCity.in(data)).contains(City.SMALL);
        new ChosenCity(settings(City.SMALL)).forget();
        assertThatCode(() -> new ChosenCity(settings(City.JAPAN)).refuseAnother())
                .doesNotThrowAnyException();
    }

    @Test
    void dataFromBeforeOneCouldChooseAreShinjukus() throws IOException {
        Files.createDirectory(data.resolve("postgres"));
        assertThatThrownBy(() -> new ChosenCity(settings(City.SMALL)).refuseAnother())
                .isInstanceOf(CannotStart.class);
        assertThatCode(() -> new ChosenCity(settings(City.SHINJUKU)).refuseAnother())
                .doesNotThrowAnyException();
        assertThatCode(() -> new ChosenCity(settings(City.SMALL).withSampleCity(false)).refuseAnother())
                .doesNotThrowAnyException();
    }

    @Test
    void aBigCityIsFilledOnce() throws IOException {
        assertThat(new ChosenCity(settings(City.SHINJUKU)).mustBeFilled()).isFalse();
        ChosenCity big = new ChosenCity(settings(City.JAPAN));
        assertThat(big.mustBeFilled()).isTrue();
        big.isFilled();
        assertThat(big.mustBeFilled()).isFalse();
    }

    private LocalSettings settings(City city) throws IOException {
        return LocalSettings.beside(Path.of(""), data).withCity(city);
    }
}
