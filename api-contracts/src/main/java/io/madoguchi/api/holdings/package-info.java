/** What the circulation service says of the collection. */
@NullMarked
package io.madoguchi.api.holdings;

import org.jspecify.annotations.NullMarked;
