package io.madoguchi.api.roster;

/** How far an import has come. */
public enum ImportState {
    RECEIVING,
    /** For imports that came before. */
    WAITING,
    COMPARING,
    APPLYING,
    /** A dry run, at its end: nothing was changed. */
    COMPARED,
    /** At its end. */
    APPLIED,
    /** Rules were broken: nothing was changed. */
    REFUSED,
    /** A school would lose more than the request allows: nothing was changed. */
    STOPPED,
    /** The transfer broke off: nothing was changed, it has to be sent again. */
    INTERRUPTED,
    /** The directory can't hold it, such as a card that two patrons of a school would have. Schools that were done stay so. */
    FAILED;

    /** Whether it stays so. */
    public boolean isEnd() {
        return switch (this) {
            case RECEIVING, WAITING, COMPARING, APPLYING -> false;
            case COMPARED, APPLIED, REFUSED, STOPPED, INTERRUPTED, FAILED -> true;
        };
    }
}
