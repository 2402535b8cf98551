// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.text;

import java.util.List;
import java.util.Map;
import org.jwasm.runtime.WasmException;
import org.jwasm.structure.Feature;

/** What test scripts are run on. Every failure is a {@link WasmException} with its type and the specification's words. */
public interface ScriptEngine {

    /** Whether modules can use a feature; the module {@code spectest} has something for some of them. */
    boolean supports(Feature feature);

    /**
     * Decodes and validates a module.
     *
     * @throws WasmException malformed or invalid
     */
    Definition define(byte[] module);

    /** The same for a module of the harness, which can use all features. */
    Definition defineHost(byte[] module);

    /** A valid module. */
    interface Definition {

        /**
         * A new instance.
         *
         * @param registered the instances that can be imported from, by module name
         * @throws WasmException unlinkable, a trap, or exhaustion
         */
        Instance instantiate(Map<String, Instance> registered);
    }

    /** An instance, made by the same engine. */
    interface Instance {

        /**
         * Calls an exported function.
         *
         * @throws WasmException a trap or exhaustion
         * @throws UncaughtException if the guest throws
         * @throws IllegalArgumentException if there is no such function or the arguments are of other types
         */
        List<ScriptValue> invoke(String export, List<ScriptValue> arguments);

        /** The value of an exported global. */
        ScriptValue get(String export);
    }

    /** An exception of the guest that nothing caught. */
    final class UncaughtException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public UncaughtException(String message) {
            super(message, null, false, false);
        }
    }
}
