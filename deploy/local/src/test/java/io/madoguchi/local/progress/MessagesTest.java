package io.madoguchi.local.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import org.junit.jupiter.api.Test;

class MessagesTest {
    @Test
    void aJapaneseTerminalReadsJapaneseAndEveryOtherEnglish() {
        assertThat(Messages.localeOf(Map.of("LANG", "ja_JP.UTF-8"))).isEqualTo(Locale.JAPANESE);
        assertThat(Messages.localeOf(Map.of("LANG", "ja_JP.UTF-8", "LC_ALL", "C")))
                .isEqualTo(Locale.ROOT);
        assertThat(Messages.localeOf(Map.of("LANG", "de_DE.UTF-8"))).isEqualTo(Locale.ROOT);
        assertThat(Messages.localeOf(Map.of())).isEqualTo(Locale.ROOT);
    }

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
        return ResourceBundle.getBundle("io.madoguchi.local.messages", locale);
    }
}
