package io.madoguchi.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MarkerSearchTest {
    private static final Marker MARKER =
            new Marker(Marker.text(4711), "patron.patron.home_class", Optional.empty(), Optional.empty());

    private final MarkerSearch search = new MarkerSearch(text -> text.equalsIgnoreCase(MARKER.text()) ? MARKER : null);

    @Test
    void aMarkerIsFoundAsItStandsInEitherCase() {
        assertThat(as("{\"homeClass\":\"" + MARKER.text() + "\"}")).isEqualTo("plain");
        assertThat(as("青木 " + MARKER.text().toLowerCase(Locale.ROOT))).isEqualTo("plain");
    }

    @Test
    void aMarkerIsFoundBehindJsonEscapes() {
        assertThat(as(escaped(MARKER.text()))).isEqualTo("JSON escape");
    }

    @Test
    void aMarkerIsFoundBehindPercentEncoding() {
        String percent = MARKER.text()
                .chars()
                .mapToObj(character -> "%%%02X".formatted(character))
                .collect(Collectors.joining());
        assertThat(as("/a?b=" + percent)).isEqualTo("percent-encoding");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "ab", "abc", "青木 "})
    void aMarkerIsFoundInBase64WhereverItBegins(String before) {
        byte[] bytes = (before + MARKER.text() + "?>").getBytes(StandardCharsets.UTF_8);
        assertThat(as("x=" + Base64.getEncoder().encodeToString(bytes))).isEqualTo("Base64");
        assertThat(as("x." + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes)))
                .isEqualTo("Base64");
    }

    @Test
    void aMarkerIsFoundInOneDisguiseWithinAnother() {
        String inside =
                Base64.getEncoder().encodeToString(escaped(MARKER.text()).getBytes(StandardCharsets.UTF_8));
        assertThat(search.in(URLEncoder.encode(inside, StandardCharsets.UTF_8))).isNotEmpty();
    }

    @Test
    void whatIsNoMarkerIsNotFound() {
        assertThat(search.in(Marker.text(4712) + Marker.BEGINNING)).isEmpty();
    }

    private String as(String text) {
        return search.in(text.getBytes(StandardCharsets.UTF_8)).stream()
                .map(MarkerSearch.Found::as)
                .findFirst()
                .orElse("not found");
    }

    private static String escaped(String text) {
        return text.chars()
                .mapToObj(character -> "\\u%04x".formatted(character))
                .collect(Collectors.joining());
    }
}
