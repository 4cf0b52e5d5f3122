/** The class window (amendment C): a school opens it for some minutes, and it closes by itself. */
@NullMarked
package io.madoguchi.classwindow;

import org.jspecify.annotations.NullMarked;
