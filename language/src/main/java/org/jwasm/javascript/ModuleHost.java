// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.javascript;

import org.jwasm.instantiation.Limitations;
import org.jwasm.runtime.ModuleCode;
import org.jwasm.runtime.WasmInstance;

import com.oracle.truffle.api.TruffleLanguage.Env;

/** What the protocol needs of the context of the language. */
public interface ModuleHost {

    Env env();

    Limitations limitations();

    /** The module object of a binary module: what evaluating it gives. */
    Object decode(byte[] bytes);

    /** Whether imports from a module are none of JavaScript's business. */
    boolean isHidden(String module);

    /** What a module object stands for, or null if {@code object} is none. */
    ModuleCode code(Object object);

    /** A new instance object, whose shared memories have buffers. */
    Object instantiate(ModuleCode code, Object imports);

    /** What an instance object stands for, or null if {@code object} is none. */
    WasmInstance instance(Object object);
}
