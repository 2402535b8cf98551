// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.nodes.instrument;

import org.jwasm.runtime.Arguments;
import org.jwasm.runtime.ToWasmNodeGen;
import org.jwasm.runtime.V128;
import org.jwasm.runtime.WasmInstance;
import org.jwasm.runtime.WasmNull;
import org.jwasm.structure.ValueType;

import com.oracle.truffle.api.TruffleLanguage;
import com.oracle.truffle.api.frame.Frame;
import com.oracle.truffle.api.frame.MaterializedFrame;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.UnsupportedTypeException;

/** The locals of a function by name, and where they are in its frames. */
public final class LocalVariables {

    private final Class<?> language;
    private final String function;
    private final String[] names;
    private final ValueType[] types;
    private final int[] slots;

    /**
     * @param language the class of the language, as scopes have to tell it
     * @param function the function's name
     * @param names of the locals, all different
     * @param slots of the frame, by local
     */
    public LocalVariables(TruffleLanguage<?> language, String function, String[] names, ValueType[] types, int[] slots) {
        this.language = language.getClass();
        this.function = function;
        this.names = names;
        this.types = types;
        this.slots = slots;
    }

    Class<?> language() {
        return language;
    }

    String function() {
        return function;
    }

    String[] names() {
        return names;
    }

    public int count() {
        return names.length;
    }

    /** What a local is called in the text: its identifier, or its index. */
    public String name(int local) {
        return names[local];
    }

    public ValueType type(int local) {
        return types[local];
    }

    /** What the locals are in a frame, as other languages see it. */
    public Object[] values(MaterializedFrame frame) {
        Object[] values = new Object[names.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = read(frame, i);
        }
        return values;
    }

    /** The index of the local of a name, or -1. */
    int find(String name) {
        for (int i = 0; i < names.length; i++) {
            if (names[i].equals(name)) {
                return i;
            }
        }
        return -1;
    }

    /** The locals in a frame, with the instance's globals around them. */
    public Object scope(Frame frame) {
        // Before a function is entered there is nothing to see.
        return frame == null ? new LocalScope(this, null) : new LocalScope(this, frame.materialize());
    }

    /** The instance whose function a frame is of; null if there is no frame. */
    public static WasmInstance instance(MaterializedFrame frame) {
        return frame == null ? null : (WasmInstance) frame.getArguments()[Arguments.INSTANCE];
    }

    Object read(MaterializedFrame frame, int local) {
        int slot = slots[local];
        return switch (types[local].kind()) {
            case I32 -> frame.getIntStatic(slot);
            case I64 -> frame.getLongStatic(slot);
            case F32 -> frame.getFloatStatic(slot);
            case F64 -> frame.getDoubleStatic(slot);
            case V128 -> new V128(frame.getLongStatic(slot), frame.getLongStatic(slot + 1));
            default -> {
                Object reference = frame.getObjectStatic(slot);
                if (reference == null) {
                    yield WasmNull.INSTANCE;
                }
                // What test scripts pass as host references is no value of any language.
                yield InteropLibrary.isValidValue(reference) ? reference : reference.toString();
            }
        };
    }

    void write(MaterializedFrame frame, int local, Object value) throws UnsupportedTypeException {
        Object converted = ToWasmNodeGen.getUncached().execute(types[local], value);
        int slot = slots[local];
        switch (types[local].kind()) {
            case I32 -> frame.setIntStatic(slot, (int) converted);
            case I64 -> frame.setLongStatic(slot, (long) converted);
            case F32 -> frame.setFloatStatic(slot, (float) converted);
            case F64 -> frame.setDoubleStatic(slot, (double) converted);
            case V128 -> {
                frame.setLongStatic(slot, ((V128) converted).low());
                frame.setLongStatic(slot + 1, ((V128) converted).high());
            }
            default -> frame.setObjectStatic(slot, converted);
        }
    }
}
