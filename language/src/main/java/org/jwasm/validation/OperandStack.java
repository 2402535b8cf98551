// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.validation;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jwasm.binary.CodeReader;
import org.jwasm.binary.ModuleError;
import org.jwasm.structure.BottomType;
import org.jwasm.structure.ValueType;

/**
 * The types of the operands at a point of an expression. Spec: Appendix, Validation Algorithm.
 *
 * <p>Types that are expected are compared by identity first: number types are singletons.
 */
final class OperandStack {

    private final CodeReader reader;
    private final int limit;
    private ValueType[] types = new ValueType[64];
    private int height;
    private int base;
    private boolean unreachable;

    /** An empty stack of at most {@code limit} operands, which blames the instruction that {@code reader} read last. */
    OperandStack(CodeReader reader, int limit) {
        this.reader = reader;
        this.limit = limit;
    }

    int height() {
        return height;
    }

    boolean isUnreachable() {
        return unreachable;
    }

    void clear() {
        height = 0;
        enter(0, false);
    }

    /** Makes {@code newBase} the start of the block at hand. */
    void enter(int newBase, boolean newUnreachable) {
        base = newBase;
        unreachable = newUnreachable;
    }

    /** Drops the operands of the block at hand; whatever is asked for is there now. */
    void setUnreachable() {
        height = base;
        unreachable = true;
    }

    void push(ValueType type) {
        int top = height;
        if (top == types.length) {
            grow();
        }
        types[top] = type;
        height = top + 1;
    }

    void push(List<ValueType> pushed) {
        for (int i = 0; i < pushed.size(); i++) {
            push(pushed.get(i));
        }
    }

    /** Pops an operand of any type. */
    ValueType pop() {
        if (height > base) {
            return types[--height];
        }
        if (!unreachable) {
            throw mismatch("a value", "");
        }
        return BottomType.BOT;
    }

    void pop(ValueType expected) {
        int top = height - 1;
        if (top >= base && types[top] == expected) {
            height = top;
        } else {
            popOther(expected);
        }
    }

    private void popOther(ValueType expected) {
        check(1, expected);
        height = Math.max(base, height - 1);
    }

    void pop(List<ValueType> expected) {
        for (int i = expected.size() - 1; i >= 0; i--) {
            pop(expected.get(i));
        }
    }

    /** Pops one operand of type {@code operand} and pushes one of type {@code result}. */
    void unary(ValueType operand, ValueType result) {
        int top = height - 1;
        if (top >= base && types[top] == operand) {
            types[top] = result;
        } else {
            popOther(operand);
            push(result);
        }
    }

    /** Pops two operands of type {@code operand} and pushes one of type {@code result}. */
    void binary(ValueType operand, ValueType result) {
        int top = height - 1;
        if (top - 1 >= base && types[top] == operand && types[top - 1] == operand) {
            types[top - 1] = result;
            height = top;
        } else {
            popOther(operand);
            popOther(operand);
            push(result);
        }
    }

    /** Fails unless {@code expected} could be popped; pops nothing. */
    void check(List<ValueType> expected) {
        int size = expected.size();
        for (int i = size - 1; i >= 0; i--) {
            check(size - i, expected.get(i));
        }
    }

    /** Fails unless the operand at {@code depth}, 1 for the top, is an {@code expected}. */
    private void check(int depth, ValueType expected) {
        int at = height - depth;
        if (at >= base) {
            ValueType actual = types[at];
            if (actual != expected && !actual.matches(expected)) {
                throw mismatch(expected.toString(), actual.toString());
            }
        } else if (!unreachable) {
            throw mismatch(expected.toString(), "");
        }
    }

    /** Fails if the block at hand has operands left but for its results, which were popped. */
    void checkEmpty(List<ValueType> results) {
        if (height != base) {
            List<ValueType> left = Arrays.asList(types).subList(Math.max(base, height - 8), height);
            String required = results.stream().map(ValueType::toString).collect(Collectors.joining(" "));
            String found = Stream.concat(left.stream(), results.stream()).map(ValueType::toString).collect(Collectors.joining(" "));
            throw invalid("type mismatch: block requires [" + required + "] but stack has [" + (height - base > 8 ? "... " : "") + found + "]");
        }
    }

    private ModuleError mismatch(String required, String found) {
        return invalid("type mismatch: instruction requires [" + required + "] but stack has [" + found + "]");
    }

    /** An error of the instruction last read, whose mnemonic it names. */
    ModuleError invalid(String message) {
        int at = reader.opcodeOffset();
        reader.seek(at);
        return ModuleError.invalid(message + " in " + reader.readOpcode().mnemonic(), at);
    }

    private void grow() {
        if (height >= limit) {
            throw invalid("operand stack too high: exceeds the implementation limit of " + limit);
        }
        types = Arrays.copyOf(types, Math.min(limit, 2 * height));
    }
}
