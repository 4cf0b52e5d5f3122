/** Who the patrons are: search, reading, what a caller may do. */
@NullMarked
package io.madoguchi.directory;

import org.jspecify.annotations.NullMarked;
