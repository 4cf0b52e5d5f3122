/** How Japanese text is compared when people search. */
@NullMarked
package io.madoguchi.text;

import org.jspecify.annotations.NullMarked;
