package io.madoguchi.oneroster;

import java.util.Locale;

/** A rule that a roster can break. Names, readings and numbers of persons are never told with it: file, line and column are. */
public enum Rule {
    NOT_A_ZIP(true),
    ZIP_BROKEN(true),
    ZIP_PATH(true),
    ZIP_FILE_TWICE(true),
    ZIP_TOO_LARGE(true),
    ZIP_BOMB(true),
    ZIP_TOO_MANY_FILES(true),
    MANIFEST_MISSING(true),
    MANIFEST_VERSION(true),
    ONEROSTER_VERSION(true),
    /** A file is neither absent, bulk nor delta. */
    FILE_MODE(true),
    /** Files that describe the same persons are of different modes. */
    FILE_MODES_DIFFER(true),
    FILE_MISSING(true),
    /** The manifest says that it is absent. */
    FILE_NOT_ANNOUNCED(true),
    FILE_NEEDED(true),
    STATUS_IN_BULK(true),
    STATUS_IN_DELTA(true),
    ENCODING(true),
    HEADER_MISSING(true),
    COLUMN_MISSING(true),
    COLUMN_TWICE(true),
    QUOTING(true),
    RECORD_TOO_LONG(true),

    CELL_COUNT,
    REQUIRED,
    TOO_LONG,
    CHARACTER,
    FORMULA,
    IDENTIFIER,
    STATUS,
    MODIFIED,
    DATE,
    DATES_ORDER,
    SCHOOL_YEAR,
    BOOLEAN,
    INTEGER,
    VALUE_UNKNOWN,
    GRADE_UNKNOWN,
    KANA,
    KANA_HALF_WIDTH,
    SCHOOL_CODE,
    DISTRICT_CODE,
    PRIMARY_OF_STUDENT,

    DUPLICATE,
    REFERENCE,
    PARENT_OF_DISTRICT,
    PARENT_CYCLE,
    ROLE_MISSING,
    PRIMARY_ROLE_MISSING,
    PRIMARY_ROLES_DIFFER,
    GRADE_MISSING,
    GRADE_OF_ANOTHER_LEVEL,
    CLASS_OF_ANOTHER_SCHOOL,
    ATTENDANCE_NUMBER_TWICE,
    KEY_TWICE;

    private final boolean ofWholePackage;

    Rule() {
        this(false);
    }

    Rule(boolean ofWholePackage) {
        this.ofWholePackage = ofWholePackage;
    }

    /** Whether nothing of the package can be taken; of the others, the line alone is left out where the sender wants it so. */
    public boolean isOfWholePackage() {
        return ofWholePackage;
    }

    /** As it stands in answers: {@code school-code}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
