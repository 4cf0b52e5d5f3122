package io.madoguchi.notes;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

public record Note(@NotNull @Size(max = 60) String text, int copies) {}
