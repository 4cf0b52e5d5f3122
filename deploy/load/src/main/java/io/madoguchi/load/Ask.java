package io.madoguchi.load;

import io.madoguchi.local.Service;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One request, ready to be sent.
 *
 * @param isPost else it is a GET
 * @param duty the stated duty; null where none is stated
 * @param body made when it is sent; nothing for a GET
 */
record Ask(Service service, boolean isPost, String path, Bearer bearer, @Nullable String duty, Supplier<byte[]> body) {
    private static final byte[] NOTHING = {};

    static Ask post(Service service, String path, Bearer bearer, @Nullable String duty, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return new Ask(service, true, path, bearer, duty, () -> bytes);
    }

    /** Of an auditor, who looks whether the system works. */
    static Ask get(Service service, String path, Bearer bearer) {
        return new Ask(service, false, path, bearer, null, () -> NOTHING);
    }
}
