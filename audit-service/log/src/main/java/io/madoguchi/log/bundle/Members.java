package io.madoguchi.log.bundle;

import com.fasterxml.jackson.databind.JsonNode;
import io.madoguchi.log.tree.Hash;
import java.util.HashSet;
import java.util.Set;

/** The members of a line's object, read strictly: another type than expected is refused, never converted. */
final class Members {

    private Members() {}

    /** The names; none of what is no object. */
    static Set<String> of(JsonNode object) {
        Set<String> names = new HashSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    static String text(JsonNode object, String name) {
        JsonNode member = object.get(name);
        if (member == null || !member.isTextual()) {
            throw new IllegalArgumentException(name + " is no text");
        }
        return member.textValue();
    }

    static long number(JsonNode object, String name) {
        JsonNode member = object.get(name);
        if (member == null || !member.isIntegralNumber() || !member.canConvertToLong() || member.longValue() < 0) {
            throw new IllegalArgumentException(name + " is no count");
        }
        return member.longValue();
    }

    static Hash hash(JsonNode text) {
        if (!text.isTextual()) {
            throw new IllegalArgumentException("no hash");
        }
        return Hash.fromBase64(text.textValue());
    }
}
