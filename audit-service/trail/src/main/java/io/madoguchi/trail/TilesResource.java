package io.madoguchi.trail;

import io.madoguchi.api.trail.TilesApi;
import io.madoguchi.disclosure.Scopes;
import io.madoguchi.log.tree.TileId;
import io.quarkus.security.PermissionsAllowed;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** The tiles of the log over HTTP. */
class TilesResource implements TilesApi {
    /** The tile a path names never changes: a wider one has another path. */
    private static final String FOR_EVER = "private, max-age=31536000, immutable";

    private final ReadLog read;

    TilesResource(ReadLog read) {
        this.read = read;
    }

    @Override
    @PermissionsAllowed(Scopes.AUDIT_READ)
    public Response readCheckpoint() {
        return note(read.newest());
    }

    @Override
    @PermissionsAllowed(Scopes.AUDIT_READ)
    public Response readTile(String path) {
        return Response.ok(read.tile(TileId.parse("tile/" + path)), MediaType.APPLICATION_OCTET_STREAM_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, FOR_EVER)
                .build();
    }

    static Response note(String text) {
        return Response.ok(text, MediaType.TEXT_PLAIN_TYPE.withCharset("utf-8")).build();
    }
}
