package io.madoguchi.journal;

import java.sql.SQLException;

/** What a log may say of a failure: kinds and places. Never a message, which can hold what was sent or stored. */
public final class FailureText {
    private FailureText() {}

    public static String of(Throwable failure) {
        StringBuilder text = new StringBuilder();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            text.append("\n  ").append(cause.getClass().getName());
            if (cause instanceof SQLException sql) {
                text.append(" SQLSTATE ").append(sql.getSQLState());
            }
            for (StackTraceElement frame : cause.getStackTrace()) {
                if (frame.getClassName().startsWith("io.madoguchi")) {
                    text.append("\n    at ").append(frame);
                }
            }
        }
        return text.toString();
    }
}
