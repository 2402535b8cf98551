// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.nodes.control;

import org.jwasm.nodes.CodePosition;
import org.jwasm.nodes.FrameLayout;
import org.jwasm.nodes.RefNode;
import org.jwasm.nodes.V128Node;
import org.jwasm.nodes.WasmNode;
import org.jwasm.runtime.Arguments;
import org.jwasm.runtime.WasmInstance;
import org.jwasm.runtime.WasmThrown;
import org.jwasm.structure.FunctionType;

import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.ExplodeLoop;

/** {@code throw}: throws a new exception. Spec: Execution, Control Instructions. */
public final class Throw extends Terminator implements CodePosition {

    private static final long[] NO_NUMBERS = {};

    private final int tag;
    private final int numbers;
    private final int objects;
    private final int codeOffset;
    @Children private final WasmNode[] values;

    /** @param type of the tag */
    public Throw(int tag, FunctionType type, WasmNode[] values, int codeOffset) {
        this.tag = tag;
        this.numbers = Arguments.numbers(type);
        this.objects = Arguments.objects(type);
        this.values = values;
        this.codeOffset = codeOffset;
    }

    @Override
    public int codeOffset() {
        return codeOffset;
    }

    @Override
    @ExplodeLoop
    int execute(VirtualFrame frame) {
        long[] numberArray = numbers == 0 ? NO_NUMBERS : new long[numbers];
        Object[] objectArray = objects == 0 ? null : new Object[objects];
        int number = 0;
        int object = 0;
        for (WasmNode value : values) {
            if (value instanceof RefNode reference) {
                objectArray[object++] = reference.executeObject(frame);
            } else if (value instanceof V128Node vector) {
                objectArray[object++] = vector.executeVector(frame);
            } else {
                numberArray[number++] = value.executeBits(frame);
            }
        }
        WasmInstance instance = (WasmInstance) frame.getObjectStatic(FrameLayout.INSTANCE);
        throw new WasmThrown(instance.tag(tag), numberArray, objectArray, this);
    }
}
