package org.jspecify.annotations;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * JSpecify's annotation without a trace in the class file. For mutation testing only: no JVM redefines a record whose
 * components have type annotations, and pitest counts its failure to do so as a mutant noticed.
 */
@Target(ElementType.TYPE_USE)
@Retention(RetentionPolicy.SOURCE)
public @interface Nullable {}
