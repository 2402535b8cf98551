// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.runtime;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

import org.jwasm.structure.FunctionType;
import org.jwasm.structure.NumberType;
import org.jwasm.structure.ValueType;

/**
 * A functional interface of Java whose method takes and returns what WebAssembly has as well, so that its objects can be called without
 * boxes. There is at most one for a function type.
 */
public final class FunctionalShape {

    private static final Map<FunctionType, FunctionalShape> BY_TYPE = new LinkedHashMap<>();
    private static final Map<Class<?>, ValueType> NUMBERS = Map.of(int.class, NumberType.I32, long.class, NumberType.I64, double.class, NumberType.F64);
    private static final ClassValue<FunctionalShape> BY_CLASS = new ClassValue<>() {
        @Override
        protected FunctionalShape computeValue(Class<?> type) {
            return find(type);
        }
    };

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

    private final Method method;
    private final FunctionType type;
    private final HostCaller<Object> caller;

    @SuppressWarnings("unchecked")
    private FunctionalShape(Method method, HostCaller<?> caller) {
        this.method = method;
        this.type = new FunctionType(Arrays.stream(method.getParameterTypes()).map(NUMBERS::get).toList(),
                        method.getReturnType() == void.class ? List.of() : List.of(NUMBERS.get(method.getReturnType())));
        this.caller = (HostCaller<Object>) caller;
    }

    private static <T> void add(Class<T> functional, HostCaller<T> caller) {
        FunctionalShape shape = new FunctionalShape(abstractMethod(functional), caller);
        BY_TYPE.put(shape.type, shape);
    }

    private static long bits(double number) {
        return Double.doubleToRawLongBits(number);
    }

    private static double number(long bits) {
        return Double.longBitsToDouble(bits);
    }

    /** All there are. */
    public static List<FunctionalShape> all() {
        return List.copyOf(BY_TYPE.values());
    }

    /** The shape for a function type, or null. */
    public static FunctionalShape of(FunctionType type) {
        return BY_TYPE.get(type);
    }

    /**
     * The shape of a class if its objects are functions of this shape and nothing else: they have no other functional interface, and no other public
     * method of that name that could be meant. Else null.
     */
    public static FunctionalShape of(Class<?> functions) {
        return BY_CLASS.get(functions);
    }

    private static FunctionalShape find(Class<?> functions) {
        Set<Class<?>> interfaces = new LinkedHashSet<>();
        collectInterfaces(functions, interfaces);
        FunctionalShape found = null;
        for (FunctionalShape shape : BY_TYPE.values()) {
            if (interfaces.contains(shape.method.getDeclaringClass())) {
                if (found != null) {
                    return null;
                }
                found = shape;
            }
        }
        return found != null && found.isOnly(functions, interfaces) ? found : null;
    }

    private static void collectInterfaces(Class<?> type, Set<Class<?>> interfaces) {
        for (Class<?> each = type; each != null; each = each.getSuperclass()) {
            for (Class<?> direct : each.getInterfaces()) {
                if (interfaces.add(direct)) {
                    collectInterfaces(direct, interfaces);
                }
            }
        }
    }

    private boolean isOnly(Class<?> functions, Set<Class<?>> interfaces) {
        for (Class<?> each : interfaces) {
            if (each.isAnnotationPresent(FunctionalInterface.class) && !isSame(abstractMethod(each))) {
                return false;
            }
        }
        return Arrays.stream(functions.getMethods()).allMatch(other -> !other.getName().equals(method.getName()) || isSame(other));
    }

    private boolean isSame(Method other) {
        return other != null && other.getName().equals(method.getName()) && other.getReturnType() == method.getReturnType() &&
                        Arrays.equals(other.getParameterTypes(), method.getParameterTypes());
    }

    /** The only method of a functional interface that isn't there yet, or null. */
    private static Method abstractMethod(Class<?> functional) {
        return Arrays.stream(functional.getMethods()).filter(method -> Modifier.isAbstract(method.getModifiers()) && !isOfAllObjects(method)).findFirst().orElse(null);
    }

    private static boolean isOfAllObjects(Method method) {
        return Arrays.stream(Object.class.getMethods()).anyMatch(other -> other.getName().equals(method.getName()) &&
                        Arrays.equals(other.getParameterTypes(), method.getParameterTypes()));
    }

    /** The method of the interface. */
    public Method method() {
        return method;
    }

    public FunctionType type() {
        return type;
    }

    /** Calls its objects. */
    public HostCaller<Object> caller() {
        return caller;
    }
}
