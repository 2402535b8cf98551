// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.compatibility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.function.IntBinaryOperator;

import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.PolyglotAccess;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.io.ByteSequence;
import org.graalvm.polyglot.proxy.ProxyArray;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import org.graalvm.polyglot.proxy.ProxyObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What programs that embed GraalWasm 25.0 rely on. */
class GraalWasmApiTest {

    private final Context context = Context.newBuilder("wasm").allowHostAccess(HostAccess.ALL).allowPolyglotAccess(PolyglotAccess.ALL).build();

    @AfterEach
    void close() {
        context.close(true);
    }

    private Value library() {
        return Modules.exports(context, "library");
    }

    private static ProxyObject object(String name, Object value) {
        return ProxyObject.fromMap(Map.of(name, value));
    }

    /** What evaluating and calling does, by each kind of value. */
    public interface Calculator {
        int add(int a, int b);

        long wide(long value);
    }

    @Test
    void theLanguageIsWhatItIs() {
        try (Engine engine = Engine.create()) {
            assertThat(engine.getLanguages().get("wasm").getName()).isEqualTo("WebAssembly");
            assertThat(engine.getLanguages().get("wasm").getDefaultMimeType()).isEqualTo("application/wasm");
            assertThat(engine.getLanguages().get("wasm").getMimeTypes()).contains("application/wasm");
        }
    }

    @Test
    void modulesMakeInstances() {
        Value module = context.eval(Modules.source("library"));
        assertThat(module.canInstantiate()).isTrue();
        assertThat(module.canExecute()).isFalse();
        assertThat(module.toString()).isEqualTo("wasm-module(library)");
        Value instance = module.newInstance();
        assertThat(instance.getMemberKeys()).containsExactly("exports");
        assertThat(instance.toString()).isEqualTo("wasm-module-instance(library)");
        assertThat(context.getBindings("wasm").getMemberKeys()).isEmpty();
        assertThatThrownBy(() -> module.newInstance(object("a", 1), object("b", 2))).isInstanceOf(RuntimeException.class);
    }

