package io.madoguchi.log.record;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;

/**
 * JSON with one way to write it (RFC 8785): members sorted by UTF-16, no spaces, the shortest escapes. Narrower than the RFC
 * where two readers might differ: the only numbers are integers of at most 2^53 − 1, written without fraction or exponent.
 * Refuses a member named twice, half a surrogate pair, and anything after the value.
 */
public final class CanonicalJson {

    private static final long LARGEST = (1L << 53) - 1;

    /** Of objects and arrays within each other. */
    private static final int DEEPEST = 1000;

    // No limit of the parser's own but the depth, so that another reader can draw the same line; names are not kept for
    // later,
    // since a hostile file could have millions.
    private static final JsonMapper STRICT = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .maxNameLength(Integer.MAX_VALUE)
                            .maxStringLength(Integer.MAX_VALUE)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private CanonicalJson() {}

    /** The value that the text says. Refuses with {@link NotCanonical} what has no canonical form. */
    public static JsonNode parse(String text) {
        try {
            JsonNode value = STRICT.readTree(text);
            if (value.isMissingNode()) {
                throw new NotCanonical("no JSON value");
            }
            return value;
        } catch (JsonProcessingException notJson) {
            // The parser's own message quotes the text, which may be a person's record.
            throw new NotCanonical("not JSON, or deeper than " + DEEPEST + " levels");
        }
    }

    /** The canonical text of a value. Refuses with {@link NotCanonical} what has none. */
    public static String write(JsonNode value) {
        StringBuilder out = new StringBuilder();
        write(value, out);
        return out.toString();
    }

    /** The canonical text of what the text says. */
    public static String canonical(String text) {
        return write(parse(text));
    }

    private static void write(JsonNode value, StringBuilder out) {
        switch (value.getNodeType()) {
            case OBJECT -> writeObject(value, out);
            case ARRAY -> {
                out.append('[');
                String between = "";
                for (JsonNode element : value) {
                    out.append(between);
                    write(element, out);
                    between = ",";
                }
                out.append(']');
            }
            case STRING -> writeString(value.textValue(), out);
            case NUMBER -> writeNumber(value, out);
            case BOOLEAN -> out.append(value.booleanValue());
            case NULL -> out.append("null");
            default -> throw new NotCanonical("a value of type " + value.getNodeType());
        }
    }

    private static void writeObject(JsonNode object, StringBuilder out) {
        List<String> names = new ArrayList<>(object.size());
        for (Iterator<String> each = object.fieldNames(); each.hasNext(); ) {
            names.add(each.next());
        }
        // String compares by UTF-16 code unit, as the RFC does.
        Collections.sort(names);
        out.append('{');
        String between = "";
        for (String name : names) {
            out.append(between);
            writeString(name, out);
            out.append(':');
            write(object.get(name), out);
            between = ",";
        }
        out.append('}');
    }

    private static void writeNumber(JsonNode number, StringBuilder out) {
        if (!number.isIntegralNumber()
                || !number.canConvertToLong()
                || number.longValue() > LARGEST
                || number.longValue() < -LARGEST) {
            throw new NotCanonical("a number that is no integer of at most 2^53 - 1");
        }
        out.append(number.longValue());
    }

    private static void writeString(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\b' -> out.append("\\b");
                case '\t' -> out.append("\\t");
                case '\n' -> out.append("\\n");
                case '\f' -> out.append("\\f");
                case '\r' -> out.append("\\r");
                default -> {
                    if (c < ' ') {
                        out.append(String.format("\\u%04x", (int) c));
                    } else {
                        refuseHalfAPair(text, i);
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }

    private static void refuseHalfAPair(String text, int at) {
        char c = text.charAt(at);
        boolean whole = !Character.isSurrogate(c)
                || Character.isHighSurrogate(c)
                        && at + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(at + 1))
                || Character.isLowSurrogate(c) && at > 0 && Character.isHighSurrogate(text.charAt(at - 1));
        if (!whole) {
            throw new NotCanonical("half a surrogate pair");
        }
    }
}
