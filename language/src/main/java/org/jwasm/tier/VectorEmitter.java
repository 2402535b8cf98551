// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.tier;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.util.function.IntConsumer;

import org.jwasm.binary.CodeReader;
import org.jwasm.numerics.Lanes;
import org.jwasm.structure.Opcode;

/** Emits vector instructions, half by half: the operands are in variables ({@link Variables}), and so is the result. */
final class VectorEmitter {

    private static final int[] HALVES = {0, Variables.HIGH};

    private final BodyEmitter body;
    private final CodeBuilder code;
    private final CodeReader reader;
    private final Operands operands;
    private final InstructionEmitter instructions;
    private final VectorLaneEmitter lanes;
    private final VectorMemoryEmitter memory;

    VectorEmitter(BodyEmitter body, InstructionEmitter instructions) {
        this.body = body;
        this.code = body.code;
        this.reader = body.reader;
        this.operands = body.operands;
        this.instructions = instructions;
        this.lanes = new VectorLaneEmitter(body, this);
        this.memory = new VectorMemoryEmitter(body, this, lanes, instructions);
    }

    /** Emits an instruction whose immediates come next. */
    void emit(Opcode opcode, int offset) {
        body.context.countVector();
        switch (opcode.immediate()) {
            case V128 -> {
                code.loadConstant(reader.readFixed64()).loadConstant(reader.readFixed64());
                push();
            }
            case MEMARG, MEMARG_LANE -> memory.emit(opcode, offset);
            case LANES -> lanes.shuffle(reader.readLanes(opcode.lanes()));
            case LANE -> lanes.emit(opcode, reader.readLane(opcode.lanes()));
            default -> plain(opcode, offset);
        }
    }

    /** Makes an operand of the halves on the JVM's stack, the upper one on top. */
    void push() {
        int result = result();
        code.lstore(result + Variables.HIGH).lstore(result);
        operands.pushWaiting(Kind.V128);
    }

    /** The variable of the vector that is pushed next. */
    int result() {
        return operands.variable(operands.height(), Kind.V128);
    }

    /** Takes the upper operands, which are vectors: the answer is the variables where they are, as long as nothing else is pushed. */
    int[] take(int count) {
        operands.awaitVectors(count);
        int[] variables = new int[count];
        for (int i = 0; i < count; i++) {
            variables[i] = operands.vector(count - 1 - i);
        }
        operands.truncate(operands.height() - count);
        return variables;
    }

    /** Emits the same for the lower and the upper half, and pushes what comes of it. */
    private void halves(IntConsumer emission) {
        for (int half : HALVES) {
            emission.accept(half);
        }
        push();
    }

    private void plain(Opcode opcode, int offset) {
        switch (opcode.operands()) {
            case "v" -> {
                if (opcode.results().equals("v")) {
                    unary(opcode, take(1)[0]);
                } else {
                    test(opcode, take(1)[0]);
                }
            }
            case "vv" -> {
                int[] variables = take(2);
                binary(opcode, variables[0], variables[1]);
            }
            case "vvv" -> {
                int[] variables = take(3);
                ternary(opcode, variables[0], variables[1], variables[2]);
            }
            case "vi" -> shift(opcode, offset);
            default -> lanes.splat(opcode);
        }
    }

    private void unary(Opcode opcode, int a) {
        String operation = VectorFunction.operation(opcode);
        if (opcode == Opcode.V128_NOT) {
            halves(half -> code.lload(a + half).loadConstant(-1L).lxor());
        } else if (operation.startsWith("extend_")) {
            extend(VectorFunction.extend(opcode), operation.startsWith("extend_high") ? a + Variables.HIGH : a);
        } else if (operation.contains("_low_")) {
            extend(VectorFunction.of(opcode), a);
        } else if (operation.endsWith("_zero")) {
            code.lload(a).lload(a + Variables.HIGH);
            VectorFunction.of(opcode).binary(code);
            code.lconst_0();
            push();
        } else {
            VectorFunction function = VectorFunction.of(opcode);
            halves(half -> {
                code.lload(a + half);
                function.unary(code);
            });
        }
    }

    /** Makes the lanes of a half a vector. */
    void extend(VectorFunction function, int half) {
        code.lload(half).l2i();
        function.extend(code);
        loadUpper(half);
        function.extend(code);
        push();
    }

    private void loadUpper(int half) {
        code.lload(half).loadConstant(Integer.SIZE).lushr().l2i();
    }

    private void test(Opcode opcode, int a) {
        if (opcode == Opcode.V128_ANY_TRUE) {
            code.lload(a).lload(a + Variables.HIGH).lor().lconst_0().lcmp();
            body.push(Condition.NOT_ZERO);
        } else if (VectorFunction.operation(opcode).equals("all_true")) {
            VectorFunction function = VectorFunction.nonZero(opcode);
            for (int half : HALVES) {
                code.lload(a + half);
                function.unary(code);
            }
            code.land().loadConstant(function.sign()).lcmp();
            body.push(new Condition(java.lang.classfile.Opcode.IFEQ, 1));
        } else {
            VectorFunction function = VectorFunction.of(opcode);
            for (int half : HALVES) {
                code.lload(a + half);
                function.bits(code);
            }
            int lanesOfHalf = VectorLaneEmitter.count(opcode) / 2;
            code.loadConstant(lanesOfHalf).ishl().ior();
            operands.pushed(Kind.I32);
        }
    }

