package io.madoguchi.local.city;

/**
 * A generated book, of which schools hold copies.
 *
 * @param ndc class in the Nippon Decimal Classification, three digits with an optional decimal
 * @param callNumber the three digits and the first kana of the author
 */
public record Work(String title, String author, String ndc, String isbn, String callNumber) {}
