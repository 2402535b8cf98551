// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.instantiation;

import org.jwasm.canonical.LoweredImport;
import org.jwasm.canonical.ResourceDrop;
import org.jwasm.runtime.Extern;
import org.jwasm.runtime.FailureType;
import org.jwasm.runtime.HostFunction;
import org.jwasm.runtime.ModuleCode;
import org.jwasm.runtime.ToWasmNode;
import org.jwasm.runtime.ToWasmNodeGen;
import org.jwasm.runtime.TypedFunction;
import org.jwasm.runtime.WasmException;
import org.jwasm.runtime.WasmFunction;
import org.jwasm.runtime.WasmGlobal;
import org.jwasm.runtime.WasmMemory;
import org.jwasm.runtime.WasmTable;
import org.jwasm.runtime.WasmTag;
import org.jwasm.structure.AddressType;
import org.jwasm.structure.ExternType;
import org.jwasm.structure.GlobalType;
import org.jwasm.structure.Import;
import org.jwasm.structure.MemoryType;
import org.jwasm.structure.NumberType;
import org.jwasm.structure.TableType;
import org.jwasm.wasi.ThreadSpawn;
import org.jwasm.wasi.Wasi;

import com.oracle.truffle.api.interop.InteropException;
import com.oracle.truffle.api.interop.InteropLibrary;

/** Finds what a module imports and checks that it is of the right type. Spec: Execution, Modules, Instantiation; Validation, Matching. */
final class ImportResolver {

    private final ModuleCode code;
    private final Object imports;
    private final Instantiator.Builtins fallback;
    private final Limitations limitations;
    private final InteropLibrary interop = InteropLibrary.getUncached();

    ImportResolver(ModuleCode code, Object imports, Instantiator.Builtins fallback, Limitations limitations) {
        this.code = code;
        this.imports = imports;
        this.fallback = fallback;
        this.limitations = limitations;
    }

    /**
     * The external value of an import.
     *
     * @param index in the index space of its kind
     * @throws WasmException unlinkable
     */
    Extern resolve(Import wanted, int index) {
        Object value = wanted.type() instanceof MemoryType type && isForThreads(wanted, type)
                        ? limitations.allocate(type)
                        : lookUp(wanted);
        // No switch, which Java would make a class for at every start.
        ExternType type = wanted.type();
        if (type instanceof ExternType.Function function) {
            return function(wanted, function, index, value);
        }
        if (type instanceof GlobalType global) {
            return global(wanted, global, value);
        }
        if (value instanceof WasmMemory memory && type instanceof MemoryType memoryType && memory.type().matches(memoryType) ||
                        value instanceof WasmTable table && type instanceof TableType tableType && matches(table.type(), tableType) ||
                        value instanceof WasmTag tag && type instanceof ExternType.Tag tagType && tag.definedType() == tagType.type()) {
            return (Extern) value;
        }
        throw incompatible(wanted, value);
    }

    /**
     * Whether it is the memory that the threads of a program share: no module has it, and the program may start threads. Spec:
     * wasi-threads, which leaves to the host where that memory comes from.
     */
    private boolean isForThreads(Import wanted, MemoryType type) {
        try {
            return type.shared() && (imports == null || read(imports, wanted.module()) == null) &&
                            find(wanted.module(), wanted.name()) == null && find(Wasi.THREADS_MODULE, ThreadSpawn.NAME) instanceof ThreadSpawn;
        } catch (InteropException e) {
            return false;
        }
    }

    private Object lookUp(Import wanted) {
        try {
            Object known = find(wanted.module(), wanted.name());
            if (known != null) {
                return known;
            }
            boolean hasModule = imports != null && read(imports, wanted.module()) != null;
            throw unknown(wanted, hasModule ? "the module \"" + wanted.module() + "\" has no such member" : "there is no such module");
        } catch (InteropException e) {
            throw unknown(wanted, e.getMessage());
        }
    }

    /** Null if there is no such module, or it has no such member. */
    private Object find(String moduleName, String name) throws InteropException {
        Object module = imports == null ? null : read(imports, moduleName);
        return module == null ? fallback.find(moduleName, name) : read(module, name);
    }

    /** What an object has under a name, or null: a dictionary's members are its methods, so entries count there. */
    private Object read(Object object, String name) throws InteropException {
        if (interop.hasHashEntries(object)) {
            return interop.isHashEntryReadable(object, name) ? interop.readHashValue(object, name) : null;
        }
        return interop.isMemberReadable(object, name) ? interop.readMember(object, name) : null;
    }

