package io.madoguchi.directory;

import io.madoguchi.api.directory.PatronSearch;
import io.madoguchi.problem.ProblemCode;
import java.util.Optional;

/** What may be asked of the directory. A contractor may look a person up, and never list people (R33). */
final class SearchRules {
    /** Above so many matches a contractor sees none of them. */
    private static final int MATCHES_FOR_CONTRACTORS = 20;

    private static final int CHARACTERS_FOR_CONTRACTORS = 2;
    private static final int PAGE = 50;

    private SearchRules() {}

    static Optional<ProblemCode> refuse(PatronSearch search, boolean contractor, Visible visible) {
        Optional<ProblemCode> pages = refuseWhenAContractorAsksForPages(search, contractor);
        if (search.cardBarcode() != null) {
            return pages;
        }
        Beginning beginning = Beginning.of(search);
        return pages.or(() -> refuseWhenTheKeyIsNotOpen(beginning, visible))
                .or(() -> refuseWhenTheBeginningIsTooShort(beginning, contractor));
    }

    private static Optional<ProblemCode> refuseWhenAContractorAsksForPages(PatronSearch search, boolean contractor) {
        return when(
                contractor && (search.limit() != null || search.cursor() != null), ProblemCode.PAGING_NOT_PERMITTED);
    }

    /** To find by a field that is withheld would disclose it. */
    private static Optional<ProblemCode> refuseWhenTheKeyIsNotOpen(Beginning beginning, Visible visible) {
        return when(visible.where(beginning.key().field()).isNobody(), ProblemCode.NOT_AUTHORISED);
    }

    /** A name of nothing but spaces is the beginning of every name; nobody lists the whole school. */
    private static Optional<ProblemCode> refuseWhenTheBeginningIsTooShort(Beginning beginning, boolean contractor) {
        return when(beginning.characters() < (contractor ? CHARACTERS_FOR_CONTRACTORS : 1), ProblemCode.NAME_TOO_SHORT);
    }

    /** How many matches one answer holds. */
    static int mostMatches(PatronSearch search, boolean contractor) {
        return contractor ? MATCHES_FOR_CONTRACTORS : search.limit() == null ? PAGE : search.limit();
    }

    private static Optional<ProblemCode> when(boolean wrong, ProblemCode code) {
        return wrong ? Optional.of(code) : Optional.empty();
    }
}
