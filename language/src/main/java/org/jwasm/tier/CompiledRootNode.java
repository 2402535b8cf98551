// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.tier;

import org.jwasm.nodes.CodeRoot;
import org.jwasm.nodes.instrument.LocalVariables;
import org.jwasm.runtime.CompiledCalls;
import org.jwasm.runtime.CompiledCode;
import org.jwasm.runtime.ModuleCode;

import com.oracle.truffle.api.TruffleLanguage;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.RootNode;
import com.oracle.truffle.api.source.SourceSection;

/** The root of a function that is compiled from its first call on. */
final class CompiledRootNode extends RootNode implements CodeRoot {

    private final ModuleCode code;
    private final int function;
    private final CompiledCode compiled;

    CompiledRootNode(TruffleLanguage<?> language, ModuleCode code, int function, CompiledCode compiled) {
        super(language);
        this.code = code;
        this.function = function;
        this.compiled = compiled;
    }

    @Override
    public Object execute(VirtualFrame frame) {
        return CompiledCalls.call(compiled, frame, this);
    }

    @Override
    public boolean isCloningAllowed() {
        return false;
    }

    @Override
    public String getName() {
        return code.module().functionName(function);
    }

    @Override
    public String getQualifiedName() {
        return code.module().name() + "." + getName();
    }

    @Override
    public boolean isInternal() {
        return false;
    }

    @Override
    public SourceSection getSourceSection() {
        return code.text().function(function);
    }

    @Override
    public SourceSection section(int codeOffset) {
        return code.text().instruction(function, codeOffset);
    }

    @Override
    public LocalVariables variables() {
        return null;
    }

    @Override
    public String toString() {
        return getName();
    }
}
