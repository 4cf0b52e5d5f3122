/** What an entry of the log commits to: a record in canonical JSON under a random salt. */
@NullMarked
package io.madoguchi.log.record;

import org.jspecify.annotations.NullMarked;
