// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.text;

import java.util.List;
import org.jwasm.runtime.FailureType;

/** A command of a test script. Offsets are places in the script. */
sealed interface ScriptCommand {

    int offset();

    /** What it counts as, the first word of the command. */
    String kind();

    /** A module in one of its three forms. */
    interface ModuleSource {
        /** Its binary format; throws {@link TextException} if it is text that is malformed. */
        byte[] toBinary(WatOptions options);
    }

    /** A module that is defined and, unless {@code definitionOnly}, instantiated; the identifier may be null. */
    record Module(int offset, String identifier, ModuleSource source, boolean definitionOnly) implements ScriptCommand {
        @Override
        public String kind() {
            return definitionOnly ? "module definition" : "module";
        }
    }

    /** An instance of a module defined before; null for the last. */
    record Instance(int offset, String identifier, String definition) implements ScriptCommand {
        @Override
        public String kind() {
            return "module instance";
        }
    }

    /** Makes an instance importable; its identifier is null for the last. */
    record Register(int offset, String name, String identifier) implements ScriptCommand {
        @Override
        public String kind() {
            return "register";
        }
    }

    /** An invocation of an export, or the reading of a global if {@code arguments} is null. */
    record Action(int offset, String identifier, String export, List<ScriptValue> arguments) implements ScriptCommand {
        @Override
        public String kind() {
            return arguments == null ? "get" : "invoke";
        }
    }

    /** An action and its results. */
    record AssertReturn(int offset, Action action, List<ResultPattern> results) implements ScriptCommand {
        @Override
        public String kind() {
            return "assert_return";
        }
    }

    /** An action that fails, with a message that starts with {@code message}. */
    record AssertFailure(int offset, String kind, Action action, FailureType type, String message) implements ScriptCommand {
    }

    /** An action that throws an exception that no handler of a module catches. */
    record AssertException(int offset, Action action) implements ScriptCommand {
        @Override
        public String kind() {
            return "assert_exception";
        }
    }

    /** A module that fails, with a message that starts with {@code message}, when it is read, linked or instantiated. */
    record AssertModule(int offset, String kind, ModuleSource source, FailureType type, String message) implements ScriptCommand {
    }
}
