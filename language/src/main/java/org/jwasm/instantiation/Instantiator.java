// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.instantiation;

import org.jwasm.canonical.LoweredImport;
import org.jwasm.runtime.ModuleCode;
import org.jwasm.runtime.WasmFunction;
import org.jwasm.runtime.WasmGlobal;
import org.jwasm.runtime.WasmInstance;
import org.jwasm.runtime.WasmMemory;
import org.jwasm.runtime.WasmTable;
import org.jwasm.runtime.WasmTag;
import org.jwasm.structure.ConstantExpression;
import org.jwasm.structure.DataSegment;
import org.jwasm.structure.ElementSegment;
import org.jwasm.structure.ExternType;
import org.jwasm.structure.GlobalType;
import org.jwasm.structure.Import;
import org.jwasm.structure.MemoryType;
import org.jwasm.structure.Module;
import org.jwasm.structure.NumberType;
import org.jwasm.structure.TableType;

/** Makes an instance of a module, in the steps of Spec: Execution, Modules, Instantiation. */
public final class Instantiator {

    private final ModuleCode code;
    private final Module module;
    private final Limitations limitations;
    private WasmInstance instance;
    private ConstantEvaluator constants;

    private Instantiator(ModuleCode code, Limitations limitations) {
        this.code = code;
        this.module = code.module();
        this.limitations = limitations;
    }

    /** Looks up imports that the import object has no module for. */
    @FunctionalInterface
    public interface Builtins {
        /** What is there under this name, or null. */
        Object find(String module, String name);
    }

    /**
     * Links, allocates, initialises, and runs the start function.
     *
     * @param imports an interop object of modules with their members, or null
     * @param builtins for what {@code imports} has no module for
     * @throws org.jwasm.runtime.WasmException unlinkable, a trap, or exhaustion
     */
    public static WasmInstance instantiate(ModuleCode code, Object imports, Builtins builtins, Limitations limitations) {
        Instantiator instantiator = new Instantiator(code, limitations);
        instantiator.link(imports, builtins);
        instantiator.allocate();
        instantiator.initialize();
        instantiator.start();
        return instantiator.instance;
    }

    /**
     * A further instance of the same module with the same imports, for a thread of its own. Spec: wasi-threads.
     *
     * @throws org.jwasm.runtime.WasmException a trap, or exhaustion
     */
    public static WasmInstance instantiateAgain(WasmInstance parent, Limitations limitations) {
        Instantiator instantiator = new Instantiator(parent.code(), limitations);
        instantiator.linkLike(parent);
        instantiator.allocate();
        instantiator.initialize();
        instantiator.start();
        return instantiator.instance;
    }

    private void linkLike(WasmInstance parent) {
        WasmFunction[] functions = new WasmFunction[module.functionCount()];
        WasmTable[] tables = new WasmTable[module.tableCount()];
        WasmMemory[] memories = new WasmMemory[module.memoryCount()];
        WasmGlobal[] globals = new WasmGlobal[module.globalCount()];
        WasmTag[] tags = new WasmTag[module.tagCount()];
        instance = new WasmInstance(code, functions, tables, memories, globals, tags, limitations.fuel());
        for (int i = 0; i < module.importedFunctionCount(); i++) {
            functions[i] = parent.function(i);
            if (functions[i].receiver() instanceof HostReceiver receiver && receiver.caller == parent) {
                HostReceiver own = new HostReceiver(receiver.function);
                own.caller = instance;
                functions[i] = new WasmFunction(code, i, own);
            }
        }
        for (int i = 0; i < module.importedTableCount(); i++) {
            tables[i] = parent.table(i);
        }
        for (int i = 0; i < module.importedMemoryCount(); i++) {
            instance.setMemory(i, parent.memory(i));
        }
        for (int i = 0; i < module.importedGlobalCount(); i++) {
            globals[i] = parent.global(i);
        }
        for (int i = 0; i < module.importedTagCount(); i++) {
            tags[i] = parent.tag(i);
        }
    }

