package io.madoguchi.trial;

import io.madoguchi.disclosure.Authorisations;
import io.madoguchi.school.SchoolCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The authorisation documents of the trial: 資料71 everywhere and amendments at some schools, so that both readings are tried; and one planted. */
final class Documents {
    private static final Map<String, List<SchoolCode>> AMENDMENTS = new TreeMap<>(Map.of(
            "A", List.of(TrialCity.school(2)),
            "B", List.of(TrialCity.school(2), TrialCity.school(3)),
            "C", List.of(TrialCity.school(2)),
            "D", List.of(TrialCity.school(3))));
    /** In force, and of no effect while the school has opened no class window; the trial opens none. */
    private static final String WITHOUT_EFFECT = "C";

    private static final String PLANTED = "planted";

    private final Path folder;

    private Documents(Path folder) {
        this.folder = folder;
    }

    /** {@code folder}: for {@code MADOGUCHI_AUTHORISATIONS}. */
    static Documents write(Path folder) throws IOException {
        Files.createDirectories(folder);
        Documents documents = new Documents(folder);
        for (Map.Entry<String, List<SchoolCode>> amendment : AMENDMENTS.entrySet()) {
            String shipped = "amendment-" + amendment.getKey().toLowerCase(Locale.ROOT);
            documents.write(shipped, shipped + "-trial", amendment.getValue());
        }
        // A mistake of whoever puts documents in force: the table knows nothing of this one.
        documents.write("amendment-a", PLANTED, List.of(TrialCity.school(1)));
        return documents;
    }

    Path folder() {
        return folder;
    }

    /** The letters of the amendments in force there, as the table calls them. */
    String at(SchoolCode school) {
        return AMENDMENTS.entrySet().stream()
                .filter(amendment -> amendment.getValue().contains(school))
                .map(Map.Entry::getKey)
                .filter(letter -> !letter.equals(WITHOUT_EFFECT))
                .collect(Collectors.joining());
    }

    void removePlanted() throws IOException {
        Files.delete(folder.resolve(PLANTED + ".yaml"));
    }

    private void write(String amendment, String id, List<SchoolCode> schools) throws IOException {
        String names = schools.stream().map(SchoolCode::value).collect(Collectors.joining(", "));
        String text = shipped(amendment)
                .replace("\nid: " + amendment + "\n", "\nid: " + id + "\n")
                .replace("\nschools: []\n", "\nschools: [" + names + "]\n");
        Files.writeString(folder.resolve(id + ".yaml"), text);
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
