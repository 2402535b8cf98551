// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32;

import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.io.ByteSequence;
import org.jwasm.runtime.FailureType;
import org.jwasm.runtime.TrapKind;
import org.jwasm.text.WatPrinter;
import org.jwasm.text.WatReader;

/** The engine of this project, as its embedders see it. */
final class JwasmPeer implements Peer {

    static final String COMPILED_AT_ONCE = "jwasm, compiled before the first call";
    static final String COMPILED_LATER = "jwasm, compiled after two calls";

    private static final Set<String> TRAPS = Stream.of(TrapKind.values()).filter(kind -> kind.failureType() == FailureType.TRAP)
                    .map(TrapKind::text).collect(Collectors.toSet());
    private static final Set<String> EXHAUSTIONS = Stream.of(TrapKind.values()).filter(kind -> kind.failureType() == FailureType.EXHAUSTION)
                    .map(TrapKind::text).collect(Collectors.toSet());
    private static final int MARKS = 1024;
    private static final String TIER = "wasm.CompiledTier";

    private final String name;
    private final boolean fromText;
    private final Map<String, String> options;
    private Engine engine;
    private int runs;

    private JwasmPeer(String name, boolean fromText, Map<String, String> options) {
        this.name = name;
        this.fromText = fromText;
        this.options = options;
        this.engine = newEngine();
    }

    private Engine newEngine() {
        Engine.Builder builder = Engine.newBuilder("wasm").allowExperimentalOptions(true).option("engine.WarnInterpreterOnly", "false");
        options.forEach(builder::option);
        return builder.build();
    }

    static boolean hasCompiler() {
        try (Engine engine = Engine.newBuilder("wasm").option("engine.WarnInterpreterOnly", "false").build()) {
            return !engine.getImplementationName().equals("Interpreted");
        }
    }

    private static Map<String, String> withoutCompiler() {
        return hasCompiler() ? Map.of("engine.Compilation", "false", TIER, "false") : Map.of(TIER, "false");
    }

    /** Translates each function to bytecode of the JVM before its first call. */
    static JwasmPeer compiledTier() {
        return new JwasmPeer("jwasm, compiled tier", false, Map.of(TIER, "true", TIER + "Background", "false", TIER + "Threshold", "1"));
    }

    /** Lets functions start as trees, and loops go over to bytecode when they go round for the first time. */
    static JwasmPeer mixedTiers() {
        return new JwasmPeer("jwasm, mixed tiers", false, Map.of(TIER, "true", TIER + "Background", "false", TIER + "Threshold", "2", TIER + "LoopThreshold", "1"));
    }

    /** Enters bytecode from loops only, or from functions while they are translated on another thread. */
    static JwasmPeer backgroundTier() {
        return new JwasmPeer("jwasm, tier in the background", false, Map.of(TIER, "true", TIER + "Threshold", "3", TIER + "LoopThreshold", "2"));
    }

    static JwasmPeer interpreter() {
        return new JwasmPeer("jwasm, interpreted", false, withoutCompiler());
    }

    /** Prints each module as text and reads that. */
    static JwasmPeer fromText() {
        return new JwasmPeer("jwasm, interpreted, from text", true, withoutCompiler());
    }

    static JwasmPeer compiledAtOnce() {
        return new JwasmPeer(COMPILED_AT_ONCE, false, Map.of(TIER, "false", "engine.CompileImmediately", "true", "engine.BackgroundCompilation", "false",
                        "engine.CompilationFailureAction", "Throw"));
    }

    /** Also compiles loops soon, while a call is under way. */
    static JwasmPeer compiledLater() {
        return new JwasmPeer(COMPILED_LATER, false, Map.of(TIER, "false", "engine.MultiTier", "false", "engine.SingleTierCompilationThreshold", "2",
                        "engine.BackgroundCompilation", "false", "engine.OSRCompilationThreshold", "10", "engine.CompilationFailureAction", "Throw"));
    }

    @Override
    public String name() {
        return name;
    }

