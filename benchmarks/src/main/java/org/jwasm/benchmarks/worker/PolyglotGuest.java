// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.benchmarks.worker;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.IntBinaryOperator;
import org.graalvm.options.OptionDescriptor;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.io.ByteSequence;
import org.graalvm.polyglot.io.IOAccess;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import org.graalvm.polyglot.proxy.ProxyObject;

/** jwasm or GraalWasm, whichever is the language {@code wasm} of the class path. */
final class PolyglotGuest implements Guest {

    private static final String LANGUAGE = "wasm";
    /** Features that GraalWasm has behind options. */
    private static final List<String> FEATURES = List.of("Exceptions", "GC", "TypedFunctionReferences", "ExtendedConstExpressions", "MultiMemory");
    private static final ProxyExecutable ADD = arguments -> arguments[0].asInt() + arguments[1].asInt();
    private static final IntBinaryOperator TYPED = Integer::sum;
    private static final ProxyObject IMPORTS = ProxyObject.fromMap(Map.of("host", ProxyObject.fromMap(Map.of("add", ADD, "typed", TYPED))));

    private final Context context;
    private Value module;
    private Value run;

    /** Throws {@link IllegalStateException} where guest code is compiled though it shouldn't be, or the other way round. */
    PolyglotGuest(boolean compiles, String[] arguments) {
        Context.Builder builder = Context.newBuilder(LANGUAGE).allowExperimentalOptions(true).allowHostAccess(HostAccess.ALL);
        try (Engine engine = Engine.create()) {
            for (OptionDescriptor option : engine.getLanguages().get(LANGUAGE).getOptions()) {
                String name = option.getName().substring(option.getName().indexOf('.') + 1);
                if (FEATURES.contains(name) && option.getKey().getDefaultValue() instanceof Boolean) {
                    builder.option(option.getName(), "true");
                }
                if (arguments.length > 0 && name.equals("Builtins")) {
                    builder.option(option.getName(), "wasi_snapshot_preview1");
                    builder.option("wasm.WasiMapDirs", "/::" + Path.of("").toAbsolutePath());
                }
            }
        }
        if (arguments.length > 0) {
            builder.allowIO(IOAccess.ALL).arguments(LANGUAGE, arguments);
        }
        context = builder.build();
        String implementation = context.getEngine().getImplementationName();
        if (implementation.equals("Interpreted") == compiles) {
            throw new IllegalStateException("the engine is '" + implementation + "'");
        }
    }

    @Override
    public void load(byte[] bytes) {
        Source source = Source.newBuilder(LANGUAGE, ByteSequence.create(bytes), "main").cached(false).buildLiteral();
        module = context.eval(source);
    }

    @Override
    public void instantiate() {
        run = module.newInstance(IMPORTS).getMember("exports").getMember("run");
    }

    @Override
    public long run(int size) {
        return run.execute(size).asLong();
    }

    @Override
    public int command(String[] arguments) {
        try {
            module.newInstance().getMember("exports").getMember("_start").executeVoid();
            return 0;
        } catch (PolyglotException e) {
            if (e.isExit()) {
                return e.getExitStatus();
            }
            throw e;
        }
    }
}
