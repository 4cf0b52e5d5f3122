/** The paper witness: a checkpoint printed, stamped and filed, out of reach of whoever could change the log. */
@NullMarked
package io.madoguchi.local.paper;

import org.jspecify.annotations.NullMarked;
