package io.madoguchi.planted.here;

/** Answers with what is stored. */
public class RowResource {
    public Here read() {
        return new Here();
    }
}
