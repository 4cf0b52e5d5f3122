package io.madoguchi.directory;

import io.madoguchi.api.directory.PatronSearch;
import io.madoguchi.disclosure.Field;
import io.madoguchi.text.FoldedText;
import java.util.Objects;

/** The beginning of a name or of its reading, in the form in which they are compared. */
record Beginning(Key key, String text) {

    /** What a search compares with, and the field that has to be open to the caller for it. */
    enum Key {
        NAME("name_key", "patron_by_name", Field.DISPLAY_NAME),
        KANA("kana_key", "patron_by_kana", Field.NAME_KANA);

        /** Above every character that a name can hold. */
        private static final String LAST = Character.toString(Character.MAX_CODE_POINT);

        private final String column;
        private final String view;
        private final Field field;

        Key(String column, String view, Field field) {
            this.column = column;
            this.view = view;
            this.field = field;
        }

        String column() {
            return column;
        }

        /** Where contractors' accounts find the column, for those of whom the field is open to them. */
        String view() {
            return view;
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

    /** The first text, by bytes, that no longer begins so. */
    String end() {
        return text + Key.LAST;
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
