// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.runtime;

import static org.jwasm.structure.NumberType.F64;
import static org.jwasm.structure.NumberType.I32;
import static org.jwasm.structure.NumberType.I64;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
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

/**
 * A functional interface of Java whose method takes and returns what WebAssembly has as well, so that its objects can be called without
 * boxes. There is at most one for a function type.
 */
public final class FunctionalShape {

    private static final List<FunctionalShape> ALL = List.of(
                    new FunctionalShape(Runnable.class, "run", null),
                    new FunctionalShape(IntSupplier.class, "getAsInt", I32),
                    new FunctionalShape(LongSupplier.class, "getAsLong", I64),
                    new FunctionalShape(DoubleSupplier.class, "getAsDouble", F64),
                    new FunctionalShape(IntConsumer.class, "accept", null, I32),
                    new FunctionalShape(LongConsumer.class, "accept", null, I64),
                    new FunctionalShape(DoubleConsumer.class, "accept", null, F64),
                    new FunctionalShape(IntUnaryOperator.class, "applyAsInt", I32, I32),
                    new FunctionalShape(LongUnaryOperator.class, "applyAsLong", I64, I64),
                    new FunctionalShape(DoubleUnaryOperator.class, "applyAsDouble", F64, F64),
                    new FunctionalShape(IntToLongFunction.class, "applyAsLong", I64, I32),
                    new FunctionalShape(IntToDoubleFunction.class, "applyAsDouble", F64, I32),
                    new FunctionalShape(LongToIntFunction.class, "applyAsInt", I32, I64),
                    new FunctionalShape(LongToDoubleFunction.class, "applyAsDouble", F64, I64),
                    new FunctionalShape(DoubleToIntFunction.class, "applyAsInt", I32, F64),
                    new FunctionalShape(DoubleToLongFunction.class, "applyAsLong", I64, F64),
                    new FunctionalShape(IntBinaryOperator.class, "applyAsInt", I32, I32, I32),
                    new FunctionalShape(LongBinaryOperator.class, "applyAsLong", I64, I64, I64),
                    new FunctionalShape(DoubleBinaryOperator.class, "applyAsDouble", F64, F64, F64));
    private static final ClassValue<FunctionalShape> BY_CLASS = new ClassValue<>() {
        @Override
        protected FunctionalShape computeValue(Class<?> type) {
            return find(type);
        }
    };

    private final Class<?> functional;
    private final String method;
    private final FunctionType type;

    private FunctionalShape(Class<?> functional, String method, NumberType result, NumberType... params) {
        this.functional = functional;
        this.method = method;
        this.type = new FunctionType(List.of(params), result == null ? List.of() : List.of(result));
    }

    /** All there are. */
    public static List<FunctionalShape> all() {
        return ALL;
    }

    /** The shape for a function type, or null. */
    public static FunctionalShape of(FunctionType type) {
        for (FunctionalShape shape : ALL) {
            if (shape.type.params().equals(type.params()) && shape.type.results().equals(type.results())) {
                return shape;
            }
        }
        return null;
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
        for (FunctionalShape shape : ALL) {
            if (interfaces.contains(shape.functional)) {
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
        Method own = abstractMethod(functional);
        for (Class<?> each : interfaces) {
            if (each.isAnnotationPresent(FunctionalInterface.class) && !isSame(own, abstractMethod(each))) {
                return false;
            }
        }
        return Arrays.stream(functions.getMethods()).allMatch(other -> !other.getName().equals(method) || isSame(own, other));
    }

    private static boolean isSame(Method method, Method other) {
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

    /** The interface. */
    public Class<?> functional() {
        return functional;
    }

    /** The name of its method. */
    public String method() {
        return method;
    }

    public FunctionType type() {
        return type;
    }

    /** Calls its objects. */
    public HostCaller<Object> caller() {
        return Callers.of(functional);
    }
}
