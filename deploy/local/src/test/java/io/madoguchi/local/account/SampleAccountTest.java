package io.madoguchi.local.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SampleAccountTest {
    private static final Map<String, List<String>> OFFERED = Map.of(
            "counter", List.of("patron.name:read", "circulation:write", "duty:counter"),
            "reading-guidance", List.of("loan.history:read", "duty:learning-support"));

    @Test
    void aHandlerComesFromTheCounter() {
        assertThat(SampleAccount.of("handler-1").clientFor(List.of(), OFFERED)).isEqualTo("counter");
    }

    @Test
    void aHandlerWhoWantsLoanRecordsComesFromReadingGuidance() {
        assertThat(SampleAccount.of("handler-1")
                        .clientFor(List.of("loan.history:read", "duty:learning-support"), OFFERED))
                .isEqualTo("reading-guidance");
    }

    @Test
    void anUnknownAccountIsNamed() {
        assertThatThrownBy(() -> SampleAccount.of("nobody")).hasMessageContaining("nobody");
    }
}
