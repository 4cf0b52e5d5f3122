/** What the patron service says of rosters: name lists of the district that come in, and what becomes of them. */
@NullMarked
package io.madoguchi.api.roster;

import org.jspecify.annotations.NullMarked;
