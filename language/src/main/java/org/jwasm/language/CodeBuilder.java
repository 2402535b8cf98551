// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.language;

import org.graalvm.options.OptionValues;
import org.jwasm.instantiation.ImportRootNode;
import org.jwasm.nodes.control.InstrumentedFunction;
import org.jwasm.runtime.CodeText;
import org.jwasm.runtime.ModuleCode;
import org.jwasm.runtime.Tier;
import org.jwasm.tier.CompiledTier;
import org.jwasm.tier.Share;
import org.jwasm.tier.TranslationQueue;
import org.jwasm.tier.cache.ModuleCache;
import org.jwasm.translation.FunctionTranslator;

import com.oracle.truffle.api.RootCallTarget;
import com.oracle.truffle.api.TruffleLanguage;
import com.oracle.truffle.api.nodes.RootNode;

/** Builds the functions of a module when they are first called. */
final class CodeBuilder implements ModuleCode.Builder {

    private final WasmLanguage language;
    private final CodeText text;
    /** Of the compiled tier; null if it has none. */
    private final Share share;
    private final CompiledTier.Thresholds thresholds;
    private final TranslationQueue queue;
    private final boolean traced;
    /** Null if there is none. */
    private final ModuleCache cache;

    /**
     * @param options of the context that the code is made in
     * @param cache what other processes have translated of the module, or null
     */
    CodeBuilder(WasmLanguage language, CodeText text, OptionValues options, ModuleCache cache) {
        this.language = language;
        this.text = text;
        this.share = TierChoice.of(options);
        this.thresholds = new CompiledTier.Thresholds(options.get(WasmOptions.CompiledTierThreshold), options.get(WasmOptions.CompiledTierLoopThreshold));
        this.queue = share != null ? language.translationQueue(options) : null;
        this.traced = options.get(WasmOptions.TraceTiers);
        this.cache = cache;
    }

    @Override
    public RootCallTarget build(ModuleCode code, int function) {
        RootNode root;
        if (function < code.module().importedFunctionCount()) {
            root = new ImportRootNode(language, code, function, GuestHost.INSTANCE);
        } else if (code.tier() instanceof CompiledTier tier) {
            root = tier.root(language, function);
        } else {
            root = FunctionTranslator.translate(language, code, function);
        }
        return root.getCallTarget();
    }

    @Override
    public InstrumentedFunction instrument(ModuleCode code, int function) {
        return FunctionTranslator.instrument(language, code, function);
    }

    @Override
    public TruffleLanguage<?> language() {
        return language;
    }

    @Override
    public Tier tier(ModuleCode code) {
        return share != null ? new CompiledTier(code, share, thresholds, queue, cache, traced) : null;
    }

    @Override
    public CodeText text() {
        return text;
    }
}
