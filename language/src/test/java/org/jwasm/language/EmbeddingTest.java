// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.function.IntBinaryOperator;

import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.io.ByteSequence;
import org.graalvm.polyglot.proxy.ProxyArray;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import org.graalvm.polyglot.proxy.ProxyObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What Java code sees of modules, instances and their exports. */
class EmbeddingTest {

    private final Context context = Context.newBuilder("wasm").allowHostAccess(HostAccess.ALL).build();

    @AfterEach
    void close() {
        context.close();
    }

    private Value instantiate(String text, ProxyObject imports) {
        return Wat.module(context, text).newInstance(imports).getMember("exports");
    }

    private static ProxyObject imports(String module, String name, Object value) {
        return ProxyObject.fromMap(Map.of(module, ProxyObject.fromMap(Map.of(name, value))));
    }

    @Test
    void modulesMakeInstancesAndNothingElse() {
        Value module = Wat.module(context, "(module (func (export \"f\")))");
        assertThat(module.canInstantiate()).isTrue();
        assertThat(module.canExecute()).isFalse();
        assertThat(module.getMemberKeys()).containsExactly("imports", "exports");
        assertThat(module.toString()).isEqualTo("wasm-module(test)");
        Value instance = module.newInstance();
        assertThat(instance.getMemberKeys()).containsExactly("exports");
        assertThat(instance.toString()).isEqualTo("wasm-module-instance(test)");
        assertThatThrownBy(() -> module.newInstance(ProxyObject.fromMap(Map.of()), 2)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> module.newInstance(2)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void instancesShareNoState() {
        Value module = Wat.module(context, """
                        (module (global $g (mut i32) (i32.const 0))
                          (func (export "next") (result i32)
                            (global.set $g (i32.add (global.get $g) (i32.const 1))) (global.get $g)))""");
        Value first = module.newInstance().getMember("exports");
        Value second = module.newInstance().getMember("exports");
        first.invokeMember("next");
        assertThat(first.invokeMember("next").asInt()).isEqualTo(2);
        assertThat(second.invokeMember("next").asInt()).isEqualTo(1);
    }

    @Test
    void exportsAreListedByKind() {
        Value exports = Wat.exports(context, """
                        (module (global (export "g") i32 (i32.const 1)) (memory (export "m") 1)
                          (table (export "t") 1 funcref) (func (export "f")))""");
        assertThat(exports.getMemberKeys()).containsExactly("f", "t", "m", "g");
        assertThat(exports.canInvokeMember("f")).isTrue();
        assertThat(exports.canInvokeMember("m")).isFalse();
        assertThat(exports.getMember("none")).isNull();
        assertThatThrownBy(() -> exports.putMember("f", 1)).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void numbersConvertWithoutLoss() {
        Value exports = Wat.exports(context, """
                        (module
                          (func (export "i") (param i32) (result i32) (local.get 0))
                          (func (export "l") (param i64) (result i64) (local.get 0))
                          (func (export "f") (param f32) (result f32) (local.get 0))
                          (func (export "d") (param f64) (result f64) (local.get 0)))""");
        assertThat(exports.invokeMember("i", -7).asInt()).isEqualTo(-7);
        assertThat(exports.invokeMember("i", (byte) 3).asInt()).isEqualTo(3);
        assertThat(exports.invokeMember("l", Long.MIN_VALUE).asLong()).isEqualTo(Long.MIN_VALUE);
        assertThat(exports.invokeMember("l", 5).asLong()).isEqualTo(5);
        assertThat(exports.invokeMember("f", 1.5f).asFloat()).isEqualTo(1.5f);
        assertThat(exports.invokeMember("f", 2).asFloat()).isEqualTo(2f);
        assertThat(exports.invokeMember("d", Math.PI).asDouble()).isEqualTo(Math.PI);
        assertThat(exports.invokeMember("d", 1.5f).asDouble()).isEqualTo(1.5);
        for (Object wrong : List.of(1L << 40, 1.5, "1", true)) {
            assertThatThrownBy(() -> exports.invokeMember("i", wrong)).as("%s", wrong).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> exports.invokeMember("f", 0.1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> exports.invokeMember("i")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> exports.invokeMember("i", 1, 2)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void resultsAreVoidOneOrAnArray() {
        Value exports = Wat.exports(context, """
                        (module (func (export "none"))
                          (func (export "many") (result i32 f64 externref i64)
                            (i32.const 1) (f64.const 2.5) (ref.null extern) (i64.const 4))
                          (func (export "nothing") (result funcref) (ref.null func)))""");
        assertThat(exports.invokeMember("none").toString()).isEqualTo("wasm-void-result");
        assertThat(exports.invokeMember("many").toString()).isEqualTo("[1, 2.5, wasm-ref-null, 4]");
        Value many = exports.invokeMember("many");
        assertThat(many.getArraySize()).isEqualTo(4);
        assertThat(many.getArrayElement(0).asInt()).isEqualTo(1);
        assertThat(many.getArrayElement(1).asDouble()).isEqualTo(2.5);
        assertThat(many.getArrayElement(2).isNull()).isTrue();
        assertThat(many.getArrayElement(3).asLong()).isEqualTo(4);
        assertThat(exports.invokeMember("nothing").isNull()).isTrue();
    }

    @Test
    void hostFunctionsAreImports() {
        String text = """
                        (module (import "env" "f" (func $f (param i32 f64) (result i64)))
                          (func (export "run") (param i32) (result i64) (call $f (local.get 0) (f64.const 0.5))))""";
        Value exports = instantiate(text, imports("env", "f", (ProxyExecutable) arguments -> arguments[0].asInt() + (long) (arguments[1].asDouble() * 10)));
        for (int i = 0; i < 2_000; i++) {
            assertThat(exports.invokeMember("run", i).asLong()).isEqualTo(i + 5);
        }
        Value wrong = instantiate(text, imports("env", "f", (ProxyExecutable) _ -> "text"));
        assertThatThrownBy(() -> wrong.invokeMember("run", 1)).isInstanceOf(PolyglotException.class).hasMessageContaining("env.f");
        IllegalStateException failure = new IllegalStateException("of the host");
        Value failing = instantiate(text, imports("env", "f", (ProxyExecutable) _ -> {
            throw failure;
        }));
        assertThatThrownBy(() -> failing.invokeMember("run", 1)).isInstanceOfSatisfying(PolyglotException.class, e -> {
            assertThat(e.isHostException()).isTrue();
            assertThat(e.asHostException()).isSameAs(failure);
        });
    }

    @Test
    void hostFunctionsReturnManyResults() {
        String text = """
                        (module (import "env" "f" (func $f (result i32 i64)))
                          (func (export "run") (result i64) (local i64)
                            (call $f) (local.set 0) (i64.extend_i32_s) (i64.add (local.get 0))))""";
        assertThat(instantiate(text, imports("env", "f", (ProxyExecutable) _ -> ProxyArray.fromArray(3, 4L))).invokeMember("run").asLong()).isEqualTo(7);
        Value tooFew = instantiate(text, imports("env", "f", (ProxyExecutable) _ -> ProxyArray.fromArray(3)));
        assertThatThrownBy(() -> tooFew.invokeMember("run")).isInstanceOf(PolyglotException.class).hasMessageContaining("2 results");
    }

    @Test
    void exportsOfAnotherInstanceAreImports() {
        Value library = Wat.exports(context, """
                        (module (memory (export "memory") 1 2) (global (export "counter") (mut i32) (i32.const 5))
                          (table (export "table") 2 funcref) (elem (i32.const 0) $double)
                          (func $double (export "double") (param i32) (result i32) (i32.shl (local.get 0) (i32.const 1))))""");
        Value user = instantiate("""
                        (module (import "lib" "memory" (memory 1)) (import "lib" "counter" (global $c (mut i32)))
                          (import "lib" "double" (func $double (param i32) (result i32))) (import "lib" "table" (table 2 funcref))
                          (type $unary (func (param i32) (result i32)))
                          (func (export "run") (result i32)
                            (i32.store (i32.const 8) (call $double (global.get $c)))
                            (global.set $c (i32.const 6))
                            (call_indirect (type $unary) (i32.load (i32.const 8)) (i32.const 0))))""",
                        ProxyObject.fromMap(Map.of("lib", library)));
        assertThat(user.invokeMember("run").asInt()).isEqualTo(20);
        assertThat(library.getMember("counter").getMember("value").asInt()).isEqualTo(6);
        assertThat(library.getMember("memory").readBufferInt(ByteOrder.LITTLE_ENDIAN, 8)).isEqualTo(10);
    }

    @Test
    void importsThatAreMissingOrWrongAreNamed() {
        Value module = Wat.module(context, "(module (import \"env\" \"f\" (func (param i32))))");
        assertThatThrownBy(() -> module.newInstance()).isInstanceOfSatisfying(PolyglotException.class, e -> {
            assertThat(e).hasMessageContaining("unknown import").hasMessageContaining("\"env\" \"f\"");
            assertThat(e.isSyntaxError()).isFalse();
            assertThat(e.getGuestObject().getMember("failureType").asString()).isEqualTo("unlinkable");
        });
        assertThatThrownBy(() -> module.newInstance(imports("env", "g", 1))).hasMessageContaining("unknown import");
        assertThatThrownBy(() -> module.newInstance(imports("env", "f", 1))).hasMessageContaining("incompatible import type");
        Value other = Wat.exports(context, "(module (func (export \"f\") (param i64)))");
        assertThatThrownBy(() -> module.newInstance(ProxyObject.fromMap(Map.of("env", other)))).hasMessageContaining("incompatible import type")
                        .hasMessageContaining("(func (param i64))");
    }

    @Test
    void memoriesAreArraysAndBuffers() {
        Value exports = Wat.exports(context, """
                        (module (memory (export "m") 1) (data (i32.const 4) "\\01\\02\\ff")
                          (func (export "grow") (result i32) (memory.grow (i32.const 1))))""");
        Value memory = exports.getMember("m");
        assertThat(memory.getArraySize()).isEqualTo(65536);
        assertThat(memory.getArrayElement(6).asInt()).isEqualTo(255);
        memory.setArrayElement(0, 200);
        memory.setArrayElement(1, -1);
        assertThat(memory.readBufferByte(0)).isEqualTo((byte) 200);
        assertThat(memory.isBufferWritable()).isTrue();
        memory.writeBufferLong(ByteOrder.BIG_ENDIAN, 16, 0x0102030405060708L);
        assertThat(memory.readBufferLong(ByteOrder.LITTLE_ENDIAN, 16)).isEqualTo(0x0807060504030201L);
        memory.writeBufferDouble(ByteOrder.LITTLE_ENDIAN, 24, -0.0);
        assertThat(memory.readBufferDouble(ByteOrder.LITTLE_ENDIAN, 24)).isEqualTo(-0.0);
        byte[] bytes = new byte[3];
        memory.readBuffer(4, bytes, 0, 3);
        assertThat(bytes).containsExactly(1, 2, -1);
        assertThatThrownBy(() -> memory.readBufferInt(ByteOrder.LITTLE_ENDIAN, 65533)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> memory.getArrayElement(65536)).isInstanceOf(ArrayIndexOutOfBoundsException.class);
        assertThatThrownBy(() -> memory.setArrayElement(0, 256)).isInstanceOf(ClassCastException.class);
        exports.invokeMember("grow");
        assertThat(memory.getBufferSize()).isEqualTo(2 * 65536);
    }

    @Test
    void globalsHaveAValue() {
        Value exports = Wat.exports(context, """
                        (module (global (export "c") i64 (i64.const 7)) (global (export "v") (mut f32) (f32.const 1))
                          (func (export "get") (result f32) (global.get 1)))""");
        assertThat(exports.getMember("c").getMember("value").asLong()).isEqualTo(7);
        Value variable = exports.getMember("v");
        variable.putMember("value", 2.5f);
        assertThat(exports.invokeMember("get").asFloat()).isEqualTo(2.5f);
        assertThatThrownBy(() -> exports.getMember("c").putMember("value", 1L)).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> variable.putMember("value", "x")).isInstanceOfAny(ClassCastException.class, IllegalArgumentException.class);
    }

    @Test
    void referencesPassThrough() {
        Value exports = Wat.exports(context, """
                        (module (table $t 1 externref) (type $f (func (result i32)))
                          (func $one (result i32) (i32.const 1)) (elem declare func $one)
                          (func (export "set") (param externref) (table.set $t (i32.const 0) (local.get 0)))
                          (func (export "get") (result externref) (table.get $t (i32.const 0)))
                          (func (export "isNull") (param externref) (result i32) (ref.is_null (local.get 0)))
                          (func (export "function") (result funcref) (ref.func $one)))""");
        Object host = new Object();
        exports.invokeMember("set", host);
        assertThat(exports.invokeMember("get").<Object> asHostObject()).isSameAs(host);
        assertThat(exports.invokeMember("isNull", host).asInt()).isZero();
        Value function = exports.invokeMember("function");
        assertThat(function.execute().asInt()).isEqualTo(1);
        assertThat(exports.invokeMember("isNull", exports.invokeMember("function")).asInt()).isZero();
    }

    @Test
    void functionsBecomeJavaInterfaces() {
        Value exports = Wat.exports(context, "(module (func (export \"add\") (param i32 i32) (result i32) (i32.add (local.get 0) (local.get 1))))");
        IntBinaryOperator add = exports.getMember("add").as(IntBinaryOperator.class);
        assertThat(add.applyAsInt(2, 3)).isEqualTo(5);
    }

    @Test
    void modulesSayWhatTheyImportAndExport() {
        Value module = Wat.module(context, """
                        (module (import "a" "f" (func (param i32 externref) (result f64))) (import "b" "t" (table i64 1 9 funcref))
                          (import "b" "e" (tag (param i64)))
                          (memory (export "m") 2 5 shared) (global (export "g") (mut f32) (f32.const 1)) (export "again" (func 0)))""");
        Value imports = module.getMember("imports");
        assertThat(imports.getArraySize()).isEqualTo(3);
        Value function = imports.getArrayElement(0);
        assertThat(function.getMemberKeys()).containsExactly("module", "name", "kind", "type");
        assertThat(function.getMember("module").asString()).isEqualTo("a");
        assertThat(function.getMember("name").asString()).isEqualTo("f");
        assertThat(function.getMember("kind").asString()).isEqualTo("function");
        assertThat(function.getMember("type").getMember("parameters").toString()).isEqualTo("[i32, externref]");
        assertThat(function.getMember("type").getMember("results").getArrayElement(0).asString()).isEqualTo("f64");
        assertThat(function.getMember("type").toString()).isEqualTo("(func (param i32 externref) (result f64))");
        Value table = imports.getArrayElement(1).getMember("type");
        assertThat(table.getMember("minimum").asLong()).isEqualTo(1);
        assertThat(table.getMember("maximum").asLong()).isEqualTo(9);
        assertThat(table.getMember("address").asString()).isEqualTo("i64");
        assertThat(table.getMember("element").asString()).isEqualTo("funcref");
        assertThat(imports.getArrayElement(2).getMember("type").getMember("parameters").getArrayElement(0).asString()).isEqualTo("i64");
        Value exports = module.getMember("exports");
        Value memory = exports.getArrayElement(0).getMember("type");
        assertThat(memory.getMember("shared").asBoolean()).isTrue();
        assertThat(memory.getMember("pageSize").asInt()).isEqualTo(65536);
        assertThat(exports.getArrayElement(1).getMember("type").getMember("mutable").asBoolean()).isTrue();
        assertThat(exports.getArrayElement(1).getMember("type").getMember("value").asString()).isEqualTo("f32");
        assertThat(exports.getArrayElement(2).getMember("name").asString()).isEqualTo("again");
    }

    @Test
    void exportsSayTheirTypeNow() {
        Value exports = Wat.exports(context, """
                        (module (memory (export "m") 1 3) (table (export "t") 1 funcref) (global (export "g") i64 (i64.const 1))
                          (tag (export "e") (param i32)) (func (export "f") (param i32)))""");
        exports.getMember("m").invokeMember("grow", 2);
        assertThat(exports.getMember("m").getMember("type").getMember("minimum").asLong()).isEqualTo(3);
        assertThat(exports.getMember("t").getMember("type").hasMember("maximum")).isFalse();
        assertThat(exports.getMember("g").getMember("type").getMember("value").asString()).isEqualTo("i64");
        assertThat(exports.getMember("e").getMember("type").getMember("kind").asString()).isEqualTo("tag");
        assertThat(exports.getMember("f").getMember("type").getMember("results").getArraySize()).isZero();
    }

    @Test
    void memoriesAndTablesGrowForTheHost() {
        Value exports = Wat.exports(context, """
                        (module (memory (export "m") 1 3) (table (export "t") 1 4 funcref) (func $f (export "f") (result i32) (table.size 0)))""");
        Value memory = exports.getMember("m");
        assertThat(memory.invokeMember("grow", 2).asLong()).isEqualTo(1);
        assertThatThrownBy(() -> memory.invokeMember("grow", 1)).isInstanceOf(PolyglotException.class).hasMessage(
                        "a memory of 3 pages can't grow by 1 (limit 3 pages)");
        assertThatThrownBy(() -> memory.invokeMember("grow", -1)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("not negative");
        Value table = exports.getMember("t");
        assertThat(table.invokeMember("grow", 2, exports.getMember("f")).asLong()).isEqualTo(1);
        assertThat(table.getArrayElement(2).execute().asInt()).isEqualTo(3);
        assertThat(table.getArrayElement(0).isNull()).isTrue();
        table.setArrayElement(2, exports.invokeMember("f") == null ? null : table.getArrayElement(0));
        assertThat(table.getArrayElement(2).isNull()).isTrue();
        assertThatThrownBy(() -> table.setArrayElement(0, "text")).isInstanceOf(ClassCastException.class);
        assertThatThrownBy(() -> table.setArrayElement(9, exports.getMember("f"))).isInstanceOf(ArrayIndexOutOfBoundsException.class);
        assertThatThrownBy(() -> table.invokeMember("grow", 2)).isInstanceOf(PolyglotException.class).hasMessageContaining("limit 4 elements");
    }

    /** The functions of a module, as Java wants to see them. */
    public interface Library {
        int add(int a, int b);

        long add64(long a, long b);

        double half(double value);

        void none();
    }

    @Test
    void exportsBecomeJavaInterfaces() {
        Library library = Wat.exports(context, """
                        (module (func (export "add") (param i32 i32) (result i32) (i32.add (local.get 0) (local.get 1)))
                          (func (export "add64") (param i64 i64) (result i64) (i64.add (local.get 0) (local.get 1)))
                          (func (export "half") (param f64) (result f64) (f64.mul (local.get 0) (f64.const 0.5))))""").as(Library.class);
        assertThat(library.add(2, 3)).isEqualTo(5);
        assertThat(library.add64(1L << 40, 1)).isEqualTo((1L << 40) + 1);
        assertThat(library.half(3)).isEqualTo(1.5);
        assertThatThrownBy(library::none).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void errorsSayWhatWasExpected() {
        Value exports = Wat.exports(context, "(module (func (export \"f\") (param i32 i64)))");
        assertThatThrownBy(() -> exports.invokeMember("f", 1)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("Expected 2 argument(s) but got 1");
        assertThatThrownBy(() -> exports.invokeMember("f", 1, 1.5)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("expected i64. ");
        assertThatThrownBy(() -> Wat.module(context, "(module)").newInstance(3)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("'3'");
    }

    @Test
    void theStartFunctionRuns() {
        Value exports = Wat.exports(context, """
                        (module (global $g (export "g") (mut i32) (i32.const 0)) (start $s) (func $s (global.set $g (i32.const 9))))""");
        assertThat(exports.getMember("g").getMember("value").asInt()).isEqualTo(9);
        Value trapping = Wat.module(context, "(module (start $s) (func $s unreachable))");
        assertThatThrownBy(trapping::newInstance).isInstanceOf(PolyglotException.class).hasMessage("unreachable");
    }

    @Test
    void badModulesAreSyntaxErrorsWithTheirPlace() {
        Source noModule = Source.newBuilder("wasm", ByteSequence.create(new byte[]{1, 2, 3, 4}), "bad").buildLiteral();
        assertThatThrownBy(() -> context.eval(noModule)).isInstanceOfSatisfying(PolyglotException.class, e -> {
            assertThat(e.isSyntaxError()).isTrue();
            assertThat(e.getMessage()).startsWith("magic header not detected");
            assertThat(e.getSourceLocation().getSource().getName()).isEqualTo("bad");
            assertThat(e.getGuestObject().getMember("failureType").asString()).isEqualTo("malformed");
        });
        assertThatThrownBy(() -> Wat.module(context, "(module (func $sum (result i32) (i64.const 1)))")).isInstanceOfSatisfying(PolyglotException.class, e -> {
            assertThat(e.isSyntaxError()).isTrue();
            assertThat(e.getMessage()).startsWith("type mismatch").contains("function 0 \"sum\"").contains("offset 0x");
            assertThat(e.getGuestObject().getMember("failureType").asString()).isEqualTo("invalid");
        });
    }

    @Test
    void textIsEvaluatedToo() throws IOException {
        Source source = Source.newBuilder("wasm", "(module (func (export \"f\") (result i32) (i32.const 5)))", "text.wat").mimeType("text/wat").build();
        assertThat(context.eval(source).newInstance().getMember("exports").invokeMember("f").asInt()).isEqualTo(5);
        Source bad = Source.newBuilder("wasm", "(module\n  (func (i32.const)))", "bad.wat").mimeType("text/wat").build();
        assertThatThrownBy(() -> context.eval(bad)).isInstanceOfSatisfying(PolyglotException.class, e -> {
            assertThat(e.isSyntaxError()).isTrue();
            assertThat(e.getMessage()).startsWith("bad.wat:2:");
        });
    }

    @Test
    void trapsTellWhere() {
        Value exports = Wat.exports(context, """
                        (module (func $inner (param i32) (result i32) (i32.div_u (i32.const 1) (local.get 0)))
                          (func $outer (export "run") (param i32) (result i32) (i32.add (call $inner (local.get 0)) (i32.const 1))))""");
        assertThatThrownBy(() -> exports.invokeMember("run", 0)).isInstanceOfSatisfying(PolyglotException.class, e -> {
            assertThat(e.getMessage()).isEqualTo("integer divide by zero");
            assertThat(e.isGuestException()).isTrue();
            assertThat(e.isInternalError()).isFalse();
            assertThat(e.getPolyglotStackTrace()).filteredOn(PolyglotException.StackFrame::isGuestFrame).extracting(
                            PolyglotException.StackFrame::getRootName).containsExactly("inner", "outer");
            Value offsets = e.getGuestObject().getMember("offsets");
            assertThat(offsets.getArraySize()).isEqualTo(2);
            assertThat(offsets.getArrayElement(0).asLong()).isPositive().isLessThan(offsets.getArrayElement(1).asLong());
        });
    }
}
