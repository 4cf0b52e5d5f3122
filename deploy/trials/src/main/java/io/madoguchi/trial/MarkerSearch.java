package io.madoguchi.trial;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Looks for markers in bytes: as they stand, and with JSON's escapes, percent-encoding and Base64 (either alphabet, at every
 * alignment) undone, also one in the other.
 */
public final class MarkerSearch {
    private static final String BEGINNING = Marker.BEGINNING.toLowerCase(Locale.ROOT);
    private static final Pattern ESCAPE = Pattern.compile("\\\\u+([0-9a-fA-F]{4})");
    private static final Pattern PERCENT = Pattern.compile("%([0-9a-fA-F]{2})");
    /** Three bytes of the beginning and no whole marker would fit into less. */
    private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/_-]{" + (Marker.LENGTH * 4 / 3) + ",}");

    private static final int DEPTH = 2;

    private final Lookup markers;

    public MarkerSearch(Lookup markers) {
        this.markers = markers;
    }

    /** The marker that is written so, if it is one. */
    public interface Lookup {
        @Nullable
        Marker at(String tenCharacters);
    }

    /** A marker that was found, and in which disguise. */
    public record Found(Marker marker, String as) {}

    /** Of bytes of any kind. */
    public Set<Found> in(byte[] bytes) {
        return in(new String(bytes, StandardCharsets.ISO_8859_1));
    }

    /** Of text of any kind; a character beyond Latin 1 can be part of no marker. */
    Set<Found> in(String text) {
        Set<Found> found = new LinkedHashSet<>();
        look(text, "plain", DEPTH, found);
        return found;
    }

    private void look(String text, String as, int depth, Set<Found> found) {
        whereItStands(text, as, found);
        if (depth == 0) {
            return;
        }
        if (text.contains("\\u")) {
            String undone = ESCAPE.matcher(text)
                    .replaceAll(hex -> Matcher.quoteReplacement(character(Integer.parseInt(hex.group(1), 16))));
            look(undone, "JSON escape", depth - 1, found);
        }
        if (text.indexOf('%') >= 0) {
            String undone = PERCENT.matcher(text)
                    .replaceAll(hex -> Matcher.quoteReplacement(character(Integer.parseInt(hex.group(1), 16))));
            if (!undone.equals(text)) {
                look(undone, "percent-encoding", depth - 1, found);
            }
        }
        Matcher runs = BASE64.matcher(text);
        while (runs.find()) {
            String run = runs.group().replace('-', '+').replace('_', '/');
            for (int start = 0; start < 4 && run.length() - start >= 4; start++) {
                int whole = (run.length() - start) / 4 * 4;
                int rest = (run.length() - start) % 4;
                // One character alone carries no byte.
                String part = run.substring(start, start + whole + (rest == 1 ? 0 : rest));
                String undone = new String(Base64.getDecoder().decode(part), StandardCharsets.ISO_8859_1);
                look(undone, "Base64", depth - 1, found);
            }
        }
    }

    private void whereItStands(String text, String as, Set<Found> found) {
        String small = text.toLowerCase(Locale.ROOT);
        for (int at = small.indexOf(BEGINNING); at >= 0; at = small.indexOf(BEGINNING, at + 1)) {
            if (at + Marker.LENGTH <= small.length()) {
                Marker marker = markers.at(small.substring(at, at + Marker.LENGTH));
                if (marker != null) {
                    found.add(new Found(marker, as));
                }
            }
        }
    }

    private static String character(int code) {
        return String.valueOf((char) code);
    }
}
