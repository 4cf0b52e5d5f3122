package io.madoguchi.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.madoguchi.problem.ProblemCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The documents say what the code does: the build fails where they have parted. */
class DocumentsIT {
    private static final Path ROOT = Path.of(System.getProperty("repository.root"));
    private static final Pattern ROW = Pattern.compile("^\\| R(\\d+) \\|(.*)\\|(.*)\\|(.*)\\|$", Pattern.MULTILINE);
    private static final Pattern TEST = Pattern.compile("`(\\w+(?:Test|IT))#(\\w+)`");

    @Test
    void everyRequirementHasARow() throws IOException {
        assertThat(rows().map(row -> Integer.valueOf(row.group(1))))
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 43).boxed().toList());
    }

    @Test
    void everyRequirementNamesItsTestsOrSaysNotYet() throws IOException {
        assertThat(rows()).allSatisfy(row -> assertThat(
                        TEST.matcher(row.group(4)).find() || row.group(4).contains("not yet"))
                .as("R%s", row.group(1))
                .isTrue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"requirements.md", "asvs.md"})
    void everyTestThatADocumentNamesExists(String document) throws IOException {
        Map<String, String> sources = testSources();
        List<MatchResult> named = TEST.matcher(document(document)).results().toList();
        assertThat(named).isNotEmpty().allSatisfy(test -> assertThat(sources.getOrDefault(test.group(1), ""))
                .as("%s#%s", test.group(1), test.group(2))
                .containsPattern("\\bvoid " + test.group(2) + "\\("));
    }

    @ParameterizedTest
    @EnumSource(ProblemCode.class)
    void theReadmeTellsWhatToDoAboutEveryCode(ProblemCode code) throws IOException {
        assertThat(Files.readString(ROOT.resolve("README.md")))
                .containsPattern("\\| `" + code.code() + "` \\| " + code.status() + " \\| \\S");
    }

    /** When the API was changed on purpose, copy the service's target/openapi file over the committed one. */
    @ParameterizedTest
    @CsvSource({
        "patron-service, patron-service",
        "circulation-service, circulation-service",
        "audit-service, audit-service/trail"
    })
    void theCommittedOpenApiDocumentIsWhatTheServiceExports(String service, String module) throws IOException {
        Path exported = ROOT.resolve(module).resolve("target/openapi/" + service + ".yaml");
        Path committed = ROOT.resolve("api-contracts/openapi/" + service + ".yaml");
        assertThat(committed)
                .as("copy %s over it when the change is meant", ROOT.relativize(exported))
                .hasSameTextualContentAs(exported);
    }

    private static Stream<MatchResult> rows() throws IOException {
        Matcher rows = ROW.matcher(document("requirements.md"));
        return rows.results();
    }

    private static String document(String name) throws IOException {
        return Files.readString(ROOT.resolve("api-contracts/docs").resolve(name));
    }

    private static Map<String, String> testSources() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.filter(file -> file.toString().contains("/src/test/java/")
                            && file.toString().endsWith(".java"))
                    .collect(Collectors.toMap(
                            file -> String.valueOf(file.getFileName()).replace(".java", ""),
                            DocumentsIT::read,
                            (one, other) -> one + other));
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
