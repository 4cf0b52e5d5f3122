package io.madoguchi.directory;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** The city has put the amendments that concern the directory in force: よみ (A) and the class window (C). */
public class Amendments implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of("madoguchi.authorisations.shipped", "shiryo-71,library-regulation,amendment-a,amendment-c");
    }
}
