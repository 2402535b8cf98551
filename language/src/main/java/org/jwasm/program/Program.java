// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.program;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;

import org.jwasm.binary.FileBytes;

/**
 * A module that is run when its source is evaluated: instantiated, initialized, and then one of its functions called, most often its start. Other sources evaluate to their module. It is for the
 * command, which would else wait for what the polyglot API makes for each kind of object that Java code sees: a module, an instance, its exports, a function.
 */
public final class Program {

    /** What a WASI reactor exports, to be called before anything else. */
    public static final String INITIALIZE = "_initialize";

    /** Those that weren't evaluated yet. */
    private static final Map<FileBytes, Program> WAITING = Collections.synchronizedMap(new IdentityHashMap<>());

    private final Object imports;
    private final Call call;
    private final Runnable loaded;
    private volatile Outcome outcome = Outcome.UNFINISHED;
    private volatile Object[] results = {};

    /**
     * A call of an exported function.
     *
     * @param function the name of the export
     * @param arguments as many as it takes, each an Integer, Long, Float or Double, as its type says
     */
    public record Call(String function, Object[] arguments) {

        /** Of a WASI command. */
        public static final Call START = new Call("_start", new Object[0]);
    }

    /** What came of it, but for what it threw. */
    public enum Outcome {
        UNFINISHED,
        /** It was initialized, or the function called, or both. */
        RAN,
        /** The module exports neither function. */
        NO_PROGRAM,
        /** A function that is to be called takes other arguments. */
        TAKES_PARAMETERS
    }

    private Program(Object imports, Call call, Runnable loaded) {
        this.imports = imports;
        this.call = call;
        this.loaded = loaded;
    }

    /**
     * Has the source that has just these bytes run once, when it is evaluated.
     *
     * @param imports the import object
     * @param call what to call, if the module exports it
     * @param loaded is run when the module is there
     */
    public static Program of(FileBytes bytes, Object imports, Call call, Runnable loaded) {
        Program program = new Program(imports, call, loaded);
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

    public Call call() {
        return call;
    }

    /** To be called before anything of it runs. */
    public void isLoaded() {
        loaded.run();
    }

    /** @param values the results of the call */
    public void ends(Outcome how, Object[] values) {
        results = values;
        outcome = how;
    }

    public Outcome outcome() {
        return outcome;
    }

    /** What the call gave: an Integer, Long, Float or Double for each number, null for a reference that is null, and something else for all others. */
    public Object[] results() {
        return results.clone();
    }
}
