package io.madoguchi.directory;

import io.madoguchi.api.directory.CardHash;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The key shared with lending. Without it the service does not start. */
final class CardKey {
    CardKey() {}

    @Produces
    @Singleton
    @Startup
    static CardHash cardHash(@ConfigProperty(name = "card.key") String base64) {
        return CardHash.withKey(base64);
    }
}
