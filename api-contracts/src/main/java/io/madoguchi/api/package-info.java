/** What clients and services say to each other: resources as JAX-RS interfaces, JSON as records. */
@NullMarked
package io.madoguchi.api;

import org.jspecify.annotations.NullMarked;
