/** Imports of the district's name lists into the directory (R2, R11, R12). */
@NullMarked
package io.madoguchi.roster;

import org.jspecify.annotations.NullMarked;
