// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.tck;

import static org.graalvm.polyglot.tck.TypeDescriptor.ANY;
import static org.graalvm.polyglot.tck.TypeDescriptor.ARRAY;
import static org.graalvm.polyglot.tck.TypeDescriptor.EXECUTABLE;
import static org.graalvm.polyglot.tck.TypeDescriptor.EXECUTABLE_ANY;
import static org.graalvm.polyglot.tck.TypeDescriptor.INSTANTIABLE;
import static org.graalvm.polyglot.tck.TypeDescriptor.NULL;
import static org.graalvm.polyglot.tck.TypeDescriptor.NUMBER;
import static org.graalvm.polyglot.tck.TypeDescriptor.OBJECT;
import static org.graalvm.polyglot.tck.TypeDescriptor.array;
import static org.graalvm.polyglot.tck.TypeDescriptor.executable;
import static org.graalvm.polyglot.tck.TypeDescriptor.union;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import org.graalvm.polyglot.proxy.ProxyObject;
import org.graalvm.polyglot.tck.InlineSnippet;
import org.graalvm.polyglot.tck.LanguageProvider;
import org.graalvm.polyglot.tck.ResultVerifier;
import org.graalvm.polyglot.tck.Snippet;
import org.graalvm.polyglot.tck.TypeDescriptor;

/** What the compatibility kit of Truffle languages has to know of WebAssembly. */
public final class WasmLanguageProvider implements LanguageProvider {

    /** The type of what has no trait that the kit knows of. */
    private static final TypeDescriptor OPAQUE = TypeDescriptor.intersection();
    private static final TypeDescriptor FUNCTION_OR_NULL = union(EXECUTABLE_ANY, NULL);

    @Override
    public String getId() {
        return Sources.ID;
    }

    @Override
    public Value createIdentityFunction(Context context) {
        Source source = Sources.text("identity", "(module (func (export \"identity\") (param externref) (result externref) (local.get 0)))");
        return Sources.exports(context, source).getMember("identity");
    }

    @Override
    public Collection<? extends Snippet> createValueConstructors(Context context) {
        Value values = Sources.exports(context, Sources.resource("values.wat"));
        List<Snippet> snippets = new ArrayList<>();
        valueTypes().forEach((name, type) -> snippets.add(Snippet.newBuilder(name, values.getMember(name), type).build()));

        Source externs = Sources.resource("externs.wat");
        Map<String, TypeDescriptor> types = new LinkedHashMap<>();
        types.put("memory", array(NUMBER));
        types.put("mutable", OBJECT);
        types.put("constant", OBJECT);
        types.put("table", OPAQUE);
        types.put("tag", OPAQUE);
        types.forEach((name, type) -> {
            ProxyExecutable constructor = _ -> Sources.exports(context, externs).getMember(name);
            snippets.add(Snippet.newBuilder(name, context.asValue(constructor), type).build());
        });
        snippets.add(constructor(context, "module", INSTANTIABLE, () -> context.eval(externs)));
        snippets.add(constructor(context, "instance", OBJECT, () -> context.eval(externs).newInstance()));
        snippets.add(constructor(context, "exports", OBJECT, () -> Sources.exports(context, externs)));
        snippets.add(constructor(context, "exported function", EXECUTABLE, () -> values.getMember("i32")));
        return snippets;
    }

    private static Map<String, TypeDescriptor> valueTypes() {
        Map<String, TypeDescriptor> types = new LinkedHashMap<>();
        for (String name : List.of("i32", "i32 least", "i64", "i64 greatest", "f32", "f32 least", "f64", "f64 nan", "f64 infinite", "i31")) {
            types.put(name, NUMBER);
        }
        for (String name : List.of("null extern", "null func", "null any")) {
            types.put(name, NULL);
        }
        for (String name : List.of("function", "typed function", "function of floats")) {
            types.put(name, executable(NUMBER, NUMBER, NUMBER));
        }
        types.put("results", array(NUMBER));
        types.put("struct", OBJECT);
        types.put("array", array(NUMBER));
        types.put("array of references", array(NULL));
        types.put("empty array", ARRAY);
        types.put("vector", OPAQUE);
        return types;
    }

    private static Snippet constructor(Context context, String name, TypeDescriptor type, Supplier<Value> value) {
        ProxyExecutable executable = _ -> value.get();
        return Snippet.newBuilder(name, context.asValue(executable), type).build();
    }

