package io.madoguchi.log.tree;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** The inclusion and consistency vectors of transparency-dev/merkle, where they lie beside the repository. */
class PublicVectorsTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void all_vectors_are_accepted_or_refused_as_they_say() throws IOException {
        Path folder = Path.of(System.getProperty("repository.root", "."))
                .toAbsolutePath()
                .resolve("../shared/vectors/transparency-dev-merkle/testdata")
                .normalize();
        Assumptions.assumeTrue(Files.isDirectory(folder), "the vectors are not here");
        List<String> wrong = new ArrayList<>();
        int inclusion = 0;
        int consistency = 0;
        for (Path file : files(folder)) {
            JsonNode vector = JSON.readTree(file.toFile());
            boolean isInclusion = vector.has("leafIdx");
            if (isInclusion) {
                inclusion++;
            } else {
                consistency++;
            }
            boolean proven = isInclusion ? provesInclusion(vector) : provesConsistency(vector);
            if (proven == vector.get("wantErr").booleanValue()) {
                wrong.add(folder.relativize(file).toString());
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(inclusion).isEqualTo(98);
        assertThat(consistency).isEqualTo(98);
    }

    private static boolean provesInclusion(JsonNode vector) {
        try {
            return Proofs.verifyInclusion(
                    unsigned(vector.get("leafIdx")),
                    unsigned(vector.get("treeSize")),
                    hash(vector.get("leafHash")),
                    hashes(vector.get("proof")),
                    hash(vector.get("root")));
        } catch (IllegalArgumentException notAHash) {
            return false;
        }
    }

    private static boolean provesConsistency(JsonNode vector) {
        try {
            return Proofs.verifyConsistency(
                    unsigned(vector.get("size1")),
                    unsigned(vector.get("size2")),
                    hashes(vector.get("proof")),
                    root(vector.get("root1")),
                    root(vector.get("root2")));
        } catch (IllegalArgumentException notAHash) {
            return false;
        }
    }

    private static long unsigned(JsonNode number) {
        BigInteger value = number.bigIntegerValue();
        assertThat(value.bitLength()).isLessThanOrEqualTo(64);
        return value.longValue();
    }

    private static List<Hash> hashes(JsonNode proof) {
        List<Hash> hashes = new ArrayList<>();
        if (proof != null && proof.isArray()) {
            proof.forEach(each -> hashes.add(hash(each)));
        }
        return hashes;
    }

    /** Some vectors have words in place of roots that only have to be equal: another hash for each word does that as well. */
    private static Hash root(JsonNode text) {
        byte[] bytes = Base64.getDecoder().decode(text.textValue());
        return bytes.length == Hash.BYTES ? Hash.of(bytes) : Rfc6962.leaf(bytes);
    }

    private static Hash hash(JsonNode text) {
        return Hash.of(Base64.getDecoder().decode(text.isNull() ? "" : text.textValue()));
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        }
    }
}
