/** What the circulation service says of loans. */
@NullMarked
package io.madoguchi.api.lending;

import org.jspecify.annotations.NullMarked;
