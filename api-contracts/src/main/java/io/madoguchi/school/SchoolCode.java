package io.madoguchi.school;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/**
 * A school, by the 13-character MEXT school code (文部科学省 学校コード): a letter A–H, eleven digits or letters of kind,
 * prefecture, founder and serial number, and a check digit. Refuses a code whose check digit does not fit (R1).
 */
public record SchoolCode(@JsonValue String value) implements Comparable<SchoolCode> {
    private static final Pattern SHAPE = Pattern.compile("[A-H][0-9]{12}");

    @JsonCreator
    public SchoolCode {
        if (!isValid(value)) {
            throw new IllegalArgumentException("not a MEXT school code with a valid check digit");
        }
    }

    /** Completes the first twelve characters with their check digit. */
    public static SchoolCode ofTwelve(String firstTwelve) {
        return new SchoolCode(firstTwelve + checkDigit(firstTwelve));
    }

    /** Also what JAX-RS calls for a path parameter. */
    public static SchoolCode valueOf(String value) {
        return new SchoolCode(value);
    }

    public static boolean isValid(String code) {
        return SHAPE.matcher(code).matches() && code.charAt(12) - '0' == checkDigit(code.substring(0, 12));
    }

    /** Letter A–H as 01–08, then eleven digits; weights 1, 2, 1, 2, … from the left; the digits of the products are summed. */
    private static int checkDigit(String firstTwelve) {
        String digits = "0" + (firstTwelve.charAt(0) - 'A' + 1) + firstTwelve.substring(1);
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int product = (digits.charAt(i) - '0') * (i % 2 + 1);
            sum += product / 10 + product % 10;
        }
        return (10 - sum % 10) % 10;
    }

    @Override
    public int compareTo(SchoolCode other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
