package io.madoguchi.witness;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.ResourceBundle;
import org.junit.jupiter.api.Test;

class MessagesTest {
    @Test
    void everySentenceIsThereInBothLanguages() {
        assertThat(bundle(Locale.JAPANESE).keySet())
                .isEqualTo(bundle(Locale.ROOT).keySet());
        for (String key : bundle(Locale.ROOT).keySet()) {
            assertThat(bundle(Locale.JAPANESE).getString(key))
                    .as(key)
                    .isNotEqualTo(bundle(Locale.ROOT).getString(key));
        }
    }

    private static ResourceBundle bundle(Locale locale) {
        return ResourceBundle.getBundle(
                "io.madoguchi.witness.messages",
                locale,
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }
}