    private void binary(Opcode opcode, int a, int b) {
        String operation = VectorFunction.operation(opcode);
        if (bitwise(opcode, a, b) || doubles(opcode, a, b)) {
            return;
        }
        if (operation.startsWith("extmul_")) {
            int half = operation.startsWith("extmul_high") ? Variables.HIGH : 0;
            extmul(opcode, a + half, b + half);
        } else if (operation.startsWith("narrow_")) {
            narrow(VectorFunction.of(opcode), a, b);
        } else if (operation.endsWith("swizzle")) {
            VectorFunction function = VectorFunction.of(opcode);
            halves(half -> {
                code.lload(a).lload(a + Variables.HIGH).lload(b + half);
                function.ternary(code);
            });
        } else {
            VectorFunction function = VectorFunction.of(opcode);
            halves(half -> {
                code.lload(a + half).lload(b + half);
                function.binary(code);
            });
        }
    }

    /** What is an instruction of the JVM on each half; false if it is something else. */
    private boolean bitwise(Opcode opcode, int a, int b) {
        Runnable operation = switch (opcode) {
            case V128_AND -> code::land;
            case V128_OR -> code::lor;
            case V128_XOR -> code::lxor;
            case V128_ANDNOT -> () -> code.loadConstant(-1L).lxor().land();
            case I64X2_ADD -> code::ladd;
            case I64X2_SUB -> code::lsub;
            case I64X2_MUL -> code::lmul;
            default -> null;
        };
        if (operation == null) {
            return false;
        }
        halves(half -> {
            code.lload(a + half).lload(b + half);
            operation.run();
        });
        return true;
    }

    /** What is an instruction of the JVM on two numbers; false if it is something else. HotSpot limits the bytes of what is compiled in place of calls. */
    private boolean doubles(Opcode opcode, int a, int b) {
        Runnable operation = switch (opcode) {
            case F64X2_ADD -> code::dadd;
            case F64X2_SUB -> code::dsub;
            case F64X2_MUL -> code::dmul;
            case F64X2_DIV -> code::ddiv;
            default -> null;
        };
        if (operation == null) {
            return false;
        }
        halves(half -> {
            code.lload(a + half);
            Packing.fromBits(code, Kind.F64);
            code.lload(b + half);
            Packing.fromBits(code, Kind.F64);
            operation.run();
            Packing.toBits(code, Kind.F64);
        });
        return true;
    }

    private void extmul(Opcode opcode, int a, int b) {
        VectorFunction extend = VectorFunction.extend(opcode);
        VectorFunction product = VectorFunction.product(opcode);
        code.lload(a).l2i();
        extend.extend(code);
        code.lload(b).l2i();
        extend.extend(code);
        product.binary(code);
        loadUpper(a);
        extend.extend(code);
        loadUpper(b);
        extend.extend(code);
        product.binary(code);
        push();
    }

    private void narrow(VectorFunction function, int a, int b) {
        for (int vector : new int[]{a, b}) {
            code.lload(vector);
            function.unary(code);
            code.lload(vector + Variables.HIGH);
            function.unary(code);
            code.loadConstant(Integer.SIZE).lshl().lor();
        }
        push();
    }

    private void ternary(Opcode opcode, int a, int b, int c) {
        if (opcode == Opcode.V128_BITSELECT || VectorFunction.operation(opcode).equals("relaxed_laneselect")) {
            halves(half -> code.lload(b + half).lload(a + half).lload(b + half).lxor().lload(c + half).land().lxor());
            return;
        }
        VectorFunction function = VectorFunction.of(opcode);
        halves(half -> {
            code.lload(a + half).lload(b + half).lload(c + half);
            function.ternary(code);
        });
    }

    private void shift(Opcode opcode, int offset) {
        if (instructions.isConstant(offset) && operands.isLoaded(1) && shiftByConstant(opcode)) {
            return;
        }
        operands.awaitVectors(2);
        operands.take(1);
        int count = operands.variable(operands.height(), Kind.I32);
        code.istore(count);
        int a = take(1)[0];
        VectorFunction function = VectorFunction.of(opcode);
        halves(half -> {
            code.lload(a + half).iload(count);
            function.shift(code);
        });
    }

    /** Emits a shift of whole halves, from which the bits are cleared that came from other lanes; false if it's another instruction that is to be emitted. */
    private boolean shiftByConstant(Opcode opcode) {
        String operation = VectorFunction.operation(opcode);
        if (operation.equals("shr_s")) {
            return false;
        }
        int count = instructions.constant() & Long.SIZE / (VectorLaneEmitter.count(opcode) / 2) - 1;
        long sign = VectorFunction.of(opcode).sign();
        boolean left = operation.equals("shl");
        long mask = left ? Lanes.shl(-1, count, sign) : Lanes.shrU(-1, count, sign);
        operands.drop();
        int a = take(1)[0];
        halves(half -> {
            code.lload(a + half).loadConstant(count);
            if (left) {
                code.lshl();
            } else {
                code.lushr();
            }
            code.loadConstant(mask).land();
        });
        return true;
    }

    /** {@code local.get}, {@code local.set} or {@code local.tee} of a local that is in variables. */
    void local(Opcode opcode, int local) {
        if (opcode != Opcode.LOCAL_GET) {
            int value = take(1)[0];
            operands.detach(local);
            Variables.copy(code, Kind.V128, value, local);
        }
        if (opcode != Opcode.LOCAL_SET) {
            operands.pushCopy(local);
        }
    }

    /** {@code select}, with the condition on the JVM's stack. */
    void select(Condition condition) {
        Condition left = condition;
        if (operands.isStacked(2)) {
            left = body.aside(condition, () -> operands.awaitVectors(2));
        }
        int[] variables = take(2);
        int result = result();
        Label first = code.newLabel();
        Label end = code.newLabel();
        left.jump(code, first);
        Variables.copy(code, Kind.V128, variables[1], result);
        code.goto_(end).labelBinding(first);
        Variables.copy(code, Kind.V128, variables[0], result);
        code.labelBinding(end);
        operands.pushWaiting(Kind.V128);
    }
}
