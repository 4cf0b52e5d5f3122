/** The record of each access: written in the caller's transaction, delivered to the trail later. */
@NullMarked
package io.madoguchi.journal;

import org.jspecify.annotations.NullMarked;
