// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.javascript;

import org.jwasm.runtime.Extern;
import org.jwasm.runtime.MemoryObserver;
import org.jwasm.runtime.WasmAggregate;
import org.jwasm.runtime.WasmArray;
import org.jwasm.runtime.WasmFunction;
import org.jwasm.runtime.WasmMemory;
import org.jwasm.runtime.WasmNull;
import org.jwasm.runtime.WasmStruct;
import org.jwasm.runtime.WasmThrown;
import org.jwasm.runtime.WasmVoid;

/** What references are asked, and what JavaScript keeps with the objects behind them. */
final class ReferenceFunctions {

    private final WebAssemblyObject owner;
    private final MemoryObserver observer;
    private final AggregateData aggregates = new AggregateData();

    /** @param observer for the memories that JavaScript has objects of */
    ReferenceFunctions(WebAssemblyObject owner, MemoryObserver observer) {
        this.owner = owner;
        this.observer = observer;
    }

    void addTo(WebAssemblyObject.Functions functions) {
        functions.add("func_type", 1, arguments -> functionType(arguments.function(0)));
        functions.add("is_func", 1, arguments -> arguments.get(0) instanceof WasmFunction);
        functions.add("is_struct", 1, arguments -> arguments.get(0) instanceof WasmStruct);
        functions.add("is_array", 1, arguments -> arguments.get(0) instanceof WasmArray);
        functions.add("embedder_data_get", 1, this::data);
        functions.add("embedder_data_set", 2, this::setData);
        functions.add("ref_null", WasmNull.INSTANCE);
    }

    private String functionType(WasmFunction function) {
        return function.index() + TypeStrings.function(function.definedType().functionType(), owner.generation());
    }

    private Object data(ProtocolArguments arguments) {
        Object data = switch (arguments.get(0)) {
            case Extern extern -> extern.embedderData();
            case WasmThrown thrown -> thrown.embedderData();
            case WasmAggregate aggregate -> aggregates.get(aggregate);
            default -> throw arguments.expected(0, "an object of WebAssembly");
        };
        return data == null ? WasmVoid.INSTANCE : data;
    }

    private Object setData(ProtocolArguments arguments) {
        Object data = arguments.get(1);
        switch (arguments.get(0)) {
            case WasmMemory memory -> {
                memory.observe(observer);
                memory.setEmbedderData(data);
            }
            case WasmFunction function -> {
                if (owner.generation() == Generation.FIRST) {
                    function.failOnWrongTypes();
                }
                function.setEmbedderData(data);
            }
            case Extern extern -> extern.setEmbedderData(data);
            case WasmThrown thrown -> thrown.setEmbedderData(data);
            case WasmAggregate aggregate -> aggregates.put(aggregate, data);
            default -> throw arguments.expected(0, "an object of WebAssembly");
        }
        return WasmVoid.INSTANCE;
    }
}
