package io.madoguchi.edge;

import io.micrometer.core.instrument.config.MeterFilter;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Keeps out of the metrics what tells an attacker which Java this is. */
public final class QuietMetrics {
    private QuietMetrics() {}

    @Produces
    @Singleton
    static MeterFilter withoutVersions() {
        return MeterFilter.deny(meter -> meter.getName().equals("jvm.info"));
    }
}
