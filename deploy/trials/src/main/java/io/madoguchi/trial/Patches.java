package io.madoguchi.trial;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Classes of the product with the decision taken out, made from its sources as they stand: a source that no longer has the
 * place fails the trial, and does not pass it.
 */
final class Patches {
    /**
     * All that an act can open, but for what the contractor's view has no column for: a query that asks for that fails, and
     * would hide what else the other layers let through.
     */
    private static final String OPENED =
            "act.opens().stream().filter(field -> field != Field.PATRON_NUMBER && field != Field.CARD_BARCODE)"
                    + ".collect(java.util.stream.Collectors.toUnmodifiableSet())";

    /** The rule that refuses nothing and opens all that an act can open, of everybody, everywhere. */
    private static final Patch RULE = new Patch(
            "DisclosureRule",
            "(public static Decision decide\\([^{]*\\{)",
            """
            if (true) {
                return new Decision.Permitted(new Permit(act, java.util.List.of(new Grant(
                        java.util.Optional.empty(),
                        java.util.EnumSet.allOf(PatronCategory.class),
                        java.util.Optional.empty(),
                        %1$s,
                        new Citation("switched-off", "switched-off", "0".repeat(64))))));
            }
            """
                    .formatted(OPENED));
    /** The permit that queries and answers no longer obey: every column, of every row. */
    private static final Patch PROJECTION =
            new Patch("Permit", "(public Set<Field> fieldsOf\\([^{]*\\{)", "if (true) { return " + OPENED + "; }\n");

    private static final String PACKAGE = "io/madoguchi/disclosure/";

    private final Path root;
    private final Path folder;

    private record Patch(String type, String place, String instead) {}

    /** {@code folder}: of the trial's own data. */
    Patches(Path root, Path folder) {
        this.root = root;
        this.folder = folder;
    }

    /** The options of a JVM in which these layers are switched off. */
    List<String> options(boolean rule, boolean projection) throws IOException {
        if (!rule && !projection) {
            return List.of();
        }
        Path classes = folder.resolve((rule ? "rule" : "") + (projection ? "projection" : ""));
        Files.createDirectories(classes);
        if (rule) {
            compile(RULE, classes);
        }
        if (projection) {
            compile(PROJECTION, classes);
        }
        return List.of("-javaagent:" + agent() + "=" + classes);
    }

    private void compile(Patch patch, Path classes) throws IOException {
        Path original = root.resolve("api-contracts/src/main/java/" + PACKAGE + patch.type() + ".java");
        String source = Files.readString(original);
        String patched = Pattern.compile(patch.place()).matcher(source).replaceAll("$1\n" + patch.instead());
        if (patched.equals(source)) {
            throw new IllegalStateException(patch.type() + " has no place for the patch");
        }
        Path sources = folder.resolve("sources");
        Path file = Files.createDirectories(sources).resolve(patch.type() + ".java");
        Files.writeString(file, patched);
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler == null) {
            throw new IllegalStateException("this Java has no compiler");
        }
        StringWriter messages = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            List<String> options = List.of(
                    "-d", classes.toString(), "-proc:none", "-nowarn", "-cp", System.getProperty("java.class.path"));
            if (!compiler.getTask(messages, files, null, options, null, files.getJavaFileObjects(file))
                    .call()) {
                throw new IllegalStateException(patch.type() + " can't be patched: " + messages);
            }
        }
    }

    private Path agent() throws IOException {
        Path jar = folder.resolve("agent.jar");
        if (Files.exists(jar)) {
            return jar;
        }
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(new Attributes.Name("Premain-Class"), PatchAgent.class.getName());
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file, manifest)) {
            for (String name : agentClasses()) {
                out.putNextEntry(new JarEntry(name));
                try (InputStream in = PatchAgent.class.getResourceAsStream("/" + name)) {
                    if (in == null) {
                        throw new IllegalStateException("no class " + name);
                    }
                    in.transferTo(out);
                }
            }
        }
        return jar;
    }

    private static List<String> agentClasses() {
        String name = PatchAgent.class.getName().replace('.', '/');
        List<String> classes = new ArrayList<>(List.of(name + ".class"));
        classes.add(name + "$1.class");
        return classes;
    }
}
