/** What the patron service says: who a patron is. */
@NullMarked
package io.madoguchi.api.directory;

import org.jspecify.annotations.NullMarked;
