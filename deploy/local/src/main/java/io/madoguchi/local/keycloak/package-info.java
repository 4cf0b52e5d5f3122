/** A Keycloak server with the realm of this repository. */
@NullMarked
package io.madoguchi.local.keycloak;

import org.jspecify.annotations.NullMarked;
