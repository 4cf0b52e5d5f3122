/** What may pass through the window: the authorisation documents and the one rule that decides by them. */
@NullMarked
package io.madoguchi.disclosure;

import org.jspecify.annotations.NullMarked;
