/** What identifies a school. */
@NullMarked
package io.madoguchi.school;

import org.jspecify.annotations.NullMarked;
