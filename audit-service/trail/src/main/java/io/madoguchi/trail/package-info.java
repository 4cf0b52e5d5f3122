/** The trail: takes each access record once, keeps it, answers auditors. */
@NullMarked
package io.madoguchi.trail;

import org.jspecify.annotations.NullMarked;
