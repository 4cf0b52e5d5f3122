package io.madoguchi.journal;

import jakarta.enterprise.context.RequestScoped;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The record of the present answer: the answer's header {@code Access-Record} names it, and the answer has the status that
 * is on record.
 */
@RequestScoped
public class CurrentRecord {
    private @Nullable UUID id;
    private int status;

    void set(UUID recordId, int recordedStatus) {
        id = recordId;
        status = recordedStatus;
    }

    /** The transaction that held the record did not commit. */
    void lost() {
        id = null;
    }

    public Optional<UUID> id() {
        return Optional.ofNullable(id);
    }

    public int status() {
        return status;
    }
}
