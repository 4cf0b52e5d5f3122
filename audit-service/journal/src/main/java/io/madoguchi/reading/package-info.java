/** How what is read about persons comes out of the database, and what is changed goes in: through the pool, and as the role, that fits the caller. */
@NullMarked
package io.madoguchi.reading;

import org.jspecify.annotations.NullMarked;
