package io.madoguchi.planted.here;

import io.madoguchi.disclosure.Grant;
import java.util.Optional;
import java.util.Set;

/** Opens the window to itself. */
public class OwnGrant {
    Grant grant = new Grant(Optional.empty(), Set.of(), Optional.empty(), Set.of(), null);
}
