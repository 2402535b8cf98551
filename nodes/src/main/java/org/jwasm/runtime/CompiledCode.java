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

    /*
     * How compiled code calls functions that it finds in tables and references: functions of few numbers and references, with no or one
     * result, have the method for as many. It gets the bits of the numbers, then the references, and returns the bits of the result, 0 if there is
     * none, or the result that is a reference.
     */

    /** The most numbers of functions without references. */
    public static final int MOST_NUMBERS = 8;
    /** The most references, and the most numbers beside references. */
    public static final int MOST_OBJECTS = 2;
    public static final int MOST_NUMBERS_WITH_OBJECTS = 3;

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

    public long call0and1(Object x, WasmInstance instance) {
        throw other();
    }

    public long call1and1(long a, Object x, WasmInstance instance) {
        throw other();
    }

    public long call2and1(long a, long b, Object x, WasmInstance instance) {
        throw other();
    }

    public long call3and1(long a, long b, long c, Object x, WasmInstance instance) {
        throw other();
    }

    public long call0and2(Object x, Object y, WasmInstance instance) {
        throw other();
    }

    public long call1and2(long a, Object x, Object y, WasmInstance instance) {
        throw other();
    }

    public long call2and2(long a, long b, Object x, Object y, WasmInstance instance) {
        throw other();
    }

    public long call3and2(long a, long b, long c, Object x, Object y, WasmInstance instance) {
        throw other();
    }

    public Object call0and0ToObject(WasmInstance instance) {
        throw other();
    }

    public Object call1and0ToObject(long a, WasmInstance instance) {
        throw other();
    }

    public Object call2and0ToObject(long a, long b, WasmInstance instance) {
        throw other();
    }

    public Object call3and0ToObject(long a, long b, long c, WasmInstance instance) {
        throw other();
    }

    public Object call0and1ToObject(Object x, WasmInstance instance) {
        throw other();
    }

    public Object call1and1ToObject(long a, Object x, WasmInstance instance) {
        throw other();
    }

    public Object call2and1ToObject(long a, long b, Object x, WasmInstance instance) {
        throw other();
    }

    public Object call3and1ToObject(long a, long b, long c, Object x, WasmInstance instance) {
        throw other();
    }

    public Object call0and2ToObject(Object x, Object y, WasmInstance instance) {
        throw other();
    }

    public Object call1and2ToObject(long a, Object x, Object y, WasmInstance instance) {
        throw other();
    }

    public Object call2and2ToObject(long a, long b, Object x, Object y, WasmInstance instance) {
        throw other();
    }

    public Object call3and2ToObject(long a, long b, long c, Object x, Object y, WasmInstance instance) {
        throw other();
    }

    private static IllegalStateException other() {
        return new IllegalStateException("a function of another type");
    }
}
