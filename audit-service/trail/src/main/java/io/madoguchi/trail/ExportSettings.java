package io.madoguchi.trail;

import io.smallrye.config.ConfigMapping;

/** Limits of the exports. */
@ConfigMapping(prefix = "exports")
interface ExportSettings {
    /** Records in one export; they wait on the service's disk until their digest is on record, a kilobyte or so each. */
    int maxRecords();
}
