/** Nothing lost and nothing doubled: what left the system, byte by byte, held against what the trail has of it. */
@NullMarked
package io.madoguchi.trial.loss;

import org.jspecify.annotations.NullMarked;
