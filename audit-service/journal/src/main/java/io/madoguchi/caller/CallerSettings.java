package io.madoguchi.caller;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the services share: who they are to the trail, the city's time, the documents in use, the limits of the record. */
@ConfigMapping(prefix = "madoguchi")
public interface CallerSettings {
    /** The service's client id, the {@code source} of its records. */
    String source();

    /** The database schema, and the first part of the names of its roles. */
    String schema();

    /** The port unless the environment states another. */
    int port();

    /** The time zone in which days begin and end. */
    ZoneId zone();

    /** The longest body of a request. */
    MemorySize maxBodySize();

    /** Of these media types bodies may be longer, or must be shorter. */
    Map<String, MemorySize> bodySizes();

    /** How long a client that came by TLS must come by TLS only (RFC 6797). */
    Duration transportSecurity();

    Documents authorisations();

    Refusals refusals();

    Reading reading();

    Relay relay();

    Trail trail();

    Journal journal();

    /** Which authorisation documents decide. */
    interface Documents {
        /** Names of shipped documents. Amendments are off unless they are named here. */
        List<String> shipped();

        /** A folder with further documents. */
        Optional<Path> folder();
    }

    /** How the journal is delivered. */
    interface Relay {
        /** How often the relay looks; {@code off} stops it. */
        String every();

        /** Records in one delivery. */
        int batch();
    }

    /** Where the records go. A service without it does not start. */
    interface Trail {
        /** The audit service's address. */
        Optional<URI> url();

        /** The key with which this service signs what it delivers: P-256, PKCS #8 in Base64. */
        Optional<String> key();

        /** At the trail: public keys by client id; several of one service with commas, while they change. */
        Map<String, String> services();
    }

    /** How far the journal may fill while the trail takes nothing; beyond it nothing is disclosed or changed. */
    interface Journal {
        /** The longest that the first record may wait. */
        Duration longestWait();

        /** Per cent of the disk, or of the largest database, that may be in use while records wait. */
        int fullestDisk();

        /** A file or folder on the database's disk, where that is a disk of this machine. */
        Optional<Path> disk();

        /** The size that the database may have, where this service can't see its disk. */
        Optional<MemorySize> largestDatabase();

        /** How long rows stay that are delivered and cosigned: as long as backups are kept, 7 days at least. */
        Duration keep();

        /** How often old partitions are dropped and new ones made; {@code off} stops it. */
        String maintenance();
    }

    /** How much a contractor's account reads about persons before it is stopped (R33), in each service. */
    interface Reading {
        /** Look-ups in a quarter of an hour. 35 children in 20 minutes, each looked up twice, are 53. */
        int perQuarterHour();

        /** Persons shown in a day, each time counted. The largest school has some 600 patrons. */
        int personsPerDay();
    }

    /** How refusals are recorded. */
    interface Refusals {
        /** Beyond so many refusals of one account in a minute, the rest of the minute is one record. */
        int perMinute();
    }
}
