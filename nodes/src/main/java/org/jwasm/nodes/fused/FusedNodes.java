// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.nodes.fused;

import org.jwasm.nodes.ConstNodes.I32Const;
import org.jwasm.nodes.ConstNodes.I64Const;
import org.jwasm.nodes.F32Node;
import org.jwasm.nodes.F64Node;
import org.jwasm.nodes.I32Node;
import org.jwasm.nodes.I64Node;
import org.jwasm.nodes.LocalNodes;
import org.jwasm.nodes.MemoryAccess;
import org.jwasm.nodes.RefNode;
import org.jwasm.nodes.WasmNode;
import org.jwasm.structure.Opcode;

/** Chooses fused nodes. Operands that are both constant are left to constant folding. */
public final class FusedNodes {

    private FusedNodes() {
    }

    /** The fused form of a numeric instruction with one operand, or null. */
    public static WasmNode unary(Opcode op, WasmNode operand) {
        return switch (op) {
            case I32_EQZ -> operand instanceof LocalNodes.I32Get local ? new EqzLocalNodes.I32Eqz(local.slot()) : null;
            case I64_EQZ -> operand instanceof LocalNodes.I64Get local ? new EqzLocalNodes.I64Eqz(local.slot()) : null;
            default -> null;
        };
    }

    /** The fused form of a numeric instruction with two operands, or null. */
    public static WasmNode binary(Opcode op, WasmNode left, WasmNode right) {
        return switch (op.operands().charAt(0)) {
            case 'i' -> i32(op, (I32Node) left, (I32Node) right);
            case 'l' -> i64(op, (I64Node) left, (I64Node) right);
            case 'd' -> f64(op, (F64Node) left, (F64Node) right);
            default -> null;
        };
    }

    private static WasmNode i32(Opcode op, I32Node left, I32Node right) {
        if (right instanceof I32Const constant) {
            return i32(op, left, constant.value());
        }
        if (left instanceof I32Const constant) {
            Opcode swapped = swapped(op);
            return swapped == null ? null : i32(swapped, right, constant.value());
        }
        if (left instanceof LocalNodes.I32Get first && right instanceof LocalNodes.I32Get second) {
            return I32LocalLocalNodes.create(op, first.slot(), second.slot());
        }
        return null;
    }

    private static WasmNode i32(Opcode op, I32Node left, int constant) {
        if (op == Opcode.I32_SUB) {
            return i32(Opcode.I32_ADD, left, -constant);
        }
        return left instanceof LocalNodes.I32Get local
                        ? I32LocalConstNodes.create(op, local.slot(), constant)
                        : I32ExpressionConstNodes.create(op, left, constant);
    }

    private static WasmNode i64(Opcode op, I64Node left, I64Node right) {
        if (right instanceof I64Const constant) {
            return i64(op, left, constant.value());
        }
        if (left instanceof I64Const constant) {
            Opcode swapped = swapped(op);
            return swapped == null ? null : i64(swapped, right, constant.value());
        }
        if (left instanceof LocalNodes.I64Get first && right instanceof LocalNodes.I64Get second) {
            return I64LocalLocalNodes.create(op, first.slot(), second.slot());
        }
        return null;
    }

    private static WasmNode i64(Opcode op, I64Node left, long constant) {
        if (op == Opcode.I64_SUB) {
            return i64(Opcode.I64_ADD, left, -constant);
        }
        return left instanceof LocalNodes.I64Get local
                        ? I64LocalConstNodes.create(op, local.slot(), constant)
                        : I64ExpressionConstNodes.create(op, left, constant);
    }

    private static WasmNode f64(Opcode op, F64Node left, F64Node right) {
        if (!(right instanceof LocalNodes.F64Get second)) {
            return null;
        }
        return left instanceof LocalNodes.F64Get first
                        ? F64LocalNodes.create(op, first.slot(), second.slot())
                        : F64LocalNodes.create(op, left, second.slot());
    }

    /** The instruction that gives the same with its operands the other way round, or null. */
    private static Opcode swapped(Opcode op) {
        return switch (op) {
            case I32_ADD, I32_MUL, I32_AND, I32_OR, I32_XOR, I32_EQ, I32_NE -> op;
            case I64_ADD, I64_MUL, I64_AND, I64_OR, I64_XOR, I64_EQ, I64_NE -> op;
            case I32_LT_S -> Opcode.I32_GT_S;
            case I32_LT_U -> Opcode.I32_GT_U;
            case I32_GT_S -> Opcode.I32_LT_S;
            case I32_GT_U -> Opcode.I32_LT_U;
            case I32_LE_S -> Opcode.I32_GE_S;
            case I32_LE_U -> Opcode.I32_GE_U;
            case I32_GE_S -> Opcode.I32_LE_S;
            case I32_GE_U -> Opcode.I32_LE_U;
            case I64_LT_S -> Opcode.I64_GT_S;
            case I64_LT_U -> Opcode.I64_GT_U;
            case I64_GT_S -> Opcode.I64_LT_S;
            case I64_GT_U -> Opcode.I64_LT_U;
            case I64_LE_S -> Opcode.I64_GE_S;
            case I64_LE_U -> Opcode.I64_GE_U;
            case I64_GE_S -> Opcode.I64_LE_S;
            case I64_GE_U -> Opcode.I64_LE_U;
            default -> null;
        };
    }

    /** {@code local.set} of a frame slot, fused or not. */
    public static WasmNode setLocal(int slot, WasmNode value) {
        if (value instanceof I32LocalConstNodes.Add sum) {
            return new LocalUpdateNodes.I32Update(slot, sum.slot, sum.constant);
        }
        if (value instanceof I64LocalConstNodes.Add sum) {
            return new LocalUpdateNodes.I64Update(slot, sum.slot, sum.constant);
        }
        if (value instanceof I32Node node) {
            return new LocalNodes.I32Set(slot, node);
        }
        if (value instanceof I64Node node) {
            return new LocalNodes.I64Set(slot, node);
        }
        if (value instanceof F32Node node) {
            return new LocalNodes.F32Set(slot, node);
        }
        if (value instanceof F64Node node) {
            return new LocalNodes.F64Set(slot, node);
        }
        return LocalNodes.set(slot, value);
    }

    /** The fused form of a load from memory 0 at an {@code i32} address, or null. */
    public static WasmNode load(Opcode op, I32Node address, long offset, int codeOffset) {
        if (address instanceof LocalNodes.I32Get local) {
            return LocalLoadNodes.create(op, local.slot(), 0, offset, codeOffset);
        }
        if (address instanceof I32LocalConstNodes.Add sum) {
            return LocalLoadNodes.create(op, sum.slot, sum.constant, offset, codeOffset);
        }
        if (address instanceof I32Const constant) {
            return ConstantLoadNodes.create(op, MemoryAccess.effective(constant.value(), offset), codeOffset);
        }
        return null;
    }

    /** The fused form of a store to memory 0 at an {@code i32} address, or null. */
    public static WasmNode store(Opcode op, I32Node address, long offset, WasmNode value, int codeOffset) {
        if (address instanceof LocalNodes.I32Get local) {
            return LocalStoreNodes.create(op, local.slot(), 0, offset, value, codeOffset);
        }
        if (address instanceof I32LocalConstNodes.Add sum) {
            return LocalStoreNodes.create(op, sum.slot, sum.constant, offset, value, codeOffset);
        }
        if (address instanceof I32Const constant) {
            return ConstantStoreNodes.create(op, MemoryAccess.effective(constant.value(), offset), value, codeOffset);
        }
        return null;
    }
}
