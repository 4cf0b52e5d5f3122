package io.madoguchi.journal;

import io.madoguchi.caller.CallerSettings;
import io.quarkus.runtime.Startup;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/** A service that does not know where its records go does not start: there is no address that it would guess. */
@Startup
@Singleton
class ConfiguredTrail {
    private static final Logger LOG = Logger.getLogger(ConfiguredTrail.class);

    @Inject
    ConfiguredTrail(CallerSettings settings) {
        if (settings.trail().url().isEmpty()) {
            refuse("MADOGUCHI_AUDIT_URL", "監査サービスの URL", "the audit service's address");
        }
        if (settings.trail().key().isEmpty()) {
            refuse("MADOGUCHI_TRAIL_KEY", "このサービスの署名鍵", "the key with which this service signs what it delivers");
        }
    }

    private static void refuse(String variable, String japanese, String english) {
        // Said here, because the log takes the words out of exceptions.
        LOG.errorf("起動しません。環境変数 %s に%sを設定してください。", variable, japanese);
        LOG.errorf("Not started: set the environment variable %s to %s.", variable, english);
        throw new IllegalStateException(variable + " is not set");
    }
}
