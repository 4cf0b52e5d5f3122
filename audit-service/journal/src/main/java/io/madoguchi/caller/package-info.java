/** Who is calling, as the token says, and what the disclosure rule opens to them. */
@NullMarked
package io.madoguchi.caller;

import org.jspecify.annotations.NullMarked;
