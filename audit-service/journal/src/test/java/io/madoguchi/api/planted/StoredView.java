package io.madoguchi.api.planted;

/** A contract that knows how it is stored. */
public record StoredView(java.sql.Timestamp at) {}
