package org.jwasm.runtime;

import org.jwasm.structure.GlobalType;

/**
 * A global. Spec: Execution, Runtime Structure, Global Instances.
 *
 * <p>Numbers are kept as bits: i32 in the lower half, floats by their bit pattern.
 */
public final class WasmGlobal extends Extern {

    private final GlobalType type;
    private long bits;
    private Object reference;

    public WasmGlobal(GlobalType type, long bits, Object reference) {
        this.type = type;
        this.bits = bits;
        this.reference = reference;
    }

    @Override
    public GlobalType type() {
        return type;
    }

    public long bits() {
        return bits;
    }

    public void setBits(long value) {
        bits = value;
    }

    public Object reference() {
        return reference;
    }

    public void setReference(Object value) {
        reference = value;
    }
}