    private WasmException unknown(Import wanted, String why) {
        return WasmException.of(FailureType.UNLINKABLE, "unknown import: " + describe(wanted) + ": " + why);
    }

    private String describe(Import wanted) {
        return wanted.type().kind() + " \"" + wanted.module() + "\" \"" + wanted.name() + "\" of module " + code.module().name();
    }

    private WasmException incompatible(Import wanted, Object value) {
        String found = value instanceof Extern extern ? extern.type().toString()
                        : value instanceof TypedFunction function ? function.definedType().toString()
                                        : value instanceof HostFunction function ? function.type().toString()
                                                        : value instanceof CellCall call ? call.callee().definedType().toString()
                                                                        : describeTyped(value);
        return WasmException.of(FailureType.UNLINKABLE,
                        "incompatible import type: " + describe(wanted) + ": expected " + wanted.type() + ", found " + found);
    }

    private String describeTyped(Object value) {
        return value instanceof LoweredImport imported ? imported.coreType() + " for `" + imported + "`"
                        : value instanceof ResourceDrop drop ? drop.coreType().toString() : describeForeign(value);
    }

    private String describeForeign(Object value) {
        return String.valueOf(interop.toDisplayString(value, false));
    }

    private Extern function(Import wanted, ExternType.Function type, int index, Object value) {
        if (value instanceof WasmFunction function) {
            if (function.definedType() == type.type() || !type.exact() && function.definedType().matches(type.type())) {
                return function;
            }
            throw incompatible(wanted, value);
        }
        if (value instanceof CellFunction function) {
            return function(wanted, type, index, new CellCall(function, null));
        }
        if (value instanceof CellCall call) {
            if (call.callee().definedType() == type.type() || call.callee().definedType().matches(type.type())) {
                return new WasmFunction(code, index, call);
            }
            throw incompatible(wanted, value);
        }
        if (value instanceof LoweredImport imported) {
            return lowered(wanted, type, index, imported);
        }
        if (value instanceof ResourceDrop drop) {
            if (drop.coreType().equals(type.type().functionType())) {
                return new WasmFunction(code, index, drop);
            }
            throw incompatible(wanted, value);
        }
        if (value instanceof HostFunction function) {
            if (function.type().equals(type.type().functionType())) {
                return new WasmFunction(code, index, new HostReceiver(function));
            }
            throw incompatible(wanted, value);
        }
        if (value instanceof TypedFunction function && !function.definedType().matches(type.type())) {
            throw incompatible(wanted, value);
        }
        if (interop.isExecutable(value)) {
            return new WasmFunction(code, index, value);
        }
        throw incompatible(wanted, value);
    }

    private Extern lowered(Import wanted, ExternType.Function type, int index, LoweredImport imported) {
        if (!imported.coreType().equals(type.type().functionType())) {
            throw incompatible(wanted, imported);
        }
        String lacking = imported.lacking(code.module());
        if (lacking != null) {
            throw WasmException.of(FailureType.UNLINKABLE, "incompatible import type: " + describe(wanted) + ": `" + imported + "` can't be called: " + lacking);
        }
        return new WasmFunction(code, index, imported);
    }

    private Extern global(Import wanted, GlobalType type, Object value) {
        if (value instanceof WasmGlobal global) {
            if (matches(global.type(), type)) {
                return global;
            }
            throw incompatible(wanted, value);
        }
        if (!type.mutable() && !(value instanceof Extern)) {
            try {
                ToWasmNode toWasm = ToWasmNodeGen.getUncached();
                WasmGlobal global = new WasmGlobal(type, 0, null);
                global.set(toWasm.execute(type.valueType(), value));
                return global;
            } catch (com.oracle.truffle.api.interop.UnsupportedTypeException e) {
                throw incompatible(wanted, value);
            }
        }
        throw incompatible(wanted, value);
    }

    private static boolean matches(GlobalType actual, GlobalType expected) {
        if (actual.mutable() != expected.mutable()) {
            return false;
        }
        if (expected.mutable() || expected.valueType() instanceof NumberType) {
            return actual.valueType().equals(expected.valueType());
        }
        return actual.valueType().matches(expected.valueType());
    }

    private static boolean matches(TableType actual, TableType expected) {
        AddressType addressType = actual.addressType();
        return addressType == expected.addressType() && actual.elementType().equals(expected.elementType()) &&
                        actual.limits().matches(expected.limits());
    }
}
