package io.madoguchi.roster;

import static org.assertj.core.api.Assertions.assertThat;

import io.madoguchi.roster.Comparison.Together;
import java.util.HashSet;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What changes in one transaction, and how a home class is called. */
class TogetherTest {
    private final Together together = new Together();

    @Test
    void schoolsBetweenWhichSomebodyMovesBelongTogetherThroughOthersToo() {
        together.join("a", "b");
        together.join("c", "d");
        together.join("e", "e");
        together.join("d", "a");
        Map<String, Integer> groups = together.groups();
        assertThat(groups.get("a"))
                .isEqualTo(groups.get("b"))
                .isEqualTo(groups.get("c"))
                .isEqualTo(groups.get("d"));
        assertThat(groups.get("e")).isNotEqualTo(groups.get("a"));
        assertThat(new HashSet<>(groups.values())).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({"3年2組,2", "３年２組,2", "3年A組,A", "1組,1", "さくら組,さくら", "さくら,さくら", "特別支援学級,特別支援学級"})
    void aHomeClassIsCalledByItsNameInTheGrade(String title, String label) {
        assertThat(Staging.label(title)).isEqualTo(label);
    }
}
