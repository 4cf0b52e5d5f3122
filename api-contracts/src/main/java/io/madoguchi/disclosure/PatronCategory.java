package io.madoguchi.disclosure;

/** The three categories of patron (対象者, R43); 教職員 and 教員 are one (the strict reading, R15). */
public enum PatronCategory {
    ELEMENTARY_PUPIL,
    JUNIOR_HIGH_STUDENT,
    STAFF
}
