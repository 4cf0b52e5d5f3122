/**
 * What may pass through the window: the authorisation documents and the one rule that decides by them. Which other layers
 * hold the rule up, and which of them stops which leak, stands in {@code api-contracts/docs/layers.md}.
 */
@NullMarked
package io.madoguchi.disclosure;

import org.jspecify.annotations.NullMarked;
