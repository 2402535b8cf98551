// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.launcher;

import java.io.PrintStream;
import org.jwasm.runtime.WasmException;

/** What users read when something goes wrong: one line that starts with {@code jwasm:}, never a Java stack trace. */
final class Messages {

    /** Set to 1 to see the Java side of failures. */
    private static final String DEBUG = "JWASM_DEBUG";

    private Messages() {
    }

    static boolean debugging() {
        String value = System.getenv(DEBUG);
        return value != null && !value.isEmpty() && !value.equals("0");
    }

    /** Prints {@code jwasm: message}. */
    static void error(String message) {
        System.err.println("jwasm: " + message);
    }

    /** Prints a line for developers if they asked for it. */
    static void debug(String message) {
        if (debugging()) {
            System.err.println("jwasm: debug: " + message);
        }
    }

    /** Reports what a command threw; returns its exit code. */
    static int failure(Throwable failure) {
        if (failure instanceof LoadException) {
            error(failure.getMessage());
            return ExitCode.USAGE;
        }
        if (failure instanceof Output.ClosedException) {
            return ExitCode.CLOSED_OUTPUT;
        }
        if (failure instanceof OutOfMemoryError) {
            error("out of memory: give Java more, for example with JWASM_JAVA_OPTS=-Xmx8g");
            debug(failure);
            return ExitCode.TRAP;
        }
        return internalError(failure);
    }

    /** Reports a defect of jwasm. */
    static int internalError(Throwable failure) {
        error("internal error: " + failure + "; please report it, with what " + DEBUG + "=1 adds to this message");
        debug(failure);
        return ExitCode.INTERNAL_ERROR;
    }

    static void debug(Throwable failure) {
        if (debugging()) {
            PrintStream err = System.err;
            failure.printStackTrace(err);
        }
    }

    /** The message of a failure of {@code file}'s content. */
    static LoadException badModule(String file, WasmException failure) {
        return new LoadException(file, failure.getMessage());
    }

    static String decapitalized(String message) {
        boolean acronym = message.length() > 1 && Character.isUpperCase(message.charAt(1));
        return message.isEmpty() || acronym ? message : Character.toLowerCase(message.charAt(0)) + message.substring(1);
    }

    /** A guest's text that can't command the terminal. */
    static String printable(String text) {
        StringBuilder printable = new StringBuilder(text.length());
        text.codePoints().limit(300).forEach(c -> {
            if (Character.isISOControl(c) || c == 0x2028 || c == 0x2029 || Character.getType(c) == Character.FORMAT) {
                printable.append(String.format("\\u%04x", c));
            } else {
                printable.appendCodePoint(c);
            }
        });
        return printable.toString();
    }
}
