// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.nodes.numeric;

import java.util.EnumSet;
import java.util.Set;

import org.jwasm.nodes.BoolNode;
import org.jwasm.nodes.ConstNodes;
import org.jwasm.nodes.F32Node;
import org.jwasm.nodes.F64Node;
import org.jwasm.nodes.I32Node;
import org.jwasm.nodes.I64Node;
import org.jwasm.nodes.WasmNode;
import org.jwasm.nodes.fused.FusedNodes;
import org.jwasm.structure.Opcode;

/**
 * Makes the nodes of numeric instructions: constants are folded, and operations on locals and constants fused.
 *
 * <p>Operands run from left to right. A code offset is the instruction's, in the module's bytes; only nodes that can trap
 * keep it.
 */
public final class NumericNodes {

    private static final Set<Opcode> TRAPPING = trapping();

    private NumericNodes() {
    }

    private static Set<Opcode> trapping() {
        Set<Opcode> set = EnumSet.range(Opcode.I32_DIV_S, Opcode.I32_REM_U);
        set.addAll(EnumSet.range(Opcode.I64_DIV_S, Opcode.I64_REM_U));
        set.addAll(EnumSet.range(Opcode.I32_TRUNC_F32_S, Opcode.I32_TRUNC_F64_U));
        set.addAll(EnumSet.range(Opcode.I64_TRUNC_F32_S, Opcode.I64_TRUNC_F64_U));
        return set;
    }

    /**
     * The node of a test, a unary operator or a conversion.
     *
     * @throws IllegalArgumentException if the instruction is none of these
     */
    public static WasmNode unary(Opcode op, WasmNode operand, int codeOffset) {
        if (op == Opcode.I32_EQZ && operand instanceof BoolNode condition) {
            return condition instanceof NotNode not ? not.operand() : new NotNode(condition);
        }
        WasmNode fused = FusedNodes.unary(op, operand);
        if (fused != null) {
            return fused;
        }
        WasmNode node = switch (operandType(op)) {
            case 'i' -> I32Nodes.unary(op, (I32Node) operand);
            case 'l' -> I64Nodes.unary(op, (I64Node) operand);
            case 'f' -> F32Nodes.unary(op, (F32Node) operand, codeOffset);
            case 'd' -> F64Nodes.unary(op, (F64Node) operand, codeOffset);
            default -> throw notNumeric(op);
        };
        return isConstant(operand) ? folded(op, node) : node;
    }

    /**
     * The node of a comparison or a binary operator.
     *
     * @throws IllegalArgumentException if the instruction is none of these
     */
    public static WasmNode binary(Opcode op, WasmNode left, WasmNode right, int codeOffset) {
        boolean constant = isConstant(left) && isConstant(right);
        WasmNode special = constant ? null : special(op, left, right);
        if (special != null) {
            return special;
        }
        WasmNode node = switch (operandType(op)) {
            case 'i' -> I32Nodes.binary(op, (I32Node) left, (I32Node) right, codeOffset);
            case 'l' -> I64Nodes.binary(op, (I64Node) left, (I64Node) right, codeOffset);
            case 'f' -> F32Nodes.binary(op, (F32Node) left, (F32Node) right);
            case 'd' -> F64Nodes.binary(op, (F64Node) left, (F64Node) right);
            default -> throw notNumeric(op);
        };
        return constant ? folded(op, node) : node;
    }

    /** The statement {@code local.set} of a frame slot. */
    public static WasmNode setLocal(int slot, WasmNode value) {
        return FusedNodes.setLocal(slot, value);
    }


    /** What needs no node for both operands, or null. */
    private static WasmNode special(Opcode op, WasmNode left, WasmNode right) {
        WasmNode neutral = switch (operandType(op)) {
            case 'i', 'l' -> null;
            case 'f' -> F32Nodes.neutral(op, (F32Node) left, (F32Node) right);
            case 'd' -> F64Nodes.neutral(op, (F64Node) left, (F64Node) right);
            default -> throw notNumeric(op);
        };
        return neutral != null ? neutral : FusedNodes.binary(op, left, right);
    }

    private static char operandType(Opcode op) {
        String operands = op.operands();
        return operands == null || operands.isEmpty() ? ' ' : operands.charAt(0);
    }

    static IllegalArgumentException notNumeric(Opcode op) {
        return new IllegalArgumentException("not a numeric instruction: " + op.mnemonic());
    }

    private static boolean isConstant(WasmNode node) {
        return node instanceof ConstNodes.I32Const || node instanceof ConstNodes.I64Const || node instanceof ConstNodes.F32Const
                        || node instanceof ConstNodes.F64Const;
    }

    /** The value of a node whose operands are constants, which need no frame; instructions that can trap are left for the run. */
    private static WasmNode folded(Opcode op, WasmNode node) {
        if (TRAPPING.contains(op)) {
            return node;
        }
        return switch (op.results().charAt(0)) {
            case 'i' -> new ConstNodes.I32Const(((I32Node) node).executeInt(null));
            case 'l' -> new ConstNodes.I64Const(((I64Node) node).executeLong(null));
            case 'f' -> new ConstNodes.F32Const(((F32Node) node).executeFloat(null));
            default -> new ConstNodes.F64Const(((F64Node) node).executeDouble(null));
        };
    }
}
