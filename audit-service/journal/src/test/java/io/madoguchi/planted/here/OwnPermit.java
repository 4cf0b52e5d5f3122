package io.madoguchi.planted.here;

import io.madoguchi.disclosure.Act;
import io.madoguchi.disclosure.Permit;
import java.util.List;

/** Opens the window to itself. */
public class OwnPermit {
    Permit permit = new Permit(Act.READ_PATRON, List.of());
}
