package io.madoguchi.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A refusal as the client hears it: RFC 9457 with a stable {@code code}, a title and a next step in Japanese or English.
 * Never holds a value that was sent or found.
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Problem(
        @Schema(examples = "tag:madoguchi.io,2026:problem/borrower-not-found") String type,
        @Schema(examples = "borrower-not-found") String code,
        @Schema(examples = "404") int status,
        @Schema(examples = "この学校の登録に見つかりません。") String title,
        @Schema(examples = "カードをもう一度読み取ってください。") String detail,
        @Schema(description = "Which parts of the request were wrong, and the rule each broke") List<Fault> faults) {

    /** A part of the request and the rule it broke; the value is not repeated. */
    public record Fault(@Schema(examples = "itemBarcode") String field, @Schema(examples = "barcode") String rule) {}

    public static final String MEDIA_TYPE = "application/problem+json";

    public static Problem of(ProblemCode code, Locale language, List<Fault> faults) {
        ResourceBundle words = ResourceBundle.getBundle("problems", language, Languages.JAPANESE_UNLESS_ENGLISH);
        return new Problem(
                "tag:madoguchi.io,2026:problem/" + code.code(),
                code.code(),
                code.status(),
                words.getString(code.code() + ".title"),
                words.getString(code.code() + ".next"),
                faults);
    }
}
