// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.script;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;

import org.jwasm.binary.DecoderOptions;

import org.jwasm.instantiation.Instantiator;
import org.jwasm.instantiation.Limitations;
import org.jwasm.runtime.Arguments;
import org.jwasm.runtime.Extern;
import org.jwasm.runtime.ModuleCode;
import org.jwasm.runtime.V128;
import org.jwasm.runtime.WasmArray;
import org.jwasm.runtime.WasmFunction;
import org.jwasm.runtime.WasmGlobal;
import org.jwasm.runtime.WasmI31;
import org.jwasm.runtime.WasmInstance;
import org.jwasm.runtime.WasmStruct;
import org.jwasm.runtime.WasmThrown;
import org.jwasm.structure.AbstractHeapType;
import org.jwasm.structure.Export;
import org.jwasm.structure.Feature;
import org.jwasm.structure.FunctionType;
import org.jwasm.structure.NumberType;
import org.jwasm.structure.ReferenceType;
import org.jwasm.structure.ValueType;
import org.jwasm.text.ScriptEngine;
import org.jwasm.text.ScriptValue;
import org.jwasm.text.ScriptValue.Kind;
import org.jwasm.text.ScriptValue.Type;

/**
 * Runs scripts on the engine's own objects, so that each bit of a number and each reference is seen as it is. What makes
 * modules is the language's: their code belongs to it and runs in its current context.
 */
public final class DirectEngine implements ScriptEngine {

    private final BiFunction<byte[], Set<Feature>, ModuleCode> loader;
    private final Limitations limitations;
    private final Set<Feature> features;

    /**
     * @param loader decodes and validates a module that uses no more than some features
     * @param limitations of each instance
     * @param features what modules of scripts can use
     */
    public DirectEngine(BiFunction<byte[], Set<Feature>, ModuleCode> loader, Limitations limitations, Set<Feature> features) {
        this.loader = loader;
        this.limitations = limitations;
        this.features = Set.copyOf(features);
    }

    /** A host reference with the number that a script gives it. */
    private record HostReference(long number) {
    }

    @Override
    public boolean supports(Feature feature) {
        return features.contains(feature);
    }

    @Override
    public Definition define(byte[] bytes) {
        return define(bytes, features);
    }

    @Override
    public Definition defineHost(byte[] bytes) {
        return define(bytes, DecoderOptions.IMPLEMENTED);
    }

    private Definition define(byte[] bytes, Set<Feature> usable) {
        ModuleCode code = loader.apply(bytes, usable);
        return registered -> new DirectInstance(
                        Instantiator.instantiate(code, null, (name, item) -> find(registered, name, item), limitations));
    }

    private static Object find(Map<String, Instance> registered, String module, String name) {
        return registered.get(module) instanceof DirectInstance instance ? instance.export(name) : null;
    }

    private static final class DirectInstance implements Instance {

        private final WasmInstance instance;
        private final Map<String, Export> exports = new HashMap<>();

        DirectInstance(WasmInstance instance) {
            this.instance = instance;
            for (Export export : instance.code().module().exports()) {
                exports.put(export.name(), export);
            }
        }

        Extern export(String name) {
            Export export = exports.get(name);
            return export == null ? null : instance.extern(export);
        }

        @Override
        public List<ScriptValue> invoke(String export, List<ScriptValue> arguments) {
            if (!(export(export) instanceof WasmFunction function)) {
                throw new IllegalArgumentException("no exported function \"" + export + "\"");
            }
            FunctionType type = function.definedType().functionType();
            if (type.params().size() != arguments.size()) {
                throw new IllegalArgumentException("\"" + export + "\" takes " + type.params().size() + " arguments");
            }
            long[] numbers = new long[Arguments.numbers(type)];
            Object[] objects = new Object[Arguments.objects(type)];
            int number = 0;
            int object = 0;
            for (int i = 0; i < arguments.size(); i++) {
                if (type.params().get(i) instanceof NumberType numberType) {
                    numbers[number++] = bits(numberType, arguments.get(i));
                } else {
                    objects[object++] = reference(arguments.get(i));
                }
            }
            try {
                function.call(numbers, objects);
            } catch (WasmThrown thrown) {
                throw new UncaughtException(thrown.getMessage());
            }
            return results(type.results(), numbers, objects);
        }

        private static List<ScriptValue> results(List<ValueType> types, long[] numbers, Object[] objects) {
            List<ScriptValue> results = new ArrayList<>();
            int number = 0;
            int object = 0;
            for (ValueType type : types) {
                results.add(type instanceof NumberType numberType ? number(numberType, numbers[number++]) : reference(type, objects[object++]));
            }
            return results;
        }

        private static long bits(NumberType type, ScriptValue argument) {
            if (argument instanceof ScriptValue.Number number && number.type().name().equals(type.name())) {
                return number.type() == Type.I32 || number.type() == Type.F32 ? (int) number.bits() : number.bits();
            }
            throw new IllegalArgumentException("expected " + type + ", got " + argument);
        }

        private static Object reference(ScriptValue argument) {
            if (argument instanceof ScriptValue.Vector vector) {
                return new V128(vector.low(), vector.high());
            }
            if (argument instanceof ScriptValue.Reference reference) {
                return reference.kind() == Kind.NULL ? null : new HostReference(reference.host());
            }
            throw new IllegalArgumentException("expected a reference, got " + argument);
        }

        private static ScriptValue number(NumberType type, long bits) {
            Type scriptType = Type.valueOf(type.name());
            return new ScriptValue.Number(scriptType, scriptType == Type.I32 || scriptType == Type.F32 ? bits & 0xFFFFFFFFL : bits);
        }

        private static ScriptValue reference(ValueType type, Object value) {
            Kind external = type instanceof ReferenceType reference && reference.heapType() == AbstractHeapType.EXTERN ? Kind.EXTERN : null;
            return switch (value) {
                case null -> new ScriptValue.Reference(Kind.NULL, -1);
                case V128 vector -> new ScriptValue.Vector(vector.low(), vector.high());
                case HostReference host -> new ScriptValue.Reference(external == null ? Kind.HOST : external, host.number());
                case Object _ when external != null -> new ScriptValue.Reference(external, -1);
                case WasmFunction _ -> new ScriptValue.Reference(Kind.FUNC, -1);
                case WasmStruct _ -> new ScriptValue.Reference(Kind.STRUCT, -1);
                case WasmArray _ -> new ScriptValue.Reference(Kind.ARRAY, -1);
                case WasmI31 _ -> new ScriptValue.Reference(Kind.I31, -1);
                case WasmThrown _ -> new ScriptValue.Reference(Kind.EXN, -1);
                default -> throw new IllegalArgumentException("unknown reference " + value);
            };
        }

        @Override
        public ScriptValue get(String export) {
            if (!(export(export) instanceof WasmGlobal global)) {
                throw new IllegalArgumentException("no exported global \"" + export + "\"");
            }
            return global.type().valueType() instanceof NumberType type ? number(type, global.bits())
                            : reference(global.type().valueType(), global.reference());
        }
    }
}
