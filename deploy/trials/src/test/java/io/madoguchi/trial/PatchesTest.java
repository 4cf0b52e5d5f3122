package io.madoguchi.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PatchesTest {
    private static final Path ROOT = Path.of(System.getProperty("repository.root"));

    @TempDir
    Path folder;

    @Test
    void theSourcesStillHaveThePlacesWhereALayerIsTakenOut() throws IOException {
        assertThat(new Patches(ROOT, folder).options(true, true))
                .singleElement()
                .satisfies(option -> assertThat(option).startsWith("-javaagent:"));
        Path classes = folder.resolve("ruleprojection/io/madoguchi/disclosure");
        assertThat(classes.resolve("DisclosureRule.class")).exists();
        assertThat(classes.resolve("Permit.class")).exists();
        assertThat(folder.resolve("agent.jar")).exists();
    }

    @Test
    void withEveryLayerOnAServiceRunsAsItIs() throws IOException {
        assertThat(new Patches(ROOT, folder).options(false, false)).isEmpty();
    }
}
