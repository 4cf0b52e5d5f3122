package io.madoguchi.journal;

import io.madoguchi.caller.CallerSettings;
import io.madoguchi.caller.ServiceToken;
import jakarta.inject.Inject;
import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import java.security.PrivateKey;
import java.time.Clock;

/** Signs each request to the trail anew: the trail takes records while the identity provider is down. */
public class SignedByService implements ClientRequestFilter {
    private final String client;
    private final PrivateKey key;
    private final Clock clock;

    @Inject
    SignedByService(CallerSettings settings, Clock clock) {
        this.client = settings.source();
        this.key = ServiceToken.privateKey(settings.trail().key().orElseThrow());
        this.clock = clock;
    }

    @Override
    public void filter(ClientRequestContext request) {
        request.getHeaders().putSingle(HttpHeaders.AUTHORIZATION, "Bearer " + ServiceToken.sign(client, key, clock));
    }
}
