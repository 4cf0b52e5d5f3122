/** How what is read about persons comes out of the database: through the pool, and as the role, that fits the caller. */
@NullMarked
package io.madoguchi.reading;

import org.jspecify.annotations.NullMarked;
