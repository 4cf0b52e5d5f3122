/** The benchmark: real requests with real tokens, beside pgbench doing the same transaction in the same run. */
@NullMarked
package io.madoguchi.load;

import org.jspecify.annotations.NullMarked;
