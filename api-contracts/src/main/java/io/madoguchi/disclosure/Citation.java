package io.madoguchi.disclosure;

/** The document and clause under which something was disclosed, and the SHA-256 of the document as it stood (R3). */
public record Citation(String document, String clause, String sha256) {}
