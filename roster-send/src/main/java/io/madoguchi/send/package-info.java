/** The district's command that sends a roster, waits, and says what became of it. */
@NullMarked
package io.madoguchi.send;

import org.jspecify.annotations.NullMarked;
