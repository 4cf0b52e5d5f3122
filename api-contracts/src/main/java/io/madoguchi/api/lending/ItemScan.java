package io.madoguchi.api.lending;

import io.madoguchi.api.ValidBarcode;
import jakarta.validation.constraints.NotNull;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An item that was scanned, to be returned or renewed. */
public record ItemScan(@Schema(examples = "B000000123") @NotNull @ValidBarcode String itemBarcode) {}
