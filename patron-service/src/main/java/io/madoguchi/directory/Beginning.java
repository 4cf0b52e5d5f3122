package io.madoguchi.directory;

import io.madoguchi.api.directory.PatronSearch;
import io.madoguchi.disclosure.Field;
import io.madoguchi.text.FoldedText;
import java.util.Objects;

/** The beginning of a name or of its reading, in the form in which they are compared. */
record Beginning(Key key, String text) {

    /** What a search compares with, and the field that has to be open to the caller for it. */
    enum Key {
        NAME("name_key", Field.DISPLAY_NAME),
        KANA("kana_key", Field.NAME_KANA);

        private final String column;
        private final Field field;

        Key(String column, Field field) {
            this.column = column;
            this.field = field;
        }

        String column() {
            return column;
        }

        Field field() {
            return field;
        }
    }

    static Beginning of(PatronSearch search) {
        return search.name() != null
                ? new Beginning(Key.NAME, FoldedText.of(search.name()))
                : new Beginning(Key.KANA, FoldedText.of(Objects.requireNonNull(search.kana())));
    }

    /** As people count: 𠮷 is one. */
    int characters() {
        return text.codePointCount(0, text.length());
    }

    /** Without the text, which is of a name. */
    @Override
    public String toString() {
        return "Beginning[" + key + "]";
    }
}
