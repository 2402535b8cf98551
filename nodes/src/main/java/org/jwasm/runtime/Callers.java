// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.runtime;

import java.util.HashMap;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleConsumer;
import java.util.function.DoubleSupplier;
import java.util.function.DoubleToIntFunction;
import java.util.function.DoubleToLongFunction;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntBinaryOperator;
import java.util.function.IntConsumer;
import java.util.function.IntSupplier;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntToLongFunction;
import java.util.function.IntUnaryOperator;
import java.util.function.LongBinaryOperator;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import java.util.function.LongToDoubleFunction;
import java.util.function.LongToIntFunction;
import java.util.function.LongUnaryOperator;

/** How functions of each {@link FunctionalShape} are called: apart from these, as most programs have none and are spared the classes. */
final class Callers {

    private static final Map<Class<?>, HostCaller<?>> ALL = new HashMap<>();

    static {
        add(Runnable.class, (function, _) -> function.run());
        add(IntSupplier.class, (function, numbers) -> numbers[0] = function.getAsInt());
        add(LongSupplier.class, (function, numbers) -> numbers[0] = function.getAsLong());
        add(DoubleSupplier.class, (function, numbers) -> numbers[0] = bits(function.getAsDouble()));
        add(IntConsumer.class, (function, numbers) -> function.accept((int) numbers[0]));
        add(LongConsumer.class, (function, numbers) -> function.accept(numbers[0]));
        add(DoubleConsumer.class, (function, numbers) -> function.accept(number(numbers[0])));
        add(IntUnaryOperator.class, (function, numbers) -> numbers[0] = function.applyAsInt((int) numbers[0]));
        add(LongUnaryOperator.class, (function, numbers) -> numbers[0] = function.applyAsLong(numbers[0]));
        add(DoubleUnaryOperator.class, (function, numbers) -> numbers[0] = bits(function.applyAsDouble(number(numbers[0]))));
        add(IntToLongFunction.class, (function, numbers) -> numbers[0] = function.applyAsLong((int) numbers[0]));
        add(IntToDoubleFunction.class, (function, numbers) -> numbers[0] = bits(function.applyAsDouble((int) numbers[0])));
        add(LongToIntFunction.class, (function, numbers) -> numbers[0] = function.applyAsInt(numbers[0]));
        add(LongToDoubleFunction.class, (function, numbers) -> numbers[0] = bits(function.applyAsDouble(numbers[0])));
        add(DoubleToIntFunction.class, (function, numbers) -> numbers[0] = function.applyAsInt(number(numbers[0])));
        add(DoubleToLongFunction.class, (function, numbers) -> numbers[0] = function.applyAsLong(number(numbers[0])));
        add(IntBinaryOperator.class, (function, numbers) -> numbers[0] = function.applyAsInt((int) numbers[0], (int) numbers[1]));
        add(LongBinaryOperator.class, (function, numbers) -> numbers[0] = function.applyAsLong(numbers[0], numbers[1]));
        add(DoubleBinaryOperator.class, (function, numbers) -> numbers[0] = bits(function.applyAsDouble(number(numbers[0]), number(numbers[1]))));
    }

    private Callers() {
    }

    private static <T> void add(Class<T> functional, HostCaller<T> caller) {
        ALL.put(functional, caller);
    }

    @SuppressWarnings("unchecked")
    static HostCaller<Object> of(Class<?> functional) {
        return (HostCaller<Object>) ALL.get(functional);
    }

    private static long bits(double number) {
        return Double.doubleToRawLongBits(number);
    }

    private static double number(long bits) {
        return Double.longBitsToDouble(bits);
    }
}