    /** Each module is compiled in one of the two ways. */
    @Override
    public boolean hasTurn(int number) {
        return switch (name) {
            case COMPILED_AT_ONCE -> (number & 1) == 0;
            case COMPILED_LATER -> (number & 1) != 0;
            default -> true;
        };
    }

    @Override
    public List<String> run(TestModule module, byte[] binary, boolean marked) {
        if (++runs % 500 == 0) {
            // An engine keeps what it compiled.
            engine.close(true);
            engine = newEngine();
        }
        try (Context context = Context.newBuilder("wasm").engine(engine).build()) {
            byte[] bytes = fromText ? WatReader.toBinary("text", WatPrinter.toText(binary).getBytes(StandardCharsets.UTF_8)) : binary;
            return run(context, Source.newBuilder("wasm", ByteSequence.create(bytes), "module").cached(false).buildLiteral(), module, marked);
        }
    }

    private static List<String> run(Context context, Source source, TestModule module, boolean marked) {
        Value compiled;
        try {
            compiled = context.eval(source);
        } catch (PolyglotException e) {
            return List.of("invalid: " + e.getMessage());
        }
        Value exports;
        try {
            exports = compiled.newInstance().getMember("exports");
        } catch (PolyglotException e) {
            return List.of("instantiation " + failure(e));
        }
        List<String> outcomes = new ArrayList<>();
        module.calls.forEach(call -> outcomes.add(call(exports, call)));
        module.state().forEach(entry -> outcomes.add(state(exports, entry)));
        if (marked) {
            outcomes.add(Peer.marks(read(exports.getMember(TestModule.MARKS), MARKS)));
        }
        return outcomes;
    }

    private static String call(Value exports, Call call) {
        exports.getMember(TestModule.FUEL).putMember("value", FUEL);
        Object[] arguments = new Object[call.arguments().length];
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = call.argument(i);
        }
        String outcome;
        try {
            outcome = results(exports.getMember(call.function()).execute(arguments), call.results());
        } catch (PolyglotException e) {
            outcome = failure(e);
        }
        return call.function() + " " + outcome + " fuel " + exports.getMember(TestModule.FUEL).getMember("value");
    }

    private static String results(Value value, String types) {
        if (types.length() == 1) {
            return text(types.charAt(0), value);
        }
        StringJoiner joiner = new StringJoiner(" ");
        for (int i = 0; i < types.length(); i++) {
            joiner.add(text(types.charAt(i), value.getArrayElement(i)));
        }
        return joiner.toString();
    }

    private static String text(char type, Value value) {
        return Call.text(type, switch (type) {
            case 'i' -> value.asInt();
            case 'l' -> value.asLong();
            case 'f' -> value.as(Float.class);
            default -> value.as(Double.class);
        });
    }

    private static String failure(PolyglotException e) {
        if (e.isInternalError() || e.isHostException()) {
            throw e;
        }
        String message = e.getMessage();
        if (e.isResourceExhausted() || EXHAUSTIONS.contains(message)) {
            return "trap: exhausted";
        }
        if (e.getGuestObject() != null && e.getGuestObject().hasMember("tag")) {
            return "exception";
        }
        // Some traps name what they are about at their end.
        return TRAPS.stream().filter(message::startsWith).max(Comparator.comparing(String::length)).map(trap -> "trap: " + trap)
                        .orElse("failure: " + message);
    }

    private static String state(Value exports, String entry) {
        String name = entry.substring(0, entry.indexOf(':'));
        char type = entry.charAt(entry.length() - 1);
        Value export = exports.getMember(name);
        return name + " " + (type == 'm' ? export.getBufferSize() + " " + hash(read(export, (int) export.getBufferSize()))
                        : text(type, export.getMember("value")));
    }

    private static byte[] read(Value buffer, int length) {
        byte[] bytes = new byte[length];
        buffer.readBuffer(0, bytes, 0, length);
        return bytes;
    }

    private static long hash(byte[] bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        return crc.getValue();
    }

    @Override
    public void close() {
        engine.close(true);
    }
}
