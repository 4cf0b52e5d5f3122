/** What the audit service takes and says: the record of every access. */
@NullMarked
package io.madoguchi.api.trail;

import org.jspecify.annotations.NullMarked;
