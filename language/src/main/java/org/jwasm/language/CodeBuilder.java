package org.jwasm.language;

import org.jwasm.instantiation.ImportRootNode;
import org.jwasm.nodes.control.InstrumentedFunction;
import org.jwasm.runtime.CodeText;
import org.jwasm.runtime.ModuleCode;
import org.jwasm.translation.FunctionTranslator;

import com.oracle.truffle.api.RootCallTarget;
import com.oracle.truffle.api.TruffleLanguage;
import com.oracle.truffle.api.nodes.RootNode;

/** Builds the functions of a module when they are first called. */
final class CodeBuilder implements ModuleCode.Builder {

    private final TruffleLanguage<?> language;
    private final CodeText text;

    CodeBuilder(TruffleLanguage<?> language, CodeText text) {
        this.language = language;
        this.text = text;
    }

    @Override
    public RootCallTarget build(ModuleCode code, int function) {
        boolean imported = function < code.module().importedFunctionCount();
        RootNode root = imported ? new ImportRootNode(language, code, function, GuestHost.INSTANCE)
                        : FunctionTranslator.translate(language, code, function);
        return root.getCallTarget();
    }

    @Override
    public InstrumentedFunction instrument(ModuleCode code, int function) {
        return FunctionTranslator.instrument(language, code, function);
    }

    @Override
    public CodeText text() {
        return text;
    }
}
