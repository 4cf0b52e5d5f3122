/** Trials of the whole system: they try to get out of it what may not pass, and judge by the hand-written table alone. */
@NullMarked
package io.madoguchi.trial;

import org.jspecify.annotations.NullMarked;
