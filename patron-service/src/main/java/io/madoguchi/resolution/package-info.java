/** From a name to patron ids and back, for a case, with a second person's approval. */
@NullMarked
package io.madoguchi.resolution;

import org.jspecify.annotations.NullMarked;
