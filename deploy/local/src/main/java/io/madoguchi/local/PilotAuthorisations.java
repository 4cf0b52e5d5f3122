package io.madoguchi.local;

import io.madoguchi.disclosure.Authorisations;
import io.madoguchi.school.SchoolCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Puts the shipped amendments in force at one school of the sample city, so that they can be seen there while the strict
 * reading holds everywhere else. A document for some schools is a document of its own, with an id of its own.
 */
final class PilotAuthorisations {
    private static final List<String> AMENDMENTS = List.of("amendment-a", "amendment-b", "amendment-c", "amendment-d");

    private PilotAuthorisations() {}

    /** Writes the documents and gives their folder, for {@code MADOGUCHI_AUTHORISATIONS}. */
    static Path write(Path folder, SchoolCode school) throws IOException {
        Files.createDirectories(folder);
        for (String amendment : AMENDMENTS) {
            String document = shipped(amendment)
                    .replace("\nid: " + amendment + "\n", "\nid: " + amendment + "-pilot\n")
                    .replace("\nschools: []\n", "\nschools: [" + school + "]\n");
            Files.writeString(folder.resolve(amendment + "-pilot.yaml"), document);
        }
        return folder;
    }

    private static String shipped(String name) throws IOException {
        try (InputStream in = Authorisations.class.getResourceAsStream("/authorisations/" + name + ".yaml")) {
            if (in == null) {
                throw new IllegalStateException("not shipped: " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
