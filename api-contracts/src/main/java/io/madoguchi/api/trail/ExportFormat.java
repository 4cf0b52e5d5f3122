package io.madoguchi.api.trail;

/** In which form records are exported. */
public enum ExportFormat {
    /** A table for a spreadsheet: UTF-8 with a byte order mark, RFC 4180, and no cell that a spreadsheet takes for a formula. */
    CSV("text/csv; charset=utf-8", "csv"),
    /** A CloudEvents 1.0 event in JSON on each line. */
    NDJSON("application/x-ndjson", "ndjson");

    private final String mediaType;
    private final String ending;

    ExportFormat(String mediaType, String ending) {
        this.mediaType = mediaType;
        this.ending = ending;
    }

    public String mediaType() {
        return mediaType;
    }

    /** Of a file's name, without the dot. */
    public String ending() {
        return ending;
    }
}
