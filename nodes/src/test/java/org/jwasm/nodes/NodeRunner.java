// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.nodes;

import org.jwasm.runtime.WasmInstance;
import org.jwasm.runtime.WasmMemory;

import com.oracle.truffle.api.frame.FrameDescriptor;
import com.oracle.truffle.api.frame.FrameSlotKind;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.RootNode;

/** Runs nodes in a frame of their own. Numbers are given and returned as the bits of their type in a long. */
public final class NodeRunner {

    private final long[] locals = new long[4];
    private final char[] types = {' ', ' ', ' ', ' '};
    private WasmMemory memory;
    private WasmInstance instance;

    /** Sets a local, whose type is given by its letter in signatures. */
    public NodeRunner local(int index, char type, long bits) {
        types[index] = type;
        locals[index] = bits;
        return this;
    }

    public NodeRunner memory(WasmMemory memory0) {
        this.memory = memory0;
        return this;
    }

    public NodeRunner instance(WasmInstance ofFrame) {
        this.instance = ofFrame;
        return this;
    }

    public static int slot(int local) {
        return FrameLayout.LOCALS + local;
    }

    /** {@code local.get} */
    public static WasmNode get(char type, int local) {
        return switch (type) {
            case 'i' -> new LocalNodes.I32Get(slot(local));
            case 'l' -> new LocalNodes.I64Get(slot(local));
            case 'f' -> new LocalNodes.F32Get(slot(local));
            default -> new LocalNodes.F64Get(slot(local));
        };
    }

    /** {@code t.const} */
    public static WasmNode constant(char type, long bits) {
        return switch (type) {
            case 'i' -> new ConstNodes.I32Const((int) bits);
            case 'l' -> new ConstNodes.I64Const(bits);
            case 'f' -> new ConstNodes.F32Const(Float.intBitsToFloat((int) bits));
            default -> new ConstNodes.F64Const(Double.longBitsToDouble(bits));
        };
    }

    /** An expression that nothing is known of, so that it is neither folded nor fused. */
    public static WasmNode opaque(char type, long bits) {
        return opaque(type, bits, () -> {
        });
    }

    /** An expression that tells when it runs. */
    public static WasmNode opaque(char type, long bits, Runnable effect) {
        return switch (type) {
            case 'i' -> new I32Node() {
                @Override
                public int executeInt(VirtualFrame frame) {
                    effect.run();
                    return (int) bits;
                }
            };
            case 'l' -> new I64Node() {
                @Override
                public long executeLong(VirtualFrame frame) {
                    effect.run();
                    return bits;
                }
            };
            case 'f' -> new F32Node() {
                @Override
                public float executeFloat(VirtualFrame frame) {
                    effect.run();
                    return Float.intBitsToFloat((int) bits);
                }
            };
            default -> new F64Node() {
                @Override
                public double executeDouble(VirtualFrame frame) {
                    effect.run();
                    return Double.longBitsToDouble(bits);
                }
            };
        };
    }

    /** The letter of the type of a node's value, or a space for a statement. */
    public static char type(WasmNode node) {
        return switch (node) {
            case I32Node _ -> 'i';
            case I64Node _ -> 'l';
            case F32Node _ -> 'f';
            case F64Node _ -> 'd';
            default -> ' ';
        };
    }

    /** The value of a node, zero-extended; 0 for a statement. */
    public long run(WasmNode node) {
        return (long) new Root(node).getCallTarget().call();
    }

    /** The local after a statement ran. */
    public long runAndGet(WasmNode statement, int local) {
        return (long) new Root(statement, get(types[local], local)).getCallTarget().call();
    }

    private final class Root extends RootNode {
        @Children private final WasmNode[] body;

        Root(WasmNode... body) {
            super(null, descriptor());
            this.body = body;
        }

        @Override
        public Object execute(VirtualFrame frame) {
            frame.setObjectStatic(FrameLayout.INSTANCE, instance);
            frame.setObjectStatic(FrameLayout.MEMORY, memory);
            for (int i = 0; i < locals.length; i++) {
                initialize(frame, slot(i), types[i], locals[i]);
            }
            for (int i = 0; i < body.length - 1; i++) {
                body[i].executeVoid(frame);
            }
            return bits(body[body.length - 1], frame);
        }
    }

    private static FrameDescriptor descriptor() {
        FrameDescriptor.Builder builder = FrameDescriptor.newBuilder();
        builder.addSlots(FrameLayout.LOCALS + 4, FrameSlotKind.Static);
        return builder.build();
    }

    private static void initialize(VirtualFrame frame, int slot, char type, long bits) {
        switch (type) {
            case 'i' -> frame.setIntStatic(slot, (int) bits);
            case 'l' -> frame.setLongStatic(slot, bits);
            case 'f' -> frame.setFloatStatic(slot, Float.intBitsToFloat((int) bits));
            case 'd' -> frame.setDoubleStatic(slot, Double.longBitsToDouble(bits));
            default -> {
            }
        }
    }

    private static long bits(WasmNode node, VirtualFrame frame) {
        return switch (type(node)) {
            case 'i' -> Integer.toUnsignedLong(((I32Node) node).executeInt(frame));
            case 'l' -> ((I64Node) node).executeLong(frame);
            case 'f' -> Integer.toUnsignedLong(Float.floatToRawIntBits(((F32Node) node).executeFloat(frame)));
            case 'd' -> Double.doubleToRawLongBits(((F64Node) node).executeDouble(frame));
            default -> {
                node.executeVoid(frame);
                yield 0L;
            }
        };
    }
}
