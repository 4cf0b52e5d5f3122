package io.madoguchi.verifier;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Where a command works: the language, the two streams, and files that it opens. */
record Desk(Words words, PrintStream out, PrintStream err, boolean terminal) {

    private static final long LONGEST_TEXT = 1 << 20;

    /** A file that can't be read, or is not what it was said to be. */
    static final class Unreadable extends RuntimeException {
        private static final long serialVersionUID = 1;

        Unreadable(String message) {
            super(message);
        }
    }

    /** An argument that makes no sense. */
    static final class Misused extends RuntimeException {
        private static final long serialVersionUID = 1;

        Misused(String message) {
            super(message);
        }
    }

    void say(String key, Object... values) {
        out.println(words.say(key, values));
    }

    /** A small file as text, such as a checkpoint or a policy. */
    String text(Path file) {
        try {
            if (Files.size(file) > LONGEST_TEXT) {
                throw new Unreadable(words.say("file.too-long", file));
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
                    .toString();
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    /** A large file as a stream; on a terminal a bar shows how far it was read. */
    InputStream open(Path file, String task) {
        try {
            if (Files.isDirectory(file)) {
                throw new NoSuchFileException(file.toString());
            }
            InputStream in = Files.newInputStream(file);
            return terminal ? new ProgressBar(in, Files.size(file), words.say(task), err) : in;
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    Unreadable unreadable(Path file, IOException e) {
        return new Unreadable(words.say(
                e instanceof NoSuchFileException ? "file.missing" : "file.unreadable",
                file,
                e.getClass().getSimpleName()));
    }

    int failed(Exception e) {
        if (e instanceof Misused) {
            err.println(words.say("usage.wrong", String.valueOf(e.getMessage())));
            return Verifier.USAGE;
        }
        if (e instanceof Unreadable) {
            err.println(e.getMessage());
        } else {
            err.println(words.say("failed", e.getClass().getSimpleName()));
        }
        return Verifier.UNREADABLE;
    }
}
