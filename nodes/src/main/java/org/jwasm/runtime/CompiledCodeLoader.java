// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.runtime;

/** The loader of the classes that functions of one module are compiled to. They have names, so that they can call each other, and go with the module. */
public abstract class CompiledCodeLoader extends ClassLoader {

    static {
        // A loader is only parallel capable if all above it are.
        registerAsParallelCapable();
    }

    private final ModuleCode code;

    /** @param code of the module whose functions the classes have */
    protected CompiledCodeLoader(ModuleCode code, ClassLoader parent) {
        super("compiled WebAssembly", parent);
        this.code = code;
    }

    /** The module whose functions a class has; null if it has none of a module. */
    static ModuleCode code(Class<?> type) {
        return type.getClassLoader() instanceof CompiledCodeLoader loader ? loader.code : null;
    }
}
