package io.madoguchi.roster;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import java.time.Duration;

/** How rosters are taken. */
@ConfigMapping(prefix = "roster")
interface RosterSettings {
    /** As it comes over the wire. A million users are some hundred megabytes. */
    MemorySize largestPackage();

    /** How long an import can be asked for after its end. What it changed stays in the trail. */
    Duration keptFor();
}
