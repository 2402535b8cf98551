// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.language;

import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.graalvm.options.OptionDescriptors;
import org.graalvm.options.OptionValues;
import org.graalvm.polyglot.SandboxPolicy;
import org.jwasm.binary.FileBytes;
import org.jwasm.nanoprocess.spi.Isolation;
import org.jwasm.program.Program;
import org.jwasm.runtime.CodeProfile;
import org.jwasm.runtime.ModuleCode;
import org.jwasm.runtime.StackProbe;
import org.jwasm.runtime.WasmException;
import org.jwasm.structure.Feature;
import org.jwasm.structure.Module;
import org.jwasm.text.SpecTestModule;
import org.jwasm.text.WatOptions;
import org.jwasm.text.WatReader;
import org.jwasm.tier.TranslationQueue;
import org.jwasm.tier.CompiledTier;
import org.jwasm.tier.PreparedModule;
import org.jwasm.tier.cache.ModuleCache;

import com.oracle.truffle.api.CallTarget;
import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.TruffleLanguage;
import com.oracle.truffle.api.TruffleLanguage.LanguageReference;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.instrumentation.ProvidedTags;
import com.oracle.truffle.api.instrumentation.StandardTags;
import com.oracle.truffle.api.nodes.ExecutableNode;
import com.oracle.truffle.api.nodes.RootNode;
import com.oracle.truffle.api.source.Source;
import com.oracle.truffle.api.source.SourceSection;

/**
 * The Truffle language {@code wasm}. Modules and their code belong to the engine, instances to a context.
 *
 * <p>A source of WebAssembly, binary or as text, evaluates to a module, which makes instances; see {@link ModuleObject}. A
 * test script evaluates to a report; see {@link ScriptRootNode}.
 */
@TruffleLanguage.Registration(id = WasmLanguage.ID, name = "WebAssembly", implementationName = "jwasm", version = "0.1.0", //
                defaultMimeType = WasmLanguage.MIME_TYPE, byteMimeTypes = {WasmLanguage.MIME_TYPE, WasmLanguage.SCRIPT_MIME_TYPE}, //
                characterMimeTypes = {WasmLanguage.TEXT_MIME_TYPE, Isolation.MIME_TYPE}, //
                contextPolicy = TruffleLanguage.ContextPolicy.SHARED, fileTypeDetectors = WasmFileDetector.class, //
                sandbox = SandboxPolicy.CONSTRAINED)
@ProvidedTags({StandardTags.RootTag.class, StandardTags.RootBodyTag.class, StandardTags.StatementTag.class, StandardTags.CallTag.class})
public final class WasmLanguage extends TruffleLanguage<WasmContext> {

    public static final String ID = "wasm";
    public static final String MIME_TYPE = "application/wasm";
    /** The text format. */
    public static final String TEXT_MIME_TYPE = "text/wat";
    /** Scripts of the official test suite. */
    public static final String SCRIPT_MIME_TYPE = "text/wast";
    /** The argument that asks what a source was parsed to for the module, whatever the options say. */
    static final String DECODE = "module_decode";

    private static final LanguageReference<WasmLanguage> REFERENCE = LanguageReference.create(WasmLanguage.class);

    private final AtomicInteger contexts = new AtomicInteger();
    /** Of all modules; null before the first that is to be compiled. */
    private TranslationQueue translationQueue;

    /** The instance of the current context. */
    static WasmLanguage get() {
        return REFERENCE.get(null);
    }

    @Override
    protected WasmContext createContext(Env env) {
        StackProbe.prepare();
        contexts.incrementAndGet();
        return new WasmContext(env);
    }

    /** Threads of guests end with the context. */
    @Override
    protected void finalizeContext(WasmContext context) {
        context.threads().end();
    }

    @Override
    protected void initializeContext(WasmContext context) {
        context.initialize();
    }

    @Override
    protected void disposeContext(WasmContext context) {
        context.dispose();
        if (contexts.decrementAndGet() == 0) {
            forgetTranslations();
        }
    }

    private synchronized void forgetTranslations() {
        if (translationQueue != null) {
            translationQueue.clear();
        }
    }

    /** What is to be compiled, bounded as the options of the first context that compiles say. */
    synchronized TranslationQueue translationQueue(OptionValues options) {
        if (translationQueue == null) {
            translationQueue = new TranslationQueue(new TranslationQueue.Limits(options.get(WasmOptions.CompiledTierQueueLength),
                            TimeUnit.MILLISECONDS.toNanos(options.get(WasmOptions.CompiledTierTimeLimit)), !options.get(WasmOptions.CompiledTierBackground)));
        }
        return translationQueue;
    }

    @Override
    protected CallTarget parse(ParsingRequest request) {
        Source source = request.getSource();
        if (SCRIPT_MIME_TYPE.equals(WasmFileDetector.mimeType(source))) {
            return new ScriptRootNode(this, source).getCallTarget();
        }
        if (Isolation.MIME_TYPE.equals(source.getMimeType())) {
            return new IsolationRootNode(this).getCallTarget();
        }
        SourceSection section = source.createUnavailableSection();
        try {
            Set<Feature> features = features(WasmContext.get(null));
            FileBytes bytes = binary(source, WatOptions.of(features));
            Program program = Program.take(bytes);
            ModuleCode code = load(source.getName(), bytes, features, section);
            WasmContext.get(null).validate(code.module());
            if (program != null) {
                return new ProgramRootNode(this, code, program).getCallTarget();
            }
            return new ModuleRootNode(this, new ModuleObject(code)).getCallTarget();
        } catch (WasmException e) {
            throw e.in(section);
        }
    }

