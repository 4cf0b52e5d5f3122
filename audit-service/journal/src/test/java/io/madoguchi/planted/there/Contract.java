package io.madoguchi.planted.there;

import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;

/** Says that a scope is needed. */
public interface Contract {
    @SecurityRequirement(name = "keycloak", scopes = "patron.name:read")
    void read();
}
