package org.jwasm.text;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jwasm.binary.DecoderOptions;
import org.jwasm.binary.ModuleDecoder;
import org.jwasm.instantiation.ImportRootNode;
import org.jwasm.instantiation.Instantiator;
import org.jwasm.instantiation.Limitations;
import org.jwasm.runtime.Arguments;
import org.jwasm.runtime.CodeProfile;
import org.jwasm.runtime.Extern;
import org.jwasm.runtime.ModuleCode;
import org.jwasm.runtime.ResourceLimiter;
import org.jwasm.runtime.V128;
import org.jwasm.runtime.WasmArray;
import org.jwasm.runtime.WasmFunction;
import org.jwasm.runtime.WasmGlobal;
import org.jwasm.runtime.WasmI31;
import org.jwasm.runtime.WasmInstance;
import org.jwasm.runtime.WasmStruct;
import org.jwasm.structure.AbstractHeapType;
import org.jwasm.runtime.WasmThrown;
import org.jwasm.structure.Export;
import org.jwasm.structure.Feature;
import org.jwasm.structure.FunctionType;
import org.jwasm.structure.Module;
import org.jwasm.structure.NumberType;
import org.jwasm.structure.ReferenceType;
import org.jwasm.structure.ValueType;
import org.jwasm.translation.FunctionTranslator;
import org.jwasm.text.ScriptValue.Kind;
import org.jwasm.text.ScriptValue.Type;

import com.oracle.truffle.api.RootCallTarget;

/** Runs scripts on the engine's own objects, so that each bit of a number and each reference is seen as it is. */
final class DirectEngine implements ScriptEngine {

    private static final Limitations LIMITATIONS = new Limitations(1L << 16, 10_000_000, null, ResourceLimiter.NONE);

    private final Set<Feature> features;

    DirectEngine(Set<Feature> features) {
        this.features = EnumSet.copyOf(features);
    }

    /** A host reference with the number that a script gives it. */
    record HostReference(long number) {
    }

    @Override
    public boolean supports(Feature feature) {
        return features.contains(feature);
    }

    @Override
    public Definition define(byte[] bytes) {
        Module module = ModuleDecoder.decode("script", bytes, DecoderOptions.DEFAULT.withFeatures(features));
        ModuleCode code = new ModuleCode(module, CodeProfile.DEFAULT, DirectEngine::build);
        return registered -> new DirectInstance(
                        Instantiator.instantiate(code, null, (name, item) -> find(registered, name, item), LIMITATIONS));
    }

    private static RootCallTarget build(ModuleCode code, int function) {
        if (function < code.module().importedFunctionCount()) {
            return new ImportRootNode(null, code, function, (location, status) -> {
                throw new IllegalStateException("exit " + status);
            }).getCallTarget();
        }
        return FunctionTranslator.translate(null, code, function, null).getCallTarget();
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
            return export == null ? null : switch (export.kind()) {
                case FUNCTION -> instance.function(export.index());
                case TABLE -> instance.table(export.index());
                case MEMORY -> instance.memory(export.index());
                case GLOBAL -> instance.global(export.index());
                case TAG -> instance.tag(export.index());
            };
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
