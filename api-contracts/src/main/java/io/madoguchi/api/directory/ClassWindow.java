package io.madoguchi.api.directory;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A school's class window; without times where none is open. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ClassWindow(boolean open, @Nullable Instant opensAt, @Nullable Instant closesAt) {
    public static final ClassWindow CLOSED = new ClassWindow(false, null, null);
}
