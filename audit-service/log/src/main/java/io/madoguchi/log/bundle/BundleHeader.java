package io.madoguchi.log.bundle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.madoguchi.log.tree.Hash;
import io.madoguchi.log.tree.RangeProof;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The first line of a bundle. Nothing in it is to be believed before the whole bundle was checked.
 *
 * @param origin of the log that the range is from
 * @param from the first index
 * @param until the first index after the range
 * @param proof the hashes left and right of the range, for the size of the bundle's checkpoint
 * @param since a consistency proof from an older size, for an auditor who holds the checkpoint of that size
 */
public record BundleHeader(String origin, long from, long until, RangeProof proof, Optional<Since> since) {

    static final String FORMAT = "madoguchi-access-records/1";

    private static final Set<String> MEMBERS = Set.of("bundle", "from", "left", "origin", "right", "until");

    /** Refuses a range that ends before it begins. */
    public BundleHeader {
        if (from < 0 || until < from) {
            throw new IllegalArgumentException("no range from " + from + " until " + until);
        }
    }

    /**
     * A proof that the log of the checkpoint begins with the log of an older size.
     *
     * @param size of the older log
     */
    public record Since(long size, List<Hash> proof) {
        /** Refuses a negative size. */
        public Since {
            if (size < 0) {
                throw new IllegalArgumentException("no log has " + size + " entries");
            }
            proof = List.copyOf(proof);
        }
    }

    ObjectNode json() {
        ObjectNode line = JsonNodeFactory.instance
                .objectNode()
                .put("bundle", FORMAT)
                .put("from", from)
                .put("origin", origin)
                .put("until", until);
        line.set("left", hashes(proof.left()));
        line.set("right", hashes(proof.right()));
        since.ifPresent(
                older -> line.putObject("since").put("size", older.size()).set("proof", hashes(older.proof())));
        return line;
    }

    /** Refuses with an {@link IllegalArgumentException} what {@link #json} would not write. */
    static BundleHeader from(JsonNode line) {
        Set<String> members = Members.of(line);
        boolean hasSince = members.remove("since");
        if (!members.equals(MEMBERS) || !FORMAT.equals(line.get("bundle").textValue())) {
            throw new IllegalArgumentException("not the header of a bundle");
        }
        return new BundleHeader(
                Members.text(line, "origin"),
                Members.number(line, "from"),
                Members.number(line, "until"),
                new RangeProof(hashes(line.get("left")), hashes(line.get("right"))),
                hasSince ? Optional.of(since(line.get("since"))) : Optional.empty());
    }

    private static Since since(JsonNode older) {
        if (!Members.of(older).equals(Set.of("proof", "size"))) {
            throw new IllegalArgumentException("not a consistency proof");
        }
        return new Since(Members.number(older, "size"), hashes(older.get("proof")));
    }

    private static ArrayNode hashes(List<Hash> hashes) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        hashes.forEach(hash -> array.add(hash.base64()));
        return array;
    }

    private static List<Hash> hashes(JsonNode array) {
        if (!array.isArray()) {
            throw new IllegalArgumentException("not a list of hashes");
        }
        List<Hash> hashes = new ArrayList<>();
        for (JsonNode hash : array) {
            hashes.add(Members.hash(hash));
        }
        return hashes;
    }
}
