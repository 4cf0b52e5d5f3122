/** The whole system on one machine: what {@code deploy/up}, {@code deploy/down} and {@code deploy/token} run. */
@NullMarked
package io.madoguchi.local;

import org.jspecify.annotations.NullMarked;
