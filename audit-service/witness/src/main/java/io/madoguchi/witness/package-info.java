/**
 * A witness (C2SP tlog-witness): it watches that a log only ever grows, and cosigns the checkpoints for which that is so. It knows no record
 * and no person, only sizes and hashes.
 */
@NullMarked
package io.madoguchi.witness;

import org.jspecify.annotations.NullMarked;
