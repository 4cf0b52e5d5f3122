package io.madoguchi.disclosure;

import io.madoguchi.school.SchoolCode;

/** A school for which an account works, and when (R6). */
public record Assignment(SchoolCode school, Period period) {}