    private void link(Object imports, Builtins builtins) {
        WasmFunction[] functions = new WasmFunction[module.functionCount()];
        WasmTable[] tables = new WasmTable[module.tableCount()];
        WasmMemory[] memories = new WasmMemory[module.memoryCount()];
        WasmGlobal[] globals = new WasmGlobal[module.globalCount()];
        WasmTag[] tags = new WasmTag[module.tagCount()];
        ImportResolver resolver = new ImportResolver(code, imports, builtins, limitations);
        int function = 0;
        int table = 0;
        int memory = 0;
        int global = 0;
        int tag = 0;
        for (Import wanted : module.imports()) {
            ExternType type = wanted.type();
            // No switch, which Java would make a class for at every start.
            if (type instanceof ExternType.Function) {
                functions[function] = (WasmFunction) resolver.resolve(wanted, function++);
            } else if (type instanceof TableType) {
                tables[table] = (WasmTable) resolver.resolve(wanted, table++);
            } else if (type instanceof MemoryType) {
                memories[memory] = (WasmMemory) resolver.resolve(wanted, memory++);
            } else if (type instanceof GlobalType) {
                globals[global] = (WasmGlobal) resolver.resolve(wanted, global++);
            } else {
                tags[tag] = (WasmTag) resolver.resolve(wanted, tag++);
            }
        }
        instance = new WasmInstance(code, functions, tables, memories, globals, tags, limitations.fuel());
        for (int i = 0; i < function; i++) {
            Object target = functions[i].receiver();
            if (target instanceof HostReceiver receiver && receiver.caller == null) {
                receiver.caller = instance;
            } else if (target instanceof LoweredImport imported) {
                imported.caller().setInstance(instance);
            }
        }
    }

    private void allocate() {
        constants = new ConstantEvaluator(instance);
        for (int i = module.importedTagCount(); i < module.tagCount(); i++) {
            instance.setTag(i, new WasmTag(module, i));
        }
        for (int i = module.importedMemoryCount(); i < module.memoryCount(); i++) {
            instance.setMemory(i, limitations.allocate(module.memory(i)));
        }
        for (int i = module.importedGlobalCount(); i < module.globalCount(); i++) {
            GlobalType type = module.global(i);
            ConstantExpression initializer = module.globalInitializer(i);
            instance.setGlobal(i, type.valueType() instanceof NumberType ? new WasmGlobal(type, constants.number(initializer), null)
                            : new WasmGlobal(type, 0, constants.reference(initializer)));
        }
        for (int i = module.importedTableCount(); i < module.tableCount(); i++) {
            ConstantExpression initializer = module.tableInitializer(i);
            Object initial = initializer == null ? null : constants.reference(initializer);
            instance.setTable(i, new WasmTable(module.table(i), limitations.tableElements(), initial, limitations.limiter()));
        }
        ElementSegment[] elements = module.elements();
        for (int i = 0; i < elements.length; i++) {
            instance.setElements(i, references(elements[i]));
        }
    }

    private Object[] references(ElementSegment segment) {
        Object[] references = new Object[segment.length()];
        for (int i = 0; i < references.length; i++) {
            references[i] = segment.functions() != null ? instance.function(segment.functions()[i])
                            : constants.reference(segment.expressions()[i]);
        }
        return references;
    }

    private void initialize() {
        ElementSegment[] elements = module.elements();
        for (int i = 0; i < elements.length; i++) {
            ElementSegment segment = elements[i];
            if (segment.mode() == ElementSegment.Mode.ACTIVE) {
                instance.table(segment.table()).init(constants.address(segment.offset()), instance.elements(i), 0, segment.length(), null);
            }
            if (segment.mode() != ElementSegment.Mode.PASSIVE) {
                instance.dropElements(i);
            }
        }
        DataSegment[] datas = module.datas();
        for (int i = 0; i < datas.length; i++) {
            DataSegment segment = datas[i];
            if (segment.isActive()) {
                instance.memory(segment.memory()).write(constants.address(segment.offset()), module.bytes(), segment.start(), segment.length(), null);
                instance.dropData(i);
            }
        }
    }

    private void start() {
        if (module.start() >= 0) {
            WasmFunction function = instance.function(module.start());
            function.call(new long[0], null);
        }
    }
}
