// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;

import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyObject;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What jwasm does and GraalWasm 25.0 refuses: the list in docs/migrate-from-graalwasm.md. */
class ImprovementsTest {

    /** Something that a host does with a module and the exports of its instance. */
    @FunctionalInterface
    private interface Use {
        Object apply(Value module, Value exports);
    }

    private static final Map<String, Use> IMPROVEMENTS = Map.ofEntries(
                    Map.entry("an int is an i64", (_, exports) -> exports.invokeMember("wide", 5).asLong()),
                    Map.entry("a byte is an i32", (_, exports) -> exports.invokeMember("add", (byte) 1, (short) 2).asInt()),
                    Map.entry("an int is an f64", (_, exports) -> exports.invokeMember("double", 4).asDouble()),
                    Map.entry("a float is an f64", (_, exports) -> exports.invokeMember("double", 2.25f).asDouble()),
                    Map.entry("an int is an f32", (_, exports) -> exports.invokeMember("single", 4).asFloat()),
                    Map.entry("bytes of memories are unsigned as they are read", (_, exports) -> {
                        exports.getMember("memory").setArrayElement(0, 200);
                        return exports.getMember("memory").getArrayElement(0).asInt();
                    }),
                    Map.entry("tables are arrays", (_, exports) -> exports.getMember("table").getArrayElement(0).execute(1, 2).asInt()),
                    Map.entry("tables can be written", (_, exports) -> {
                        exports.getMember("table").setArrayElement(1, exports.getMember("add"));
                        return exports.getMember("table").getArrayElement(1).canExecute();
                    }),
                    Map.entry("tables grow", (_, exports) -> exports.getMember("table").invokeMember("grow", 3).asInt()),
                    Map.entry("memories grow", (_, exports) -> exports.getMember("memory").invokeMember("grow", 1).asInt()),
                    Map.entry("functions say their types", (_, exports) -> exports.getMember("add").getMember("type").getMember("results").as(List.class).toString()),
                    Map.entry("modules say what they export", (module, _) -> module.getMember("exports").getArrayElement(4).getMember("type").toString()),
                    Map.entry("globals are imported as numbers", (_, exports) -> {
                        Value linked = exports.getContext().eval(Modules.source("constant"));
                        return linked.newInstance(ProxyObject.fromMap(Map.of("env", ProxyObject.fromMap(Map.of("limit", 7))))).getMember("exports").invokeMember(
                                        "get").asInt();
                    }));

    @TestFactory
    List<DynamicTest> onlyOneEngineDoes() {
        boolean isGraalWasm = Modules.isGraalWasm();
        return IMPROVEMENTS.entrySet().stream().map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> {
            try (Context context = Context.newBuilder("wasm").allowHostAccess(HostAccess.ALL).build()) {
                Value module = context.eval(Modules.source("library"));
                Value exports = module.newInstance().getMember("exports");
                assertThat(works(entry.getValue(), module, exports)).isEqualTo(!isGraalWasm);
            }
        })).toList();
    }

    /** Refusals come as many kinds of exceptions, NullPointerException among them. */
    private static boolean works(Use use, Value module, Value exports) {
        try {
            use.apply(module, exports);
            return true;
        } catch (RuntimeException e) {
            return false;
        }
    }
}