    @Override
    public Collection<? extends Snippet> createExpressions(Context context) {
        String functions = NumericOperation.ALL.stream().map(NumericOperation::text).collect(Collectors.joining("\n  "));
        Value numeric = Sources.exports(context, Sources.text("numeric", "(module\n  " + functions + ")"));
        List<Snippet> snippets = new ArrayList<>();
        for (NumericOperation operation : NumericOperation.ALL) {
            TypeDescriptor[] params = new TypeDescriptor[operation.params().size()];
            Arrays.fill(params, NUMBER);
            snippets.add(Snippet.newBuilder(operation.mnemonic(), numeric.getMember(operation.mnemonic()), NUMBER).parameterTypes(params).resultVerifier(
                            operation.verifier()).build());
        }
        Value references = Sources.exports(context, Sources.text("references", """
                        (module
                          (func (export "extern is null") (param externref) (result i32) (ref.is_null (local.get 0)))
                          (func (export "select") (param externref externref) (result externref)
                            (select (result externref) (local.get 0) (local.get 1) (ref.is_null (local.get 1))))
                          (func (export "converted") (param externref) (result externref)
                            (extern.convert_any (any.convert_extern (local.get 0))))
                          (func (export "function is null") (param funcref) (result i32) (ref.is_null (local.get 0))))
                        """));
        snippets.add(Snippet.newBuilder("extern is null", references.getMember("extern is null"), NUMBER).parameterTypes(ANY).build());
        snippets.add(Snippet.newBuilder("select", references.getMember("select"), ANY).parameterTypes(ANY, ANY).build());
        snippets.add(Snippet.newBuilder("converted", references.getMember("converted"), ANY).parameterTypes(ANY).resultVerifier(
                        ResultVerifier.getIdentityFunctionDefaultResultVerifier()).build());
        snippets.add(Snippet.newBuilder("function is null", references.getMember("function is null"), NUMBER).parameterTypes(
                        FUNCTION_OR_NULL).resultVerifier(WasmLanguageProvider::verifyFunctionReference).build());
        return snippets;
    }

    /** Only WebAssembly's own functions are function references. */
    private static void verifyFunctionReference(ResultVerifier.SnippetRun run) {
        Value function = run.getParameters().getFirst();
        // Java's dates implement functional interfaces, so that they can be executed; the kit doesn't count them as functions.
        boolean isFunction = function.canExecute() && !function.isDate() && !function.isTime();
        if (run.getException() != null && !isFunction && !function.isNull()) {
            throw run.getException();
        }
        boolean own = function.isNull() || function.toString().startsWith("wasm-function");
        if (own != (run.getException() == null)) {
            throw new AssertionError(function + ": " + run.getResult() + ", " + run.getException());
        }
        if (own && run.getResult().asInt() != (function.isNull() ? 1 : 0)) {
            throw new AssertionError(function + ": " + run.getResult());
        }
    }

    @Override
    public Collection<? extends Snippet> createStatements(Context context) {
        Statements statements = new Statements(Sources.exports(context, Sources.resource("statements.wat"), imports()));
        statements.compute("if", "i32", value -> value.asInt() != 0 ? 1 : 2);
        statements.compute("loop", "i32", value -> sum(value.asInt()));
        statements.compute("switch", "i32", value -> switch (value.asInt()) {
            case 0 -> 10;
            case 1 -> 11;
            default -> 12;
        });
        statements.compute("store", "f64", Value::asDouble);
        statements.compute("catch", "i32", Value::asInt);
        statements.compute("tail", "i64", _ -> 0L);
        statements.compute("indirect", "i32", value -> value.asInt() == 0 ? 42 : null);
        statements.compute("truncate", "f64", value -> {
            double number = value.asDouble();
            return number > -0x1p31 - 1 && number < 0x1p31 ? (int) number : null;
        });
        statements.compute("throw", "i32", _ -> null);
        statements.returns("count");
        statements.returns("host value");
        statements.fails("host failure", e -> e.isHostException() && e.asHostException() instanceof IllegalStateException);
        statements.fails("unreachable", e -> trapped(e, "unreachable"));
        statements.fails("out of bounds", e -> trapped(e, "out of bounds memory access"));
        statements.fails("null reference", e -> trapped(e, "null function reference"));
        statements.fails("overflow", e -> e.getMessage().contains("call stack exhausted"));
        return statements.snippets();
    }

