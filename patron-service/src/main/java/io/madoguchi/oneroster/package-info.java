/** Reads OneRoster 1.2 packages and lists of one school, and takes of them only what the directory knows (R2). */
@NullMarked
package io.madoguchi.oneroster;

import org.jspecify.annotations.NullMarked;
