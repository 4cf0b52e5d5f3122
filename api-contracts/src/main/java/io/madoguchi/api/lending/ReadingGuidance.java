package io.madoguchi.api.lending;

import jakarta.validation.constraints.NotNull;

/** A school's decision. */
public record ReadingGuidance(@NotNull Boolean offered) {}
