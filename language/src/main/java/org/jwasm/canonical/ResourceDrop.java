// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.canonical;

import java.util.List;

import org.jwasm.runtime.FailureType;
import org.jwasm.runtime.WasmException;
import org.jwasm.structure.FunctionType;
import org.jwasm.structure.NumberType;
import org.jwasm.wit.HandleType;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.interop.TruffleObject;
import com.oracle.truffle.api.nodes.Node;

/** The import {@code [resource-drop]NAME}: lets go of a handle. Spec: Canonical ABI, {@code canon resource.drop}. */
public final class ResourceDrop implements TruffleObject {

    private static final String PREFIX = "[resource-drop]";
    private static final FunctionType TYPE = FunctionType.of(List.of(NumberType.I32));

    private final CanonicalInstance instance;
    private final HandleType type;

    private ResourceDrop(CanonicalInstance instance, HandleType type) {
        this.instance = instance;
        this.type = type;
    }

    /** That of an import's name, or null if the name isn't of this form. */
    public static ResourceDrop of(CanonicalInstance instance, String name) {
        if (!name.startsWith(PREFIX)) {
            return null;
        }
        try {
            return new ResourceDrop(instance, new HandleType(name.substring(PREFIX.length()), true));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    public FunctionType coreType() {
        return TYPE;
    }

    public CanonicalInstance instance() {
        return instance;
    }

    /** @throws WasmException a trap if there is no such handle, or it is lent */
    @TruffleBoundary
    public void execute(long[] numbers, Node location) {
        int index = (int) numbers[0];
        Handle handle = instance.handles().get(index);
        if (!instance.mayLeave()) {
            throw WasmException.of(FailureType.TRAP, TypedCallNode.CANNOT_LEAVE, location);
        }
        if (handle == null || !type.accepts(handle.capability.kind())) {
            String what = handle == null ? "unknown handle index " + Integer.toUnsignedString(index)
                            : "handle index " + index + " is of a " + handle.capability.kind() + ", not of a " + type.resource();
            throw WasmException.of(FailureType.TRAP, what, location);
        }
        if (handle.lends > 0) {
            throw WasmException.of(FailureType.TRAP, "handle index " + index + " is lent, so it can't be dropped", location);
        }
        instance.handles().remove(index);
        if (!handle.isOwned()) {
            handle.borrower.dropped();
        }
    }

    @Override
    public String toString() {
        return PREFIX + type.resource();
    }
}
