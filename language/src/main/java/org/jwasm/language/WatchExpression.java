// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.language;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jwasm.nodes.CodeRoot;
import org.jwasm.nodes.instrument.LocalVariables;
import org.jwasm.runtime.FailureType;
import org.jwasm.runtime.ModuleCode;
import org.jwasm.runtime.WasmException;
import org.jwasm.runtime.WasmGlobal;
import org.jwasm.runtime.WasmInstance;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.frame.MaterializedFrame;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.interop.InteropException;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.nodes.ExecutableNode;
import com.oracle.truffle.api.nodes.Node;

/**
 * An expression that a debugger evaluates where a function stands: the name of a local, a global, a memory or an export, or instructions
 * of the text format, which see the function's locals and the instance's globals and memories. They can't call functions, and set
 * nothing but memory.
 */
final class WatchExpression extends ExecutableNode {

    /** What the expression is called in errors. */
    static final String NAME = "expression";
    private static final Pattern PLACE = Pattern.compile(NAME + ":(\\d{1,9}):");

    /** The module has no functions but the expression's own. */
    private static final Pattern CALL = Pattern.compile("(?<![\\w.$])(return_)?call(_\\w+)?(?![\\w.])|(?<![\\w.$])ref\\.func(?![\\w.])");

    private final WasmLanguage language;
    private final String text;
    private final Node location;

    /** @param location a node of the function */
    WatchExpression(WasmLanguage language, String text, Node location) {
        super(language);
        this.language = language;
        this.text = text.strip();
        this.location = location;
    }

    @Override
    public Object execute(VirtualFrame frame) {
        return evaluate(frame.materialize());
    }

    @TruffleBoundary
    private Object evaluate(MaterializedFrame frame) {
        LocalVariables variables = CodeRoot.variables(location);
        if (variables == null) {
            throw WasmException.of(FailureType.INTERNAL, "nothing can be evaluated here: the function has no statements yet");
        }
        InteropLibrary interop = InteropLibrary.getUncached();
        try {
            Object scope = variables.scope(frame);
            if (interop.isMemberReadable(scope, text)) {
                Object value = interop.readMember(scope, text);
                return value instanceof WasmGlobal global ? global.get() : value;
            }
            if (CALL.matcher(text).find()) {
                throw WasmException.of(FailureType.INVALID, NAME + ": functions can't be called");
            }
            return compute(new WatchModule(variables, LocalVariables.instance(frame)), variables.values(frame));
        } catch (InteropException e) {
            throw WasmException.of(FailureType.INTERNAL, "can't be evaluated: " + e.getMessage());
        }
    }

    /** Tries each type that the expression can have: the text doesn't tell. */
    private Object compute(WatchModule module, Object[] locals) throws InteropException {
        WasmException first = null;
        for (String result : WatchModule.RESULTS) {
            try {
                ModuleCode code = language.watch(module.text(text, result));
                WasmInstance instance = WasmContext.get(this).createInstance(code, module.imports());
                return InteropLibrary.getUncached().execute(instance.extern(WatchModule.VALUE), locals);
            } catch (WasmException e) {
                if (e.failureType() != FailureType.INVALID) {
                    throw e.failureType() == FailureType.MALFORMED ? placed(e) : e;
                }
                first = first == null ? e : first;
            }
        }
        throw first;
    }

    /** The error with its place in the expression, whose first line is the second of the module. */
    private static WasmException placed(WasmException e) {
        Matcher matcher = PLACE.matcher(e.getMessage());
        if (!matcher.lookingAt()) {
            return e;
        }
        int line = Integer.parseInt(matcher.group(1)) - 1;
        return WasmException.of(FailureType.MALFORMED, NAME + ":" + line + ":" + e.getMessage().substring(matcher.end()));
    }
}
