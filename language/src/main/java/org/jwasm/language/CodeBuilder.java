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
import org.jwasm.translation.FunctionTranslator;

import com.oracle.truffle.api.RootCallTarget;
import com.oracle.truffle.api.TruffleLanguage;
import com.oracle.truffle.api.nodes.RootNode;

/** Builds the functions of a module when they are first called. */
final class CodeBuilder implements ModuleCode.Builder {

    private final TruffleLanguage<?> language;
    private final CodeText text;
    private final boolean compiles;
    private final int threshold;
    private final boolean traced;

    /** @param options of the context that the code is made in */
    CodeBuilder(TruffleLanguage<?> language, CodeText text, OptionValues options) {
        this.language = language;
        this.text = text;
        this.compiles = options.get(WasmOptions.CompiledTier);
        this.threshold = options.get(WasmOptions.CompiledTierThreshold);
        this.traced = options.get(WasmOptions.TraceTiers);
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
        return compiles ? new CompiledTier(code, threshold, traced) : null;
    }

    @Override
    public CodeText text() {
        return text;
    }
}
