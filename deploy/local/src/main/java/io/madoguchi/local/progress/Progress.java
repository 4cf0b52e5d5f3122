package io.madoguchi.local.progress;

import java.io.IOException;
import java.sql.SQLException;
import java.util.function.Consumer;

/** Told of every step as it begins, goes on and ends. Steps may overlap. */
public interface Progress {

    /** Shows nothing. */
    Progress SILENT = name -> new Running() {
        @Override
        public void detail(String text) {}

        @Override
        public void end(boolean succeeded) {}
    };

    Running begin(String name);

    /** One step under way. */
    interface Running {
        /** How far it is, such as {@code 120,000 items}. */
        void detail(String text);

        void end(boolean succeeded);
    }

    /** Runs {@code work} as a step; the work reports how far it is through the consumer it is given. */
    default <T> T step(String name, Work<T> work) throws IOException, SQLException {
        Running running = begin(name);
        boolean succeeded = false;
        try {
            T result = work.run(running::detail);
            succeeded = true;
            return result;
        } finally {
            running.end(succeeded);
        }
    }

    /** Runs {@code action} as a step. */
    default void run(String name, Action action) throws IOException, SQLException {
        step(name, detail -> {
            action.run();
            return true;
        });
    }

    /** What a step does that has nothing to tell on the way. */
    @FunctionalInterface
    interface Action {
        void run() throws IOException, SQLException;
    }

    /** What a step does. */
    @FunctionalInterface
    interface Work<T> {
        T run(Consumer<String> detail) throws IOException, SQLException;
    }
}
