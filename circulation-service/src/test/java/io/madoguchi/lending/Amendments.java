package io.madoguchi.lending;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** The city has put the amendments that concern lending in force: standing (B) and current titles (D). */
public class Amendments implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of("madoguchi.authorisations.shipped", "shiryo-71,library-regulation,amendment-b,amendment-d");
    }
}
