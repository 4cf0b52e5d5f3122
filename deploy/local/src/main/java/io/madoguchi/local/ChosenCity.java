package io.madoguchi.local;

import io.madoguchi.local.city.City;
import io.madoguchi.local.progress.CannotStart;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Which sample city the data folder holds, so that a later start needs no name; and whether a big one is there whole. */
final class ChosenCity {
    private final LocalSettings settings;

    ChosenCity(LocalSettings settings) {
        this.settings = settings;
    }

    /** The city of this data folder; data from before one could choose are Shinjuku's. */
    static Optional<City> in(Path data) {
        try {
            Path file = file(data);
            if (Files.exists(file)) {
                String title = Files.readString(file).trim();
                return Optional.of(City.named(title).orElseThrow(() -> new CannotStart("city-unknown", title)));
            }
            return Files.exists(data.resolve("postgres")) ? Optional.of(City.SHINJUKU) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Refuses another city than the one that is there: schools would be of both. */
    void refuseAnother() {
        Optional<City> there = in(settings.data());
        if (settings.sampleCity() && there.isPresent() && there.get() != settings.city()) {
            throw new CannotStart(
                    "city-other", there.get().title(), settings.city().title());
        }
    }

    void remember() throws IOException {
        if (settings.sampleCity()) {
            Files.createDirectories(settings.data());
            Files.writeString(file(settings.data()), settings.city().title() + "\n");
        }
    }

    /** Whether there are tables that still have to be filled before anybody reads them. */
    boolean mustBeFilled() {
        boolean early = settings.city().isBig() || settings.accessRecords() > 0;
        return settings.sampleCity() && early && !Files.exists(filled());
    }

    void isFilled() throws IOException {
        Files.writeString(filled(), "");
    }

    void forget() throws IOException {
        for (Path file : List.of(file(settings.data()), filled())) {
            Files.deleteIfExists(file);
        }
    }

    private Path filled() {
        return settings.data().resolve("city-filled");
    }

    private static Path file(Path data) {
        return data.resolve("city");
    }
}
