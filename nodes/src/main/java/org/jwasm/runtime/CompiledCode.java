// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.runtime;

/** A function that was translated to bytecode of the JVM, shared by all instances. */
public abstract class CompiledCode {

    /**
     * Runs the function.
     *
     * @param numbers the arguments, then the results, see {@link Arguments}; likewise {@code objects}, which may be null
     * @return null, or the {@link TailCall} that the caller is to make in its stead
     */
    public abstract Object call(WasmInstance instance, long[] numbers, Object[] objects);

    /** The most numbers that functions have which are called by one of the following. */
    public static final int MOST_NUMBERS = 8;

    /*
     * Functions of numbers only, of MOST_NUMBERS at most and with no or one result, have the method for as many: it gets the bits of the
     * arguments and returns those of the result, or 0.
     */

    public long call0(WasmInstance instance) {
        throw other();
    }

    public long call1(long a, WasmInstance instance) {
        throw other();
    }

    public long call2(long a, long b, WasmInstance instance) {
        throw other();
    }

    public long call3(long a, long b, long c, WasmInstance instance) {
        throw other();
    }

    public long call4(long a, long b, long c, long d, WasmInstance instance) {
        throw other();
    }

    public long call5(long a, long b, long c, long d, long e, WasmInstance instance) {
        throw other();
    }

    public long call6(long a, long b, long c, long d, long e, long f, WasmInstance instance) {
        throw other();
    }

    public long call7(long a, long b, long c, long d, long e, long f, long g, WasmInstance instance) {
        throw other();
    }

    public long call8(long a, long b, long c, long d, long e, long f, long g, long h, WasmInstance instance) {
        throw other();
    }

    private static IllegalStateException other() {
        return new IllegalStateException("a function of another type");
    }
}
