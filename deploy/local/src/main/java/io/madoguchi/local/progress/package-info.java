/** What the person at the terminal sees while things start and stop. */
@NullMarked
package io.madoguchi.local.progress;

import org.jspecify.annotations.NullMarked;
