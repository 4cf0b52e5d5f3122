package io.madoguchi.journal;

import jakarta.enterprise.context.RequestScoped;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The record of the present answer, which the answer's header {@code Access-Record} names. */
@RequestScoped
public class CurrentRecord {
    private @Nullable UUID id;

    void set(UUID recordId) {
        id = recordId;
    }

    /** The transaction that held the record did not commit. */
    void lost() {
        id = null;
    }

    public Optional<UUID> id() {
        return Optional.ofNullable(id);
    }
}
