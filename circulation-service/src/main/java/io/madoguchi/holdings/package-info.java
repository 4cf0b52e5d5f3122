/** The collection: which copies a school has and where they are. */
@NullMarked
package io.madoguchi.holdings;

import org.jspecify.annotations.NullMarked;
