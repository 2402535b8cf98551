// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.embedding;

import java.util.List;
import java.util.Objects;

import org.jwasm.runtime.FunctionalShape;
import org.jwasm.runtime.HostCaller;
import org.jwasm.structure.FunctionType;
import org.jwasm.structure.NumberType;
import org.jwasm.structure.ValueType;

import com.oracle.truffle.api.interop.TruffleObject;

/**
 * A Java function for modules to import, with a type. It is called with its numbers as they are, which takes some nanoseconds, where functions
 * that are called by way of the polyglot API's values take tens of them. Whoever puts it into an import object lets guests call it, whatever the context says
 * about access to the host.
 *
 * <p>An exception that it throws ends the guest's call as a {@link org.graalvm.polyglot.PolyglotException} of the host's. It may be called by all
 * threads that run the guest, and may call the guest.
 */
public final class JavaFunction implements TruffleObject {

    private final FunctionType type;
    private final Object function;
    private final HostCaller<Object> caller;

    private JavaFunction(FunctionType type, Object function, HostCaller<Object> caller) {
        this.type = type;
        this.function = function;
        this.caller = caller;
    }

    /** What a function does. */
    @FunctionalInterface
    public interface Body {
        /**
         * Takes the arguments and leaves the results.
         *
         * @param numbers the arguments in order: {@code i32} with its sign extended, floats by their bits. The results take their places
         *            from the first on; there are as many places as the longer of the two takes.
         */
        void call(long[] numbers);
    }

    /**
     * A function of the type that its interface has: {@code int}, {@code long} and {@code double} are {@code i32}, {@code i64} and {@code f64}.
     *
     * @param function a {@link Runnable} or one of the interfaces of {@code java.util.function} that take and return only such numbers,
     *            like {@link java.util.function.IntBinaryOperator}
     * @throws IllegalArgumentException if it is none of these, or more than one
     */
    public static JavaFunction of(Object function) {
        FunctionalShape shape = FunctionalShape.of(function.getClass());
        if (shape == null) {
            throw new IllegalArgumentException(function.getClass().getName() + " is no functional interface of int, long and double alone");
        }
        return new JavaFunction(shape.type(), function, shape.caller());
    }

    /**
     * A function of any type of numbers.
     *
     * @param parameters {@code i32}, {@code i64}, {@code f32} or {@code f64} each
     * @param results the same
     * @throws IllegalArgumentException for other names
     */
    public static JavaFunction of(List<String> parameters, List<String> results, Body body) {
        Objects.requireNonNull(body, "body");
        return new JavaFunction(new FunctionType(types(parameters), types(results)), body, (function, numbers) -> ((Body) function).call(numbers));
    }

    private static List<ValueType> types(List<String> names) {
        return names.stream().map(JavaFunction::type).toList();
    }

    private static ValueType type(String name) {
        for (NumberType type : NumberType.values()) {
            if (type.toString().equals(name)) {
                return type;
            }
        }
        throw new IllegalArgumentException("'" + name + "' is no type of numbers: i32, i64, f32, f64");
    }

    /** The type that imports have to agree with. */
    public FunctionType type() {
        return type;
    }

    /** For the engine. */
    public Object function() {
        return function;
    }

    /** For the engine: calls {@link #function}. */
    public HostCaller<Object> caller() {
        return caller;
    }

    @Override
    public String toString() {
        return "java-function " + type;
    }
}
