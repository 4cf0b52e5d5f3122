package io.madoguchi.caller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A service does not start on documents that are missing or wrong, and its log says which and where (R3). */
class DocumentsAtStartTest {
    private final Logger logger = Logger.getLogger(Shared.class.getName());
    private final List<String> said = new ArrayList<>();
    private final Handler listener = new Handler() {
        @Override
        public void publish(LogRecord record) {
            said.add(new SimpleFormatter().formatMessage(record));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @TempDir
    Path folder;

    @BeforeEach
    void listen() {
        logger.addHandler(listener);
    }

    @AfterEach
    void stopListening() {
        logger.removeHandler(listener);
    }

    @Test
    void aWrongDocumentStopsTheStartAndTheLogNamesFilePlaceAndRule() throws IOException {
        Files.writeString(folder.resolve("wrong.yaml"), "id: wrong\nversion: 1\ntitel: 誤り\n");
        assertThatThrownBy(() -> Shared.read(documents("shiryo-71", folder)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(said)
                .singleElement()
                .asString()
                .contains("Not started", "wrong.yaml", "at the top: property 'titel'", "(rule: additionalProperties)");
    }

    @Test
    void aMissingDocumentOrFolderStopsTheStart() {
        assertThatThrownBy(() -> Shared.read(documents("shiryo-72", folder)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Shared.read(documents("shiryo-71", folder.resolve("nowhere"))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(said).hasSize(2).first().asString().contains("shiryo-72");
        assertThat(said.get(1)).contains("nowhere");
    }

    private static CallerSettings.Documents documents(String shipped, Path folder) {
        return new CallerSettings.Documents() {
            @Override
            public List<String> shipped() {
                return List.of(shipped);
            }

            @Override
            public Optional<Path> folder() {
                return Optional.of(folder);
            }
        };
    }
}
