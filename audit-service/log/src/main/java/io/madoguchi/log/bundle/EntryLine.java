package io.madoguchi.log.bundle;

import com.fasterxml.jackson.databind.JsonNode;
import io.madoguchi.log.record.Commitment;
import io.madoguchi.log.tree.Hash;
import io.madoguchi.log.tree.Rfc6962;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A line of one entry.
 *
 * @param leaf the hash in the tree
 * @param record absent where record and salt were erased
 */
record EntryLine(long index, Hash leaf, @Nullable JsonNode record) {

    static final String PREFIX = "{\"index\":";
    static final String BEFORE_RECORD = ",\"record\":";
    static final String BEFORE_SALT = ",\"salt\":\"";
    static final String END = "\"}";

    private static final int BASE64_OF_SALT = 44;
    private static final Set<String> WHOLE = Set.of("index", "record", "salt");
    private static final Set<String> ERASED = Set.of("commitment", "index");

    static boolean is(Set<String> members) {
        return members.contains("index");
    }

    /** Reads a line that is known to be canonical. Refuses with an {@link IllegalArgumentException} what is no entry. */
    static EntryLine from(String text, JsonNode line, Set<String> members) {
        if (members.equals(ERASED)) {
            return new EntryLine(
                    Members.number(line, "index"),
                    Rfc6962.leaf(Members.hash(line.get("commitment")).bytes()),
                    null);
        }
        if (!members.equals(WHOLE) || !line.get("record").isObject()) {
            throw new IllegalArgumentException("not an entry");
        }
        long index = Members.number(line, "index");
        byte[] salt = Members.hash(line.get("salt")).bytes();
        // The line has one spelling, so the record's own stands at a place that can be counted.
        String record = text.substring(
                PREFIX.length() + String.valueOf(index).length() + BEFORE_RECORD.length(),
                text.length() - END.length() - BASE64_OF_SALT - BEFORE_SALT.length());
        return new EntryLine(index, Rfc6962.leaf(Commitment.of(salt, record)), line.get("record"));
    }
}
