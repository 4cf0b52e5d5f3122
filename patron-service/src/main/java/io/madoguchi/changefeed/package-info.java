/** How other services hear of patrons who came, changed or left, without their names. */
@NullMarked
package io.madoguchi.changefeed;

import org.jspecify.annotations.NullMarked;
