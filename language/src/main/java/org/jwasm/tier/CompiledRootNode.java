// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.tier;

import java.util.Set;

import org.jwasm.nodes.CodeRoot;
import org.jwasm.nodes.instrument.LocalVariables;
import org.jwasm.runtime.CompiledCalls;
import org.jwasm.runtime.CompiledCode;
import org.jwasm.runtime.ModuleCode;
import org.jwasm.translation.FunctionTranslator;

import com.oracle.truffle.api.CompilerDirectives.CompilationFinal;
import com.oracle.truffle.api.TruffleLanguage;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.DirectCallNode;
import com.oracle.truffle.api.nodes.RootNode;
import com.oracle.truffle.api.source.SourceSection;

/** The root of a function that is compiled from its first call on. */
final class CompiledRootNode extends RootNode implements CodeRoot {

    private final ModuleCode code;
    private final int function;
    private final Link link;
    private final TruffleLanguage<?> language;
    @CompilationFinal private CompiledCode compiled;
    /** What instruments look at, once there are any. */
    @Child private DirectCallNode tree;

    /** @param link of the function, which has code */
    CompiledRootNode(TruffleLanguage<?> language, ModuleCode code, int function, Link link) {
        super(language);
        this.language = language;
        this.link = link;
        this.code = code;
        this.function = function;
        this.compiled = link.code();
    }

    @Override
    public Object execute(VirtualFrame frame) {
        if (CompiledCalls.isAnnouncement(frame)) {
            return null;
        }
        return tree == null ? CompiledCalls.call(compiled, frame, this) : tree.call(frame.getArguments());
    }

    @Override
    protected void prepareForInstrumentation(Set<Class<?>> tags) {
        if (tree == null) {
            code.text().require();
            tree = insert(DirectCallNode.create(FunctionTranslator.translate(language, code, function).getCallTarget()));
            compiled = null;
            link.retire();
        }
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
        return tree != null;
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
