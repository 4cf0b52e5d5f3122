package io.madoguchi.trial;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.ProtectionDomain;
import org.jspecify.annotations.Nullable;

/** Puts other classes in the place of a service's own while it is on trial; the product has no switch for it. Stands alone in its jar. */
public final class PatchAgent {
    private PatchAgent() {}

    /** {@code folder}: the classes, in the folders of their packages. */
    public static void premain(String folder, Instrumentation instrumentation) {
        instrumentation.addTransformer(new ClassFileTransformer() {
            @Override
            public byte @Nullable [] transform(
                    @Nullable ClassLoader loader,
                    @Nullable String name,
                    @Nullable Class<?> redefined,
                    ProtectionDomain domain,
                    byte[] original) {
                Path patched = Path.of(folder, name + ".class");
                try {
                    return name != null && Files.exists(patched) ? Files.readAllBytes(patched) : null;
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        });
    }
}
