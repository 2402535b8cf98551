// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.program;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;

import org.jwasm.binary.FileBytes;

/**
 * A module that is run when its source is evaluated: instantiated, initialized and started, where other sources evaluate to their module. It is for the command, which would else wait
 * for what the polyglot API makes for each kind of object that Java code sees: a module, an instance, its exports, a function.
 */
public final class Program {

    /** A WASI command's function, and what a reactor exports, to be called before anything else. */
    public static final String START = "_start";
    public static final String INITIALIZE = "_initialize";

    /** Those that weren't evaluated yet. */
    private static final Map<FileBytes, Program> WAITING = Collections.synchronizedMap(new IdentityHashMap<>());

    private final Object imports;
    private final Runnable loaded;
    private volatile Outcome outcome = Outcome.UNFINISHED;

    /** What came of it, but for what it threw. */
    public enum Outcome {
        UNFINISHED,
        /** It was initialized or started, or both. */
        RAN,
        /** The module exports neither function. */
        NO_PROGRAM,
        /** The function that is to be called takes parameters. */
        TAKES_PARAMETERS
    }

    private Program(Object imports, Runnable loaded) {
        this.imports = imports;
        this.loaded = loaded;
    }

    /**
     * Has the source that has just these bytes run once, when it is evaluated.
     *
     * @param imports the import object
     * @param loaded is run when the module is there
     */
    public static Program of(FileBytes bytes, Object imports, Runnable loaded) {
        Program program = new Program(imports, loaded);
        WAITING.put(bytes, program);
        return program;
    }

    /** What is to be run of these bytes, once; null if they are evaluated as others are. */
    public static Program take(FileBytes bytes) {
        return WAITING.remove(bytes);
    }

    public Object imports() {
        return imports;
    }

    /** To be called before anything of it runs. */
    public void isLoaded() {
        loaded.run();
    }

    public void ends(Outcome result) {
        outcome = result;
    }

    public Outcome outcome() {
        return outcome;
    }
}
