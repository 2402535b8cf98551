// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.canonical;

import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.WeakHashMap;

import org.jwasm.nanoprocess.TypedFunction;
import org.jwasm.runtime.HeapBoundary;
import org.jwasm.structure.FunctionType;
import org.jwasm.structure.Module;
import org.jwasm.wit.WitFunction;

import com.oracle.truffle.api.RootCallTarget;
import com.oracle.truffle.api.interop.TruffleObject;

/** A function with a type as one nano-process imports it. Spec: Canonical ABI, {@code canon lower}. */
public final class LoweredImport extends HeapBoundary implements TruffleObject {

    /** Equal types as one object, which calls know by its identity. */
    private static final Map<WitFunction, WeakReference<WitFunction>> TYPES = new WeakHashMap<>();

    private static final int FAMILIAR = 8;

    private final CanonicalInstance caller;
    private final WitFunction type;
    private final Object target;
    private final FunctionType coreType;
    private HostCodec.OfFunction codec;
    private int calls;
    private RootCallTarget root;

    public LoweredImport(CanonicalInstance caller, TypedFunction function) {
        this.caller = caller;
        this.type = canonical(function.type());
        this.target = function.target();
        this.coreType = CoreExports.core(type.lowered());
    }

    private static WitFunction canonical(WitFunction type) {
        synchronized (TYPES) {
            WeakReference<WitFunction> known = TYPES.get(type);
            WitFunction found = known == null ? null : known.get();
            if (found == null) {
                TYPES.put(type, new WeakReference<>(type));
                found = type;
            }
            return found;
        }
    }

    /** What the core function must be that is imported. */
    public FunctionType coreType() {
        return coreType;
    }

    /** What the importing module lacks, or null. */
    public String lacking(Module module) {
        return CoreExports.lacksToImport(module, type);
    }

    public CanonicalInstance caller() {
        return caller;
    }

    WitFunction type() {
        return type;
    }

    /** A {@link LiftedFunction}, or a {@link TypedFunction.Implementation}. */
    Object target() {
        return target;
    }

    /** Whether a call may still load classes: the first few. */
    boolean isUnfamiliar() {
        return calls < FAMILIAR && ++calls < FAMILIAR;
    }

    synchronized HostCodec.OfFunction codec() {
        if (codec == null) {
            codec = new HostCodec.OfFunction(type);
        }
        return codec;
    }

    /** Code for where too many types are called from to have code for each. */
    synchronized RootCallTarget root() {
        if (root == null) {
            root = new TypedCallRootNode(type).getCallTarget();
        }
        return root;
    }

    @Override
    public String toString() {
        return type.toString();
    }
}
