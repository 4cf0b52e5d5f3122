package io.madoguchi.disclosure;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import io.madoguchi.disclosure.Authorisations.Document;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Reads a document: first against the JSON Schema (draft 2020-12), then into records. Refuses what either of them refuses,
 * and says in which file, at which place (a JSON Pointer, RFC 6901) and by which rule.
 */
final class AuthorisationReader {
    private static final ObjectMapper YAML = JsonMapper.builder(new YAMLFactory())
            .addModule(new JavaTimeModule())
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private static final Schema SCHEMA = schema();

    private AuthorisationReader() {}

    static Document read(String file, byte[] bytes) {
        try {
            JsonNode document = YAML.readTree(bytes);
            List<Error> errors = SCHEMA.validate(document);
            if (!errors.isEmpty()) {
                throw refused(
                        file, errors.stream().map(AuthorisationReader::line).collect(Collectors.joining("\n")));
            }
            return new Document(YAML.treeToValue(document, Authorisation.class), sha256(bytes));
        } catch (JsonMappingException e) {
            throw refused(file, line(pointer(e), plain(e), "reading"));
        } catch (JsonProcessingException e) {
            throw refused(file, line(place(e), e.getOriginalMessage(), "YAML"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static IllegalArgumentException refused(String file, String lines) {
        return new IllegalArgumentException("authorisation document " + file + " is refused:\n" + lines);
    }

    private static String line(Error error) {
        return line(String.valueOf(error.getInstanceLocation()), error.getMessage(), error.getKeyword());
    }

    private static String line(String place, String message, String rule) {
        return "  at %s: %s (rule: %s)".formatted(place.isEmpty() ? "the top" : place, message, rule);
    }

    private static String pointer(JsonMappingException e) {
        return e.getPath().stream()
                .map(step -> "/" + (step.getFieldName() == null ? step.getIndex() : step.getFieldName()))
                .collect(Collectors.joining());
    }

    private static String place(JsonProcessingException e) {
        return e.getLocation() == null
                ? ""
                : "line " + e.getLocation().getLineNr() + ", column "
                        + e.getLocation().getColumnNr();
    }

    private static String plain(JsonMappingException e) {
        Throwable cause = e.getCause();
        return cause instanceof IllegalArgumentException && cause.getMessage() != null
                ? cause.getMessage()
                : e.getOriginalMessage();
    }

    private static Schema schema() {
        SchemaRegistryConfig config = SchemaRegistryConfig.builder()
                .formatAssertionsEnabled(true)
                .errorMessageKeyword("errorMessage")
                .locale(Locale.ENGLISH)
                .build();
        SchemaRegistry registry = SchemaRegistry.withDefaultDialect(
                SpecificationVersion.DRAFT_2020_12, builder -> builder.schemaRegistryConfig(config));
        try (InputStream in =
                AuthorisationReader.class.getResourceAsStream("/authorisations/authorisation.schema.json")) {
            if (in == null) {
                throw new IllegalStateException("the schema of the authorisation documents is not there");
            }
            return registry.getSchema(in, InputFormat.JSON);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