    /** An expression of a debugger; see {@link WatchExpression}. */
    @Override
    protected ExecutableNode parse(InlineParsingRequest request) {
        return new WatchExpression(this, request.getSource().getCharacters().toString(), request.getLocation());
    }

    /** The module around such an expression. */
    ModuleCode watch(String text) {
        Set<Feature> features = features(WasmContext.get(null));
        return load(WatchExpression.NAME, FileBytes.of(WatReader.toBinary(WatchExpression.NAME, text, WatOptions.of(features))), features, null);
    }

    /** The module {@code spectest}, with what a context's modules can use. */
    ModuleCode specTest(WasmContext context) {
        Set<Feature> features = features(context);
        return load(SpecTestModule.NAME, FileBytes.of(SpecTestModule.toBinary(features::contains)), features, null);
    }

    private static FileBytes binary(Source source, WatOptions options) {
        if (!source.hasBytes()) {
            return FileBytes.of(WatReader.toBinary(source.getName(), source.getCharacters(), options));
        }
        FileBytes bytes = source.getBytes() instanceof FileBytes file ? file : FileBytes.of(source.getBytes().toByteArray());
        return TEXT_MIME_TYPE.equals(WasmFileDetector.mimeType(source)) ? FileBytes.of(WatReader.toBinary(source.getName(), bytes.array(), options)) : bytes;
    }

    /**
     * Decodes and validates a module that may use some features, to be run by the options of the current context.
     *
     * @throws WasmException malformed or invalid
     */
    ModuleCode load(String name, FileBytes bytes, Set<Feature> features, SourceSection section) {
        WasmContext context = WasmContext.get(null);
        CodeProfile profile = profile(context.env().getOptions());
        PreparedModule.Wanted wanted = context.wanted(name, features, profile);
        PreparedModule.Result prepared = PreparedModule.take(bytes, wanted);
        if (prepared != null) {
            context.shareCodeCache(prepared.codeCache());
            return code(prepared.module(), profile, section, prepared.cache());
        }
        // Identifies the module while it is decoded.
        ModuleCache cache = context.translated(bytes, profile);
        return code(PreparedModule.decode(wanted, bytes, cache), profile, section, cache);
    }

    /** The code of a module, built function by function as they are called. */
    ModuleCode code(Module module, CodeProfile profile, SourceSection section) {
        return code(module, profile, section, WasmContext.get(null).translated(FileBytes.of(module.bytes()), profile));
    }

    private ModuleCode code(Module module, CodeProfile profile, SourceSection section, ModuleCache cache) {
        OptionValues options = WasmContext.get(null).env().getOptions();
        ModuleCode code = new ModuleCode(module, profile, new CodeBuilder(this, new ModuleText(module, section), options, cache));
        if (options.get(WasmOptions.CompiledTier) == TierChoice.MOST && code.tier() instanceof CompiledTier tier) {
            tier.loadAhead();
        }
        return code;
    }

    /** What modules of a context can use. */
    static Set<Feature> features(WasmContext context) {
        return FeatureOptions.features(context.env().getOptions());
    }

    private static CodeProfile profile(OptionValues options) {
        return new CodeProfile(options.get(WasmOptions.Deterministic), WasmOptions.isMetered(options));
    }

    @Override
    protected Object getScope(WasmContext context) {
        return context.namedInstances();
    }

    @Override
    protected boolean isThreadAccessAllowed(Thread thread, boolean singleThreaded) {
        return true;
    }

    @Override
    protected OptionDescriptors getOptionDescriptors() {
        return new FeatureOptions();
    }

    /** Contexts share what evaluating a source gave the first one, so all that decides about that must be the same. */
    @Override
    protected boolean areOptionsCompatible(OptionValues firstOptions, OptionValues newOptions) {
        return firstOptions.get(WasmOptions.EvalReturnsInstance).equals(newOptions.get(WasmOptions.EvalReturnsInstance)) &&
                        WasmOptions.JavaScriptBuiltins.of(firstOptions).equals(WasmOptions.JavaScriptBuiltins.of(newOptions)) &&
                        profile(firstOptions).equals(profile(newOptions)) &&
                        firstOptions.get(WasmOptions.CompiledTier).equals(newOptions.get(WasmOptions.CompiledTier)) &&
                        firstOptions.get(WasmOptions.CompiledTierThreshold).equals(newOptions.get(WasmOptions.CompiledTierThreshold)) &&
                        firstOptions.get(WasmOptions.CompiledTierLoopThreshold).equals(newOptions.get(WasmOptions.CompiledTierLoopThreshold)) &&
                        firstOptions.get(WasmOptions.CompiledTierBackground).equals(newOptions.get(WasmOptions.CompiledTierBackground)) &&
                        firstOptions.get(WasmOptions.CodeCache).equals(newOptions.get(WasmOptions.CodeCache)) &&
                        FeatureOptions.features(firstOptions).equals(FeatureOptions.features(newOptions));
    }

    /** What evaluating a source does. */
    private static final class ModuleRootNode extends RootNode {

        private final ModuleObject module;

        ModuleRootNode(WasmLanguage language, ModuleObject module) {
            super(language);
            this.module = module;
        }

        /** @return the module, or an instance if the options say so; always the module if the one argument asks for it */
        @Override
        public Object execute(VirtualFrame frame) {
            WasmContext context = WasmContext.get(this);
            boolean decode = frame.getArguments().length > 0 && DECODE.equals(frame.getArguments()[0]);
            return decode ? module : evaluate(context);
        }

        @TruffleBoundary
        private Object evaluate(WasmContext context) {
            boolean asInstance = context.env().getOptions().get(WasmOptions.EvalReturnsInstance);
            return asInstance ? context.namedInstances().get(module.code()) : module;
        }

        @Override
        public boolean isInternal() {
            return true;
        }
    }
}
