package org.jwasm.structure;

/** The type of a value in unreachable code, which matches every other. Spec: Validation, Conventions, Types. */
public enum BottomType implements ValueType {
    BOT;

    @Override
    public boolean matches(ValueType other) {
        return true;
    }

    @Override
    public String toString() {
        return "bot";
    }
}
