package io.madoguchi.api.lending;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The result of a return: what was scanned and when. Names no borrower. */
public record ReturnView(@Schema(examples = "B000000123") String itemBarcode, Instant returnedAt) {}
