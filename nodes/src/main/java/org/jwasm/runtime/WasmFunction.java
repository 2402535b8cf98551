// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.runtime;

import java.lang.invoke.MethodHandle;

import org.jwasm.structure.DefinedType;
import org.jwasm.structure.ExternType;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.RootCallTarget;
import com.oracle.truffle.api.dsl.Cached;
import com.oracle.truffle.api.interop.ArityException;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.UnsupportedTypeException;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;

/** A function instance: code with what it runs on. Spec: Execution, Runtime Structure, Function Instances. */
@ExportLibrary(InteropLibrary.class)
public final class WasmFunction extends Extern {

    private final ModuleCode code;
    private final int index;
    private final DefinedType type;
    private final Object receiver;
    private RootCallTarget target;
    private FunctionLink link;
    private boolean failing;

    /** A function that a module defines. */
    WasmFunction(WasmInstance instance, int index) {
        this(instance.code(), index, instance);
    }

    /**
     * A host function as a module imports it.
     *
     * @param index of the import in the module's function index space
     * @param receiver what the adapter of the import calls
     */
    public WasmFunction(ModuleCode code, int index, Object receiver) {
        this.code = code;
        this.index = index;
        this.type = code.module().functionType(index);
        this.receiver = receiver;
        this.target = code.builtTarget(index);
    }

    /** Argument 0 of its call target: the instance, or what stands for it if the function is the host's. */
    public Object receiver() {
        return receiver;
    }

    public DefinedType definedType() {
        return type;
    }

    /** The code, built now if it was not yet. */
    public RootCallTarget target() {
        RootCallTarget known = target;
        return known == null ? buildTarget() : known;
    }

    // No deoptimization: it would throw compiled code away at the first call of each function through a table.
    @TruffleBoundary
    private RootCallTarget buildTarget() {
        target = code.target(index);
        return target;
    }

    /** The code, or null if it was not built yet. */
    public RootCallTarget knownTarget() {
        return target;
    }

    /** How compiled code calls it now: with the arguments, then {@link #receiver}. Only where there is a tier. */
    public MethodHandle entry() {
        return link().entry();
    }

    /** What the tier knows of it; from now on {@link #compiled} does. Only where there is a tier. */
    public FunctionLink link() {
        FunctionLink known = link;
        if (known == null) {
            known = code.tier().link(index);
            link = known;
        }
        return known;
    }

    /**
     * Its compiled code if there is some now, as far as {@link #link} was called before, which takes {@link #instance}; else null, and {@link #target} or
     * {@link #entry} is the way to call it.
     */
    public CompiledCode compiled() {
        FunctionLink known = link;
        return known == null ? null : known.compiled();
    }

    /** The instance that it runs on; the function is none of the host's. */
    public WasmInstance instance() {
        return (WasmInstance) receiver;
    }

    /** Calls it from outside of guest code; the results are in the arrays afterwards, see {@link Arguments}. */
    @TruffleBoundary(transferToInterpreterOnException = false)
    public void call(long[] numbers, Object[] objects) {
        Object[] arguments = {receiver, numbers, objects};
        TailCall.complete(target().call(arguments), arguments);
    }

    /** The index in its module's function index space. */
    public int index() {
        return index;
    }

    public String name() {
        return code.module().functionName(index);
    }

    @Override
    public ExternType.Function type() {
        return new ExternType.Function(type);
    }

    @ExportMessage
    boolean isExecutable() {
        return true;
    }

    /** Makes calls with values of wrong types fail like traps, for callers that take interop exceptions for faults of theirs. */
    public void failOnWrongTypes() {
        failing = true;
    }

    @ExportMessage
    Object execute(Object[] values, @Cached InteropCallNode callNode) throws ArityException, UnsupportedTypeException {
        try {
            return callNode.execute(this, values);
        } catch (UnsupportedTypeException e) {
            if (failing) {
                throw WasmException.of(FailureType.TRAP, e.getMessage().strip());
            }
            throw e;
        }
    }

    @ExportMessage
    boolean hasExecutableName() {
        return true;
    }

    @ExportMessage
    @TruffleBoundary
    Object getExecutableName() {
        return name();
    }

    @ExportMessage
    @TruffleBoundary
    Object toDisplayString(@SuppressWarnings("unused") boolean allowSideEffects) {
        return toString();
    }

    @Override
    public String toString() {
        return "wasm-function:" + index;
    }
}
