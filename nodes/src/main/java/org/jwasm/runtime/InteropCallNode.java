// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.runtime;

import java.util.List;

import org.jwasm.nodes.call.CallDispatchNode;
import org.jwasm.nodes.call.TrampolineNode;
import org.jwasm.structure.DefinedType;
import org.jwasm.structure.FunctionType;
import org.jwasm.structure.NumberType;
import org.jwasm.structure.ValueType;

import com.oracle.truffle.api.CompilerDirectives.CompilationFinal;
import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.dsl.Cached;
import com.oracle.truffle.api.dsl.GenerateInline;
import com.oracle.truffle.api.dsl.GenerateUncached;
import com.oracle.truffle.api.dsl.Specialization;
import com.oracle.truffle.api.interop.ArityException;
import com.oracle.truffle.api.interop.UnsupportedTypeException;
import com.oracle.truffle.api.nodes.ExplodeLoop;
import com.oracle.truffle.api.nodes.Node;

/** Calls a function with values of the host or of another language. */
@GenerateUncached
@GenerateInline(false)
abstract class InteropCallNode extends Node {

    abstract Object execute(WasmFunction function, Object[] values) throws ArityException, UnsupportedTypeException;

    @Specialization(guards = "function.definedType() == type", limit = "2")
    static Object doCached(WasmFunction function, Object[] values,
                    @Cached("function.definedType()") DefinedType type,
                    @Cached("create(type, true)") Signature signature,
                    @Cached ToWasmNode toWasm,
                    @Cached CallDispatchNode dispatch,
                    @Cached TrampolineNode trampoline) throws ArityException, UnsupportedTypeException {
        checkArity(signature, values);
        long[] numbers = signature.newNumbers();
        Object[] objects = signature.newObjects();
        convertExploded(signature, values, numbers, objects, toWasm);
        Object[] arguments = {function.receiver(), numbers, objects};
        trampoline.execute(dispatch.execute(function, arguments), arguments);
        return signature.results(numbers, objects);
    }

    @Specialization(replaces = "doCached")
    static Object doGeneric(WasmFunction function, Object[] values, @Cached ToWasmNode toWasm, @Cached CallDispatchNode dispatch,
                    @Cached TrampolineNode trampoline)
                    throws ArityException, UnsupportedTypeException {
        Signature signature = Signature.create(function.definedType(), false);
        checkArity(signature, values);
        long[] numbers = signature.newNumbers();
        Object[] objects = signature.newObjects();
        for (int i = 0; i < signature.params.length; i++) {
            convert(signature, i, values[i], numbers, objects, toWasm);
        }
        Object[] arguments = {function.receiver(), numbers, objects};
        trampoline.execute(dispatch.execute(function, arguments), arguments);
        return signature.results(numbers, objects);
    }

    private static void checkArity(Signature signature, Object[] values) throws ArityException {
        if (values.length != signature.params.length) {
            throw ArityException.create(signature.params.length, signature.params.length, values.length);
        }
    }

    @ExplodeLoop
    private static void convertExploded(Signature signature, Object[] values, long[] numbers, Object[] objects, ToWasmNode toWasm)
                    throws UnsupportedTypeException {
        for (int i = 0; i < signature.params.length; i++) {
            convert(signature, i, values[i], numbers, objects, toWasm);
        }
    }

    private static void convert(Signature signature, int param, Object value, long[] numbers, Object[] objects, ToWasmNode toWasm)
                    throws UnsupportedTypeException {
        ValueType type = signature.params[param];
        Object converted = toWasm.execute(type, value);
        if (type instanceof NumberType number) {
            numbers[signature.positions[param]] = Arguments.toBits(number, converted);
        } else {
            objects[signature.positions[param]] = converted;
        }
    }

    static Signature create(DefinedType type, boolean cached) {
        return Signature.create(type, cached);
    }

    /** A function type with the place of each parameter in the arrays of {@link Arguments}. */
    static final class Signature {
        @CompilationFinal(dimensions = 1) final ValueType[] params;
        @CompilationFinal(dimensions = 1) final ValueType[] results;
        @CompilationFinal(dimensions = 1) final int[] positions;
        private final int numbers;
        private final int objects;
        private final boolean cached;

        private Signature(FunctionType type, boolean cached) {
            this.params = type.params().toArray(ValueType[]::new);
            this.results = type.results().toArray(ValueType[]::new);
            this.positions = positions(type.params());
            this.numbers = Arguments.numbers(type);
            this.objects = Arguments.objects(type);
            this.cached = cached;
        }

        @TruffleBoundary
        static Signature create(DefinedType type, boolean cached) {
            return new Signature(type.functionType(), cached);
        }

        private static int[] positions(List<ValueType> types) {
            int[] positions = new int[types.size()];
            int number = 0;
            int object = 0;
            for (int i = 0; i < positions.length; i++) {
                positions[i] = types.get(i) instanceof NumberType ? number++ : object++;
            }
            return positions;
        }

        long[] newNumbers() {
            return new long[numbers];
        }

        Object[] newObjects() {
            return new Object[objects];
        }

        Object results(long[] numberArray, Object[] objectArray) {
            if (results.length == 0) {
                return WasmVoid.INSTANCE;
            }
            if (results.length == 1) {
                return results[0] instanceof NumberType type ? Arguments.fromBits(type, numberArray[0]) : export(objectArray[0]);
            }
            return new ResultArray(cached ? collectExploded(numberArray, objectArray) : collect(numberArray, objectArray));
        }

        @ExplodeLoop
        private Object[] collectExploded(long[] numberArray, Object[] objectArray) {
            return collect(numberArray, objectArray);
        }

        private Object[] collect(long[] numberArray, Object[] objectArray) {
            Object[] values = new Object[results.length];
            int number = 0;
            int object = 0;
            for (int i = 0; i < results.length; i++) {
                values[i] = results[i] instanceof NumberType type ? Arguments.fromBits(type, numberArray[number++]) : export(objectArray[object++]);
            }
            return values;
        }

        private static Object export(Object reference) {
            return reference == null ? WasmNull.INSTANCE : reference;
        }
    }
}
