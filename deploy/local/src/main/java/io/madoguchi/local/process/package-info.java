/** Processes that outlive mistakes: recorded, found again, ended, and never mistaken for one another. */
@NullMarked
package io.madoguchi.local.process;

import org.jspecify.annotations.NullMarked;
