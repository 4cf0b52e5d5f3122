package io.madoguchi.api.trail;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Access records, newest arrival first. {@code next} is the cursor of the next page. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AccessRecordPage(List<AccessRecord> records, @Nullable String next) {}
