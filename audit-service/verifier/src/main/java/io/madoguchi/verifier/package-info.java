/** The auditor's own check of exported bundles, tiles and checkpoints, on a laptop without network or database (R37). */
@NullMarked
package io.madoguchi.verifier;

import org.jspecify.annotations.NullMarked;
