/** {@code deploy/authorisation}: authorisation documents as the council's paper, side by side, and tried on what was recorded. */
@NullMarked
package io.madoguchi.local.authorisation;

import org.jspecify.annotations.NullMarked;
