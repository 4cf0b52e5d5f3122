package io.madoguchi.borrowers;

import io.madoguchi.api.directory.CardHash;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.util.HexFormat;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Turns a scanned card into what the borrower table holds. Refuses to start without the key shared with the directory. */
@Startup
@Singleton
public class Card {
    private final CardHash cardHash;

    Card(@ConfigProperty(name = "card.key") String key) {
        cardHash = CardHash.withKey(key);
    }

    /** A keyed hash, for the card and for whatever else must be compared and not kept. */
    public byte[] hash(String text) {
        return HexFormat.of().parseHex(cardHash.of(text));
    }
}
