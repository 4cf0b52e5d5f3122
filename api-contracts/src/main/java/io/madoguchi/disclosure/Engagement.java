package io.madoguchi.disclosure;

/** A dated paper that lets a contractor's person in: the contract (R14, R19) or the designation as handler (R23). */
public record Engagement(String id, Period period) {}
