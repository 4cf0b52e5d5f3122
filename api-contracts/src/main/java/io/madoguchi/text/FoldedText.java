package io.madoguchi.text;

import com.ibm.icu.text.Transliterator;

/**
 * The form in which names, readings and titles are compared: かとう = カトウ = ｶﾄｳ, Ａ = a, spaces ignored.
 * Hiragana, NFKC, lower case. A prefix of a text folds to a prefix of the folded text, so that an index can serve it.
 */
public final class FoldedText {
    private static final Transliterator FOLD =
            Transliterator.getInstance("NFKC; Katakana-Hiragana; Lower; NFKC; [[:White_Space:]・･] Remove");

    private FoldedText() {}

    public static String of(String text) {
        return FOLD.transliterate(text);
    }
}
