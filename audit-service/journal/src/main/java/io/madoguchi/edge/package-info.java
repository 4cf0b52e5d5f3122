/** Where a request leaves the service: problems for clients, headers, clock. */
@NullMarked
package io.madoguchi.edge;

import org.jspecify.annotations.NullMarked;
