/** A PostgreSQL server from published binaries, with data that stay. */
@NullMarked
package io.madoguchi.local.postgres;

import org.jspecify.annotations.NullMarked;
