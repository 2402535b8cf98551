// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.javascript;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jwasm.runtime.Extern;
import org.jwasm.runtime.Members;
import org.jwasm.runtime.ModuleCode;
import org.jwasm.runtime.ResultArray;
import org.jwasm.runtime.TypeDescription;
import org.jwasm.runtime.WasmException;
import org.jwasm.runtime.WasmInstance;
import org.jwasm.runtime.WasmThrown;
import org.jwasm.structure.CustomSection;
import org.jwasm.structure.Export;
import org.jwasm.structure.ExternType;
import org.jwasm.structure.FunctionType;
import org.jwasm.structure.GlobalType;
import org.jwasm.structure.Import;
import org.jwasm.structure.MemoryType;
import org.jwasm.structure.Module;
import org.jwasm.structure.TableType;

import com.oracle.truffle.api.interop.InteropException;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.UnsupportedMessageException;

/** What modules and instances are asked. Spec: JavaScript Interface, Modules, Instances. */
final class ModuleFunctions {

    private final WebAssemblyObject owner;
    private final ModuleHost host;

    ModuleFunctions(WebAssemblyObject owner, ModuleHost host) {
        this.owner = owner;
        this.host = host;
    }

    void addTo(WebAssemblyObject.Functions functions) {
        functions.add("module_decode", 1, arguments -> host.decode(bytes(arguments, 0)));
        functions.add("module_validate", 1, this::validate);
        functions.add("module_instantiate", 2, this::instantiate);
        functions.add("module_exports", 1, arguments -> exports(module(arguments).module()));
        functions.add("module_imports", 1, arguments -> imports(module(arguments).module()));
        functions.add("custom_sections", 2, arguments -> customSections(module(arguments).module(), arguments.text(1)));
        functions.add("instance_export", 2, this::export);
    }

    private ModuleCode module(ProtocolArguments arguments) {
        ModuleCode code = host.code(arguments.get(0));
        if (code == null) {
            throw arguments.expected(0, "a WebAssembly module");
        }
        return code;
    }

    private Object instantiate(ProtocolArguments arguments) {
        ModuleCode code = module(arguments);
        try {
            return host.instantiate(code, arguments.get(1));
        } catch (WasmThrown thrown) {
            rethrow(thrown);
            throw thrown;
        }
    }

    /**
     * Throws what an exception stands for if JavaScript threw it. It comes out of a start function wrapped, as it has to be
     * for handlers of WebAssembly, and nobody else unwraps it.
     */
    private static void rethrow(WasmThrown thrown) {
        Object[] payload = thrown.objects();
        if (thrown.embedderData() != null || thrown.tag().isDefinedByModule() || payload == null || payload.length != 1) {
            return;
        }
        InteropLibrary interop = InteropLibrary.getUncached();
        if (payload[0] != null && interop.isException(payload[0])) {
            try {
                throw interop.throwException(payload[0]);
            } catch (UnsupportedMessageException e) {
                // It stays what it is.
            }
        }
    }

    private Object validate(ProtocolArguments arguments) {
        byte[] bytes = bytes(arguments, 0);
        try {
            host.decode(bytes);
            return true;
        } catch (WasmException e) {
            return false;
        }
    }

    /** The bytes of a buffer, or of an array of numbers. */
    private static byte[] bytes(ProtocolArguments arguments, int index) {
        Object source = arguments.get(index);
        InteropLibrary interop = InteropLibrary.getUncached(source);
        try {
            if (interop.hasBufferElements(source)) {
                byte[] bytes = new byte[Math.toIntExact(interop.getBufferSize(source))];
                interop.readBuffer(source, 0, bytes, 0, bytes.length);
                return bytes;
            }
            if (interop.hasArrayElements(source)) {
                byte[] bytes = new byte[Math.toIntExact(interop.getArraySize(source))];
                for (int i = 0; i < bytes.length; i++) {
                    bytes[i] = (byte) InteropLibrary.getUncached().asInt(interop.readArrayElement(source, i));
                }
                return bytes;
            }
        } catch (InteropException | ArithmeticException e) {
            // Told below.
        }
        throw arguments.expected(index, "a buffer or an array of bytes");
    }

    private Object exports(Module module) {
        List<Object> descriptors = new ArrayList<>();
        for (Export export : module.exports()) {
            if (export.kind() == Export.Kind.TAG && owner.generation() == Generation.FIRST) {
                // It would take a tag for a table.
                continue;
            }
            descriptors.add(descriptor(Map.of("name", export.name()), module.externType(export), functionName(export), true));
        }
        return new ResultArray(descriptors.toArray());
    }

    /** The name of an exported function is its index. Spec: JavaScript Interface, Exported Functions. */
    private static String functionName(Export export) {
        return Integer.toString(export.index());
    }

    private Object imports(Module module) {
        List<Object> descriptors = new ArrayList<>();
        int function = 0;
        for (Import wanted : module.imports()) {
            Map<String, Object> names = new LinkedHashMap<>();
            names.put("module", wanted.module());
            names.put("name", wanted.name());
            String index = wanted.type() instanceof ExternType.Function ? Integer.toString(function++) : "";
            if (!host.isHidden(wanted.module())) {
                descriptors.add(descriptor(names, wanted.type(), index, false));
            }
        }
        return new ResultArray(descriptors.toArray());
    }

    /** @param exported the type of an imported global is that of its value alone */
    private Object descriptor(Map<String, Object> names, ExternType type, String functionName, boolean exported) {
        Generation generation = owner.generation();
        Map<String, Object> members = new LinkedHashMap<>(names);
        members.put("kind", TypeDescription.kind(type));
        members.put("type", switch (type) {
            case ExternType.Function function -> functionName + TypeStrings.function((FunctionType) function.type().composite(), generation);
            case TableType table -> TypeStrings.table(table, generation);
            case MemoryType memory -> TypeStrings.memory(memory, generation);
            case GlobalType global -> exported ? TypeStrings.global(global, generation) : TypeStrings.value(global.valueType(), generation);
            case ExternType.Tag tag -> TypeStrings.function((FunctionType) tag.type().composite(), generation);
        });
        return new Members(members);
    }

    private static Object customSections(Module module, String name) {
        List<Object> sections = new ArrayList<>();
        for (CustomSection section : module.customSections()) {
            if (section.name().equals(name)) {
                sections.add(new SectionBytes(module.bytes(), section.start(), section.length()));
            }
        }
        return new ResultArray(sections.toArray());
    }

    private Object export(ProtocolArguments arguments) {
        WasmInstance instance = host.instance(arguments.get(0));
        if (instance == null) {
            throw arguments.expected(0, "a WebAssembly instance");
        }
        Extern value = instance.extern(arguments.text(1));
        if (value == null) {
            throw arguments.expected(1, "the name of an export");
        }
        return value;
    }
}
