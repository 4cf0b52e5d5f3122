/** Check-out, return, renewal, and the loan records they leave. */
@NullMarked
package io.madoguchi.lending;

import org.jspecify.annotations.NullMarked;
