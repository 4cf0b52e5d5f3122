package io.madoguchi.local.authorisation;

import io.madoguchi.disclosure.Authorisations;
import io.madoguchi.disclosure.Authorisations.Document;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;

/** Where documents are looked for: files, what comes with the product, and the folder of the running system. */
public final class Shelf {
    private final Path folder;

    public Shelf(Path folder) {
        this.folder = folder;
    }

    /**
     * The document of a file, or of an id: its version in force on the day, otherwise its newest one. Throws
     * {@link NotFound} where there is none, and refuses one that cannot be read.
     */
    public Document find(String name, LocalDate day) {
        if (Files.isRegularFile(Path.of(name))) {
            return Authorisations.read(Path.of(name));
        }
        Authorisations all = inUse(isShipped(name) ? List.of(name) : List.of());
        return all.inForce(day).stream()
                .filter(document -> document.text().id().equals(name))
                .findFirst()
                .or(() -> all.documents().stream()
                        .filter(document -> document.text().id().equals(name))
                        .max(Comparator.comparing(document -> document.text().version())))
                .orElseThrow(() -> new NotFound(name));
    }

    /** The documents that a system decides by: these shipped ones and those of its folder, if it has one. */
    public Authorisations inUse(List<String> shipped) {
        Authorisations documents = Authorisations.shipped(shipped.toArray(String[]::new));
        return Files.isDirectory(folder) ? documents.andThoseIn(folder) : documents;
    }

    private static boolean isShipped(String name) {
        return name.matches("[a-z0-9-]+")
                && Authorisations.class.getResource("/authorisations/" + name + ".yaml") != null;
    }

    /** There is no such document. */
    public static final class NotFound extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotFound(String name) {
            super(name);
        }
    }
}
