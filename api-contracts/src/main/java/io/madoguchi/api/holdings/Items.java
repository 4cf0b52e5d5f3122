package io.madoguchi.api.holdings;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A page of copies by title. {@code next} is the cursor of the next page. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Items(List<ItemView> items, @Nullable String next) {}
