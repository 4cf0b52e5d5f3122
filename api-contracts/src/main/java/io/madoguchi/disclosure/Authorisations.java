package io.madoguchi.disclosure;

import io.madoguchi.school.SchoolCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The documents a service decides by, each with its hash. Refuses, at start, a document that is missing or that it cannot
 * read in full, and two documents that claim the same place.
 */
public final class Authorisations {
    private final List<Document> documents;

    private Authorisations(List<Document> documents) {
        this.documents = documents.stream()
                .sorted(Comparator.comparingInt(document -> document.text().version()))
                .toList();
        Map<String, Document> before = new HashMap<>();
        for (Document document : this.documents) {
            Document older = before.put(document.text().id(), document);
            if (older != null) {
                refuseWhenItDoesNotFollow(older.text(), document.text());
            }
        }
    }

    private static void refuseWhenItDoesNotFollow(Authorisation older, Authorisation newer) {
        if (older.version() == newer.version()) {
            throw new IllegalArgumentException("two authorisation documents have the same id and version: " + older.id()
                    + ", version " + older.version());
        }
        if (!newer.inForce().from().isAfter(older.inForce().from())) {
            throw new IllegalArgumentException("version " + newer.version() + " of authorisation document " + newer.id()
                    + " must begin after version " + older.version() + " does, on "
                    + older.inForce().from());
        }
    }

    /** The documents that come with the product, by file name without ending. */
    public static Authorisations shipped(String... names) {
        List<Document> documents = new ArrayList<>();
        for (String name : names) {
            try (InputStream in = Authorisations.class.getResourceAsStream("/authorisations/" + name + ".yaml")) {
                if (in == null) {
                    throw new IllegalArgumentException("no authorisation document is shipped as " + name);
                }
                documents.add(AuthorisationReader.read(name, in.readAllBytes()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return new Authorisations(documents);
    }

    /** One document from a file. */
    public static Document read(Path file) {
        try {
            return AuthorisationReader.read(file.toString(), Files.readAllBytes(file));
        } catch (IOException e) {
            throw new IllegalArgumentException("authorisation document " + file + " cannot be read", e);
        }
    }

    /** These and the YAML documents of a folder; what council and city decided after the product was built. */
    public Authorisations andThoseIn(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new IllegalArgumentException("the folder of authorisation documents does not exist: " + folder);
        }
        List<Document> all = new ArrayList<>(documents);
        try (Stream<Path> files = Files.list(folder)) {
            files.filter(file -> file.toString().matches(".*\\.ya?ml"))
                    .sorted()
                    .map(Authorisations::read)
                    .forEach(all::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Authorisations(all);
    }

    /** These, and a draft in the place of all versions of the document with this id, if there is one. */
    public Authorisations with(Document draft, String inPlaceOf) {
        return new Authorisations(Stream.concat(
                        documents.stream()
                                .filter(document -> !document.text().id().equals(inPlaceOf)),
                        Stream.of(draft))
                .toList());
    }

    public List<Document> documents() {
        return documents;
    }

    /** Those that hold on a day: begun, not ended, not followed by a newer version, and with a legal basis on that day. */
    public List<Document> inForce(LocalDate day) {
        return documents.stream()
                .filter(document -> document.text().inForce().includes(day))
                .filter(document -> document.text().basisOn(day).isPresent())
                .filter(document -> !isFollowed(document.text(), day))
                .toList();
    }

    /** Whether some document in force at the school opens something while this holds there. */
    public boolean knowOf(Condition condition, SchoolCode school, LocalDate today) {
        return inForce(today).stream()
                .map(Document::text)
                .filter(document -> document.holdsAt(school))
                .flatMap(document -> document.clauses().stream())
                .anyMatch(clause -> clause.onlyWhile() == condition);
    }

    /** Whether some document, of any date and school, opens something to the duty while this holds. */
    public boolean everKnowOf(Condition condition, @Nullable Duty duty) {
        return documents.stream()
                .flatMap(document -> document.text().clauses().stream())
                .anyMatch(clause -> clause.onlyWhile() == condition && clause.duty() == duty);
    }

    /** The same as periods: all days, past and coming, on which {@link #inForce} names the document. */
    public List<Period> periodsOf(Document document) {
        Authorisation text = document.text();
        Optional<LocalDate> lastBeforeTheNext = documents.stream()
                .map(Document::text)
                .filter(newer -> newer.id().equals(text.id()) && newer.version() > text.version())
                .map(newer -> newer.inForce().from().minusDays(1))
                .min(Comparator.naturalOrder());
        Period held = text.inForce().within(new Period(LocalDate.MIN, lastBeforeTheNext.orElse(null)));
        return text.bases().stream()
                .map(basis -> basis.period().within(held))
                .filter(Period::hasADay)
                .toList();
    }

    /** The file of the older version stays as it is, so that old records cite what can still be read. */
    private boolean isFollowed(Authorisation older, LocalDate day) {
        return documents.stream()
                .map(Document::text)
                .anyMatch(newer -> newer.id().equals(older.id())
                        && newer.version() > older.version()
                        && !day.isBefore(newer.inForce().from()));
    }

    /** A document and the SHA-256 of its file. */
    public record Document(Authorisation text, String sha256) {
        Citation cite(Authorisation.Clause clause) {
            return new Citation(text.id(), clause.id(), sha256);
        }
    }
}
