package io.madoguchi.oneroster;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;

/** Ends reading where one record would not end: a parser keeps a whole record in memory. */
final class RecordBound extends FilterReader {
    /** A line of a roster has some hundred characters; the parser reads some thousand ahead. */
    static final int LONGEST = 100_000;

    private int sinceRecord;

    RecordBound(Reader reader) {
        super(reader);
    }

    /** A record has come out of the parser. */
    void recordEnds() {
        sinceRecord = 0;
    }

    @Override
    public int read() throws IOException {
        int one = super.read();
        count(one < 0 ? 0 : 1);
        return one;
    }

    @Override
    public int read(char[] into, int from, int length) throws IOException {
        int read = super.read(into, from, length);
        count(read);
        return read;
    }

    private void count(int read) throws IOException {
        sinceRecord += Math.max(0, read);
        if (sinceRecord > LONGEST) {
            throw new TooLong();
        }
    }

    static final class TooLong extends IOException {
        private static final long serialVersionUID = 1L;
    }
}
