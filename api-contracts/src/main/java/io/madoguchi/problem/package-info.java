/** Every refusal a client can meet, as RFC 9457 problems. */
@NullMarked
package io.madoguchi.problem;

import org.jspecify.annotations.NullMarked;