    private static long sum(int from) {
        long sum = 0;
        for (int n = from; n != 0; n--) {
            sum += Integer.toUnsignedLong(n);
            if (Long.compareUnsigned(sum, 1000) >= 0) {
                break;
            }
        }
        return sum;
    }

    private static boolean trapped(PolyglotException e, String message) {
        return e.isGuestException() && e.getMessage().contains(message);
    }

    private static ProxyObject imports() {
        ProxyExecutable value = _ -> 7;
        ProxyExecutable fail = _ -> {
            throw new IllegalStateException("of the host");
        };
        return ProxyObject.fromMap(Map.of("host", ProxyObject.fromMap(Map.of("value", value, "fail", fail))));
    }

    @Override
    public Collection<? extends Snippet> createScripts(Context context) {
        Consumer<Value> isModule = module -> require(module.newInstance().hasMember("exports"), "exports");
        Consumer<Value> isGreen = report -> require(report.getMember("failures").getArraySize() == 0, "no failures");
        byte[] empty = {0, 'a', 's', 'm', 1, 0, 0, 0};
        return List.of(script(context, Sources.resource("values.wat"), INSTANTIABLE, isModule),
                        script(context, Sources.resource("externs.wat"), INSTANTIABLE, isModule),
                        script(context, Sources.binary("empty.wasm", empty), INSTANTIABLE, isModule),
                        script(context, Sources.resource("suite.wast"), OBJECT, isGreen));
    }

    /** Expressions that a debugger could evaluate in a function: one where it returns, one in each of its statements. */
    @Override
    public Collection<? extends InlineSnippet> createInlineScripts(Context context) {
        Value watched = Sources.exports(context, Sources.text("watched", """
                        (module
                          (global $factor i32 (i32.const 7))
                          (func (export "watched") (result i32) (local $n i32)
                            (local.set $n (i32.const 6))
                            (i32.mul (local.get $n) (global.get $factor))))
                        """)).getMember("watched");
        // The kit takes one for each name.
        Snippet computed = Snippet.newBuilder("watched computation", watched, NUMBER).build();
        Snippet named = Snippet.newBuilder("watched name", watched, NUMBER).build();
        return List.of(InlineSnippet.newBuilder(computed, "(i32.add (local.get $n) (global.get $factor))").locationPredicate(
                        location -> location.getCharacters().toString().startsWith("(i32.mul")).resultVerifier(
                                        run -> require(run.getException() == null && run.getResult().asInt() == 13, "6 + 7")).build(),
                        InlineSnippet.newBuilder(named, "$factor").resultVerifier(
                                        run -> require(run.getException() == null && run.getResult().asInt() == 7, "7")).build());
    }

    private static Snippet script(Context context, Source source, TypeDescriptor type, Consumer<Value> check) {
        return Snippet.newBuilder(source.getName(), context.parse(source), type).resultVerifier(run -> {
            ResultVerifier.getDefaultResultVerifier().accept(run);
            check.accept(run.getResult());
        }).build();
    }

    private static void require(boolean condition, String what) {
        if (!condition) {
            throw new AssertionError("expected " + what);
        }
    }

    @Override
    public Collection<? extends Source> createInvalidSyntaxScripts(Context context) {
        return List.of(Sources.text("open.wat", "(module (func)"),
                        Sources.text("mnemonic.wat", "(module (func (i32.plus (i32.const 1) (i32.const 2))))"),
                        Sources.text("invalid.wat", "(module (func (result i32) (i64.const 1)))"),
                        Sources.text("unknown.wat", "(module (func (call $nobody)))"),
                        Sources.text("string.wat", "(module (memory 1) (data (i32.const 0) \"\\xx\"))"),
                        Sources.binary("magic.wasm", (byte) 1, (byte) 2, (byte) 3, (byte) 4),
                        Sources.binary("version.wasm", (byte) 0, (byte) 'a', (byte) 's', (byte) 'm', (byte) 9, (byte) 0, (byte) 0, (byte) 0),
                        Sources.binary("section.wasm", (byte) 0, (byte) 'a', (byte) 's', (byte) 'm', (byte) 1, (byte) 0, (byte) 0, (byte) 0, (byte) 1,
                                        (byte) 5));
    }
}
