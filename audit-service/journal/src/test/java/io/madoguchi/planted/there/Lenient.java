package io.madoguchi.planted.there;

import io.quarkus.security.PermissionsAllowed;

/** Asks for another scope than its contract says. */
public class Lenient implements Contract {
    @Override
    @PermissionsAllowed("circulation:write")
    public void read() {}
}
