package io.madoguchi.local.city;

/** The check digit of JAN codes and ISBN-13: modulus 10, weights 3 and 1 from the right. */
final class CheckDigit {
    private CheckDigit() {}

    static int modulus10(String digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int weight = (digits.length() - i) % 2 == 1 ? 3 : 1;
            sum += weight * (digits.charAt(i) - '0');
        }
        return (10 - sum % 10) % 10;
    }
}
