// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.nodes.vector;

import org.jwasm.nodes.F32Node;
import org.jwasm.nodes.F64Node;
import org.jwasm.nodes.I32Node;
import org.jwasm.nodes.I64Node;
import org.jwasm.nodes.V128Node;
import org.jwasm.nodes.WasmNode;
import org.jwasm.numerics.F32x4;
import org.jwasm.numerics.F64x2;
import org.jwasm.numerics.Lanes;
import org.jwasm.structure.Opcode;

/**
 * Makes the nodes of the vector instructions that don't access memory. Operands run from left to right.
 *
 * <p>Relaxed instructions do what the deterministic profile says. Spec: Appendix, Profiles.
 */
public final class VectorNodes {

    private VectorNodes() {
    }

    /**
     * The node of an instruction without an immediate.
     *
     * @throws IllegalArgumentException if the instruction is none of these
     */
    public static WasmNode create(Opcode op, WasmNode... operands) {
        return switch (op.operands()) {
            case "v" -> op.results().equals("v") ? unary(op, (V128Node) operands[0]) : test(op, (V128Node) operands[0]);
            case "vv" -> binary(op, (V128Node) operands[0], (V128Node) operands[1]);
            case "vi" -> shift(op, (V128Node) operands[0], (I32Node) operands[1]);
            case "vvv" -> new BinaryNodes.Ternary(Tables.ternary(op), (V128Node) operands[0], (V128Node) operands[1], (V128Node) operands[2]);
            default -> splat(op, operands[0]);
        };
    }

    /** Replaces each NaN among the two or four lanes by the positive canonical one. */
    public static WasmNode canonicalNan(int lanes, V128Node vector) {
        return new UnaryNodes.OnHalf(lanes == 4 ? F32x4::canonicalNan : F64x2::canonicalNan, vector);
    }

    /** {@code i8x16.shuffle} of 16 indices. */
    public static WasmNode shuffle(byte[] indices, V128Node left, V128Node right) {
        return new ShuffleNode(indices, left, right);
    }

    /** {@code extract_lane} */
    public static WasmNode extract(Opcode op, V128Node vector, int lane) {
        int width = 128 / op.lanes();
        int bit = lane * width;
        return switch (op.results().charAt(0)) {
            case 'i' -> new LaneNodes.I32Extract(bit, Integer.SIZE - width, op.mnemonic().endsWith("_s"), vector);
            case 'l' -> new LaneNodes.I64Extract(bit, vector);
            case 'f' -> new LaneNodes.F32Extract(bit, vector);
            default -> new LaneNodes.F64Extract(bit, vector);
        };
    }

    /** {@code replace_lane} */
    public static WasmNode replace(Opcode op, V128Node vector, WasmNode value, int lane) {
        int width = 128 / op.lanes();
        return new LaneNodes.Replace(lane * width, -1L >>> Long.SIZE - width, vector, value);
    }

    private static WasmNode splat(Opcode op, WasmNode value) {
        return switch (op) {
            case I8X16_SPLAT -> new LaneNodes.I32Splat(0x0101010101010101L, (I32Node) value);
            case I16X8_SPLAT -> new LaneNodes.I32Splat(0x0001000100010001L, (I32Node) value);
            case I32X4_SPLAT -> new LaneNodes.I32Splat(0x0000000100000001L, (I32Node) value);
            case I64X2_SPLAT -> new LaneNodes.I64Splat((I64Node) value);
            case F32X4_SPLAT -> new LaneNodes.F32Splat(0x0000000100000001L, (F32Node) value);
            case F64X2_SPLAT -> new LaneNodes.F64Splat((F64Node) value);
            default -> throw new IllegalArgumentException(op.mnemonic());
        };
    }

    private static WasmNode test(Opcode op, V128Node operand) {
        if (op == Opcode.V128_ANY_TRUE) {
            return new TestNodes.AnyTrue(operand);
        }
        return operation(op).equals("all_true") ? new TestNodes.AllTrue(sign(op), operand)
                        : new TestNodes.Bitmask(Tables.bitmask(op), sign(op), operand);
    }

    private static WasmNode shift(Opcode op, V128Node vector, I32Node count) {
        Operations.ShiftLanes shift = switch (operation(op)) {
            case "shl" -> Lanes::shl;
            case "shr_s" -> Lanes::shrS;
            default -> Lanes::shrU;
        };
        return new UnaryNodes.Shift(shift, sign(op), vector, count);
    }

    private static WasmNode unary(Opcode op, V128Node operand) {
        String operation = operation(op);
        if (operation.startsWith("extend_low")) {
            return new UnaryNodes.ExtendLow(Tables.extend(op), operand);
        }
        if (operation.startsWith("extend_high")) {
            return new UnaryNodes.ExtendHigh(Tables.extend(op), operand);
        }
        var half = Tables.unaryHalf(op);
        if (half != null) {
            return new UnaryNodes.OnHalf(half, operand);
        }
        var joined = Tables.joined(op);
        if (joined != null) {
            return new UnaryNodes.Joined(joined, operand);
        }
        var spread = Tables.spread(op);
        return spread != null ? new UnaryNodes.ExtendLow(spread, operand) : new UnaryNodes.OnLanes(Tables.unaryLanes(operation), sign(op), operand);
    }

    private static WasmNode binary(Opcode op, V128Node left, V128Node right) {
        String operation = operation(op);
        if (operation.startsWith("narrow")) {
            return new BinaryNodes.Narrow(Tables.narrow(op), left, right);
        }
        if (operation.startsWith("extmul_low")) {
            return new BinaryNodes.ExtmulLow(Tables.extend(op), Tables.product(op), left, right);
        }
        if (operation.startsWith("extmul_high")) {
            return new BinaryNodes.ExtmulHigh(Tables.extend(op), Tables.product(op), left, right);
        }
        if (operation.endsWith("swizzle")) {
            return new BinaryNodes.Swizzle(Tables.SWIZZLE, left, right);
        }
        var half = Tables.binaryHalf(op);
        return half != null ? new BinaryNodes.OnHalf(half, left, right)
                        : new BinaryNodes.OnLanes(Tables.binaryLanes(operation), sign(op), left, right);
    }

    /** What stands behind the shape in the mnemonic. */
    private static String operation(Opcode op) {
        return op.mnemonic().substring(op.mnemonic().indexOf('.') + 1);
    }

    /** The sign bits of the lanes of the shape in the mnemonic. */
    private static long sign(Opcode op) {
        return switch (op.mnemonic().substring(0, op.mnemonic().indexOf('.'))) {
            case "i8x16" -> Lanes.I8;
            case "i16x8" -> Lanes.I16;
            case "i32x4" -> Lanes.I32;
            case "i64x2" -> Lanes.I64;
            default -> throw new IllegalArgumentException(op.mnemonic());
        };
    }
}
