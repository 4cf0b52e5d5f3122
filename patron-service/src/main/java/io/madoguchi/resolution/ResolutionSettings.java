package io.madoguchi.resolution;

import io.smallrye.config.ConfigMapping;
import java.time.Duration;

/** How long a request lasts, and who the second person is. */
@ConfigMapping(prefix = "identity-resolution")
interface ResolutionSettings {
    /** From the asking until it can neither be approved nor resolved any more. */
    Duration expiresAfter();

    /** How long an answer that was lost on the way can be had again. */
    Duration repeatableFor();

    /** How long after its time a request is kept; its records stay in the trail. */
    Duration keptFor();

    SecondPerson secondPerson();

    /** Who may approve, besides being somebody else. */
    enum SecondPerson {
        /** One of the two is an auditor. */
        ONE_AUDITOR,
        /** One is an auditor and the other of the district. */
        OTHER_OFFICE
    }
}
