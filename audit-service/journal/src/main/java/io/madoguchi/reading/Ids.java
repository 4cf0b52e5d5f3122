package io.madoguchi.reading;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochRandomGenerator;
import java.util.UUID;

/**
 * Ids of rows that come one after the other: UUIDs of version 7 (RFC 9562), which begin with the time. An index of them grows at its end and
 * costs the same however many there are; of random ones, each new row touches another page. 74 bits of each are random.
 */
public final class Ids {
    private static final TimeBasedEpochRandomGenerator GENERATOR = Generators.timeBasedEpochRandomGenerator();

    private Ids() {}

    public static UUID next() {
        return GENERATOR.generate();
    }
}
