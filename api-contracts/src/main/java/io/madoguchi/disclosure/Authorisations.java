package io.madoguchi.disclosure;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** The documents a service decides by, each with its hash. Refuses, at start, a document it cannot read in full. */
public final class Authorisations {
    private static final ObjectMapper YAML = JsonMapper.builder(new YAMLFactory())
            .addModule(new JavaTimeModule())
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private final List<Document> documents;

    private Authorisations(List<Document> documents) {
        this.documents = List.copyOf(documents);
        long ids = documents.stream().map(d -> d.text().id()).distinct().count();
        if (ids != documents.size()) {
            throw new IllegalArgumentException("two authorisation documents have the same id");
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
                documents.add(read(name, in.readAllBytes()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return new Authorisations(documents);
    }

    /** These and the YAML documents of a folder; what council and city decided after the product was built. */
    public Authorisations andThoseIn(Path folder) {
        List<Document> all = new ArrayList<>(documents);
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file :
                    files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList()) {
                all.add(read(String.valueOf(file.getFileName()), Files.readAllBytes(file)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Authorisations(all);
    }

    List<Document> inForce(LocalDate day) {
        return documents.stream().filter(d -> d.text().inForce().includes(day)).toList();
    }

    private static Document read(String name, byte[] bytes) {
        try {
            String sha256 = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
            return new Document(YAML.readValue(bytes, Authorisation.class), sha256);
        } catch (IOException e) {
            throw new IllegalArgumentException("authorisation document " + name + ": " + e.getMessage(), e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    record Document(Authorisation text, String sha256) {
        Citation cite(Authorisation.Clause clause) {
            return new Citation(text.id(), clause.id(), sha256);
        }
    }
}