    @Test
    void exportsAreMembers() {
        Value exports = library();
        assertThat(exports.getMemberKeys()).contains("add", "memory", "table", "counter").endsWith("counter", "limit");
        assertThat(exports.hasMember("add")).isTrue();
        assertThat(exports.getMember("none")).isNull();
        assertThat(exports.canInvokeMember("add")).isTrue();
        assertThat(exports.canInvokeMember("memory")).isFalse();
        assertThatThrownBy(() -> exports.putMember("add", 1)).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> exports.invokeMember("none")).isInstanceOf(UnsupportedOperationException.class);
        assertThat(exports.hasArrayElements()).isFalse();
    }

    @Test
    void functionsTakeAndGiveNumbers() {
        Value exports = library();
        assertThat(exports.invokeMember("add", 2, 3).asInt()).isEqualTo(5);
        assertThat(exports.getMember("add").execute(Integer.MAX_VALUE, 1).asInt()).isEqualTo(Integer.MIN_VALUE);
        assertThat(exports.invokeMember("wide", 1L << 40).asLong()).isEqualTo(3L << 40);
        assertThat(exports.invokeMember("single", 1.5f).asFloat()).isEqualTo(-1.5f);
        assertThat(exports.invokeMember("double", 2.25).asDouble()).isEqualTo(1.5);
        exports.getMember("nothing").executeVoid();
        assertThat(exports.invokeMember("nothing").isNull()).isFalse();
        for (Object wrong : List.of(1L << 40, 1.5, "1")) {
            assertThatThrownBy(() -> exports.invokeMember("add", wrong, 1)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> exports.invokeMember("add", 1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void severalResultsAreAnArray() {
        Value pair = library().invokeMember("pair");
        assertThat(pair.getArraySize()).isEqualTo(2);
        assertThat(pair.getArrayElement(0).asInt()).isEqualTo(7);
        assertThat(pair.getArrayElement(1).asLong()).isEqualTo(8);
    }

    @Test
    void referencesPass() {
        Value exports = library();
        Object host = new Object();
        assertThat(exports.invokeMember("same", host).<Object> asHostObject()).isSameAs(host);
        assertThat(exports.invokeMember("nullFunction").isNull()).isTrue();
        assertThat(exports.invokeMember("function").execute(1, 2).asInt()).isEqualTo(3);
        assertThat(exports.invokeMember("same", exports.invokeMember("nullFunction")).isNull()).isTrue();
        Value vector = exports.invokeMember("vector");
        assertThat(vector.getBufferSize()).isEqualTo(16);
        assertThat(vector.readBufferInt(ByteOrder.LITTLE_ENDIAN, 8)).isEqualTo(3);
    }

    @Test
    void functionsBecomeJavaInterfaces() {
        Value exports = library();
        assertThat(exports.getMember("add").as(IntBinaryOperator.class).applyAsInt(4, 5)).isEqualTo(9);
        Calculator calculator = exports.as(Calculator.class);
        assertThat(calculator.add(1, 2)).isEqualTo(3);
        assertThat(calculator.wide(5L)).isEqualTo(15);
    }

    @Test
    void memoriesAreArraysAndBuffers() {
        Value exports = library();
        Value memory = exports.getMember("memory");
        assertThat(memory.getArraySize()).isEqualTo(65536);
        assertThat(memory.getArrayElement(19).asInt()).isEqualTo(255);
        memory.setArrayElement(0, 100);
        assertThat(memory.readBufferByte(0)).isEqualTo((byte) 100);
        assertThat(memory.isBufferWritable()).isTrue();
        memory.writeBufferShort(ByteOrder.BIG_ENDIAN, 100, (short) 0x0102);
        memory.writeBufferInt(ByteOrder.LITTLE_ENDIAN, 104, 77);
        memory.writeBufferLong(ByteOrder.LITTLE_ENDIAN, 112, -5);
        memory.writeBufferFloat(ByteOrder.BIG_ENDIAN, 120, 1.5f);
        memory.writeBufferDouble(ByteOrder.LITTLE_ENDIAN, 128, 2.5);
        assertThat(memory.readBufferShort(ByteOrder.LITTLE_ENDIAN, 100)).isEqualTo((short) 0x0201);
        assertThat(exports.invokeMember("load", 104).asInt()).isEqualTo(77);
        assertThat(memory.readBufferLong(ByteOrder.LITTLE_ENDIAN, 112)).isEqualTo(-5);
        assertThat(memory.readBufferFloat(ByteOrder.BIG_ENDIAN, 120)).isEqualTo(1.5f);
        assertThat(memory.readBufferDouble(ByteOrder.LITTLE_ENDIAN, 128)).isEqualTo(2.5);
        byte[] bytes = new byte[4];
        memory.readBuffer(16, bytes, 0, 4);
        assertThat(bytes).containsExactly(1, 2, 3, -1);
        assertThatThrownBy(() -> memory.readBufferInt(ByteOrder.LITTLE_ENDIAN, 65533)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> memory.setArrayElement(0, 256)).isInstanceOf(ClassCastException.class);
        assertThat(exports.invokeMember("grow", 1).asInt()).isEqualTo(1);
        assertThat(memory.getBufferSize()).isEqualTo(2 * 65536);
        assertThat(exports.invokeMember("grow", 7).asInt()).isEqualTo(-1);
    }

    @Test
    void globalsHaveAValue() {
        Value exports = library();
        assertThat(exports.getMember("counter").getMember("value").asInt()).isEqualTo(5);
        exports.getMember("counter").putMember("value", 9);
        assertThat(exports.getMember("counter").getMember("value").asInt()).isEqualTo(9);
        assertThat(exports.getMember("limit").getMember("value").asLong()).isEqualTo(100);
        assertThatThrownBy(() -> exports.getMember("limit").putMember("value", 1L)).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void importsAreFunctionsOfTheHost() {
        ProxyExecutable twice = arguments -> arguments[0].asInt() * 2;
        ProxyExecutable both = arguments -> ProxyArray.fromArray(arguments[1].asDouble(), arguments[0].asLong());
        ProxyObject env = ProxyObject.fromMap(Map.of("twice", twice, "both", both));
        Value exports = Modules.exports(context, "user", object("env", env));
        for (int i = 0; i < 100; i++) {
            assertThat(exports.invokeMember("run", i).asInt()).isEqualTo(2 * i);
        }
        assertThat(exports.invokeMember("swap", 20L, 1.0).asLong()).isEqualTo(40);
        IllegalStateException failure = new IllegalStateException("of the host");
        ProxyExecutable failing = _ -> {
            throw failure;
        };
        Value other = Modules.exports(context, "user", object("env", ProxyObject.fromMap(Map.of("twice", failing, "both", both))));
        assertThatThrownBy(() -> other.invokeMember("run", 1)).isInstanceOfSatisfying(PolyglotException.class, e -> {
            assertThat(e.isHostException()).isTrue();
            assertThat(e.asHostException()).isSameAs(failure);
        });
    }

    @Test
    void instancesAreLinkedByTheImportObject() {
        Value library = library();
        Value linked = Modules.exports(context, "linked", object("library", library));
        assertThat(linked.invokeMember("run").asInt()).isEqualTo(8);
        assertThat(library.getMember("counter").getMember("value").asInt()).isEqualTo(9);
    }

    @Test
    void missingImportsAreGuestExceptions() {
        Value module = context.eval(Modules.source("user"));
        assertThatThrownBy(() -> module.newInstance().getMember("exports")).isInstanceOfSatisfying(PolyglotException.class, e -> {
            assertThat(e.isGuestException()).isTrue();
            assertThat(e.isInternalError()).isFalse();
            assertThat(e.getMessage()).contains("env").contains("twice");
            assertThat(e.getGuestObject().getMember("failureType").asString()).isEqualTo("unlinkable");
        });
        assertThatThrownBy(() -> module.newInstance(object("env", object("none", 1)))).isInstanceOf(PolyglotException.class);
    }

    @Test
    void trapsAreGuestExceptions() {
        Value exports = library();
        assertThatThrownBy(() -> exports.invokeMember("trap")).isInstanceOfSatisfying(PolyglotException.class, e -> {
            assertThat(e.isGuestException()).isTrue();
            assertThat(e.isSyntaxError()).isFalse();
            assertThat(e.getMessage()).isEqualTo("unreachable");
            assertThat(e.getGuestObject().getMember("message").asString()).isEqualTo("unreachable");
            assertThat(e.getGuestObject().getMember("failureType").asString()).isEqualTo("trap");
        });
        assertThatThrownBy(() -> exports.invokeMember("divide", 1, 0)).isInstanceOf(PolyglotException.class).hasMessage("integer divide by zero");
        assertThatThrownBy(() -> exports.invokeMember("forever")).isInstanceOfSatisfying(PolyglotException.class, e -> {
            assertThat(e.isGuestException()).isTrue();
            assertThat(e.isInternalError()).isFalse();
        });
        assertThat(exports.invokeMember("add", 1, 1).asInt()).isEqualTo(2);
    }

    @Test
    void badModulesAreSyntaxErrors() {
        Source bad = Source.newBuilder("wasm", ByteSequence.create(new byte[]{0, 'a', 's', 'm', 9, 0, 0, 0}), "bad").buildLiteral();
        assertThatThrownBy(() -> context.eval(bad)).isInstanceOfSatisfying(PolyglotException.class, e -> {
            assertThat(e.isSyntaxError()).isTrue();
            assertThat(e.getGuestObject().getMember("failureType").asString()).isEqualTo("malformed");
        });
    }

    @Test
    void theStartFunctionRuns() {
        assertThat(Modules.exports(context, "start").getMember("g").getMember("value").asInt()).isEqualTo(9);
    }

    @Test
    void programsEndWithTheirExitCode() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Context wasi = Context.newBuilder("wasm").option("wasm.Builtins", "wasi_snapshot_preview1").out(out).build();
        Value exports = Modules.exports(wasi, "program");
        assertThatThrownBy(() -> exports.invokeMember("_start")).isInstanceOfSatisfying(PolyglotException.class, e -> {
            assertThat(e.isExit()).isTrue();
            assertThat(e.getExitStatus()).isEqualTo(3);
        });
        // The exit has closed the context.
        assertThatThrownBy(() -> wasi.initialize("wasm")).isInstanceOf(RuntimeException.class);
        assertThat(out.toString()).isEqualTo("hello\n");
    }

    @Test
    void modulesOfTheSuiteImportFromItsModule() {
        try (Context suite = Context.newBuilder("wasm").option("wasm.Builtins", "spectest").build()) {
            Value exports = Modules.exports(suite, "suite");
            assertThat(exports.invokeMember("sum").asLong()).isEqualTo(2 * 666);
            assertThat(exports.getMember("memory").getBufferSize()).isEqualTo(65536);
        }
    }

    @Test
    void evalReturnsInstancesIfAsked() {
        try (Context instances = Context.newBuilder("wasm").option("wasm.EvalReturnsInstance", "true").allowExperimentalOptions(true).build()) {
            Value library = instances.eval(Modules.source("library"));
            assertThat(library.canInstantiate()).isFalse();
            assertThat(library.getMember("exports").invokeMember("add", 1, 2).asInt()).isEqualTo(3);
            assertThat(instances.getBindings("wasm").getMemberKeys()).containsExactly("library");
            Value linked = instances.eval(Modules.source("linked"));
            assertThat(linked.getMember("exports").invokeMember("run").asInt()).isEqualTo(8);
            Value again = instances.getBindings("wasm").getMember("library");
            assertThat(again.getMember("exports").getMember("counter").getMember("value").asInt()).isEqualTo(9);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"AsyncParsingBinarySize=1", "AsyncParsingStackSize=1", "BulkMemoryAndRefTypes=true", "DebugTestMode=true",
                    "DirectByteBufferMemoryAccess=false", "ExtendedConstExpressions=true", "Memory64=false", "MemoryOverheadMode=false", "MultiMemory=true",
                    "MultiValue=true", "RelaxedSIMD=true", "SIMD=true", "SaturatingFloatToInt=true", "SignExtensionOps=true",
                    "StoreConstantsPolicy=NONE", "Threads=true", "UseUnsafeMemory=true", "WasiConstantRandomGet=true", "WasiMapDirs=", "EvalReturnsInstance=false",
                    "Builtins=wasi_snapshot_preview1"})
    void optionsAreKnown(String option) {
        String[] parts = option.split("=", 2);
        try (Context configured = Context.newBuilder("wasm").allowExperimentalOptions(true).option("wasm." + parts[0], parts[1]).build()) {
            assertThat(Modules.exports(configured, "library").invokeMember("add", 1, 2).asInt()).isEqualTo(3);
        }
    }

    @Test
    void misspeltOptionsAreRefused() {
        Context.Builder builder = Context.newBuilder("wasm").option("wasm.Builtin", "x");
        assertThatThrownBy(builder::build).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("Could not find option with name wasm.Builtin.")
                        .hasMessageContaining("wasm.Builtins");
    }

    @Test
    void closedContextsRefuseCalls() {
        Context closed = Context.create("wasm");
        Value exports = Modules.exports(closed, "library");
        closed.close();
        assertThatThrownBy(() -> exports.invokeMember("add", 1, 2)).isInstanceOf(IllegalStateException.class).hasMessageContaining("closed");
        assertThatThrownBy(() -> exports.getMember("memory")).isInstanceOf(IllegalStateException.class).hasMessageContaining("closed");
    }

    @Test
    void modulesAreSharedByTheContextsOfAnEngine() {
        Source source = Modules.source("library");
        try (Engine engine = Engine.create("wasm"); Context first = Context.newBuilder("wasm").engine(engine).build();
                        Context second = Context.newBuilder("wasm").engine(engine).build()) {
            Value one = first.eval(source).newInstance().getMember("exports");
            Value two = second.eval(source).newInstance().getMember("exports");
            one.getMember("counter").putMember("value", 1);
            assertThat(two.getMember("counter").getMember("value").asInt()).isEqualTo(5);
        }
    }

    @Test
    void theBindingsHaveWhatJavaScriptUses() {
        context.initialize("wasm");
        Value api = context.getPolyglotBindings().getMember("WebAssembly");
        Value module = context.eval(Modules.source("library"));
        Value descriptors = api.getMember("module_exports").execute(module);
        assertThat(descriptors.getArraySize()).isEqualTo(19);
        assertThat(descriptors.getArrayElement(0).getMember("name").asString()).isEqualTo("memory");
        assertThat(descriptors.getArrayElement(0).getMember("kind").asString()).isEqualTo("memory");
        assertThat(descriptors.getArrayElement(2).getMember("type").asString()).isEqualTo("i32 mut");
        assertThat(descriptors.getArrayElement(4).getMember("type").asString()).endsWith("(i32 i32)i32");
        Value memory = api.getMember("mem_alloc").execute(1, 2);
        assertThat(api.getMember("mem_grow").execute(memory, 1).asInt()).isEqualTo(1);
        Value global = api.getMember("global_alloc").execute("i64", true, 5L);
        api.getMember("global_write").execute(global, 6L);
        assertThat(api.getMember("global_read").execute(global).asLong()).isEqualTo(6);
    }
}
