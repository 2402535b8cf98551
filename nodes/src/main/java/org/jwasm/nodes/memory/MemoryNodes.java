// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.nodes.memory;

import org.jwasm.nodes.I32Node;
import org.jwasm.nodes.I64Node;
import org.jwasm.nodes.WasmNode;
import org.jwasm.nodes.fused.FusedNodes;
import org.jwasm.nodes.numeric.NumericNodes;
import org.jwasm.structure.AddressType;
import org.jwasm.structure.Opcode;

/**
 * Makes the nodes of memory instructions.
 *
 * <p>Memory 0 with {@code i32} addresses has nodes of its own; all others share general ones. Code offsets are those of the
 * instructions, in the module's bytes.
 */
public final class MemoryNodes {

    private MemoryNodes() {
    }

    /**
     * {@code t.load}
     *
     * @param address of the memory's address type
     * @param offset the static offset in bytes, unsigned
     * @throws IllegalArgumentException if the instruction is not a load
     */
    public static WasmNode load(Opcode op, WasmNode address, AddressType addressType, long offset, int memoryIndex, int codeOffset) {
        if (memoryIndex != 0 || addressType != AddressType.I32) {
            return GeneralLoadNodes.create(op, extended(address), offset, memoryIndex, codeOffset);
        }
        WasmNode fused = FusedNodes.load(op, (I32Node) address, offset, codeOffset);
        return fused != null ? fused : LoadNodes.create(op, (I32Node) address, offset, codeOffset);
    }

    /**
     * {@code t.store}
     *
     * @param address of the memory's address type
     * @param offset the static offset in bytes, unsigned
     * @throws IllegalArgumentException if the instruction is not a store
     */
    public static WasmNode store(Opcode op, WasmNode address, WasmNode value, AddressType addressType, long offset, int memoryIndex,
                    int codeOffset) {
        if (op.operands() == null || op.operands().length() != 2) {
            throw new IllegalArgumentException("not a store: " + op.mnemonic());
        }
        if (memoryIndex != 0 || addressType != AddressType.I32) {
            return GeneralStoreNodes.create(op, extended(address), offset, memoryIndex, value, codeOffset);
        }
        WasmNode fused = FusedNodes.store(op, (I32Node) address, offset, value, codeOffset);
        return fused != null ? fused : StoreNodes.create(op, (I32Node) address, offset, value, codeOffset);
    }

    /**
     * An atomic instruction that accesses a memory; an expression if it has a result, else a statement.
     *
     * @param operands the first is the address, of the memory's address type
     * @param offset the static offset in bytes, unsigned
     * @throws IllegalArgumentException if the instruction is no such one
     */
    public static WasmNode atomic(Opcode op, WasmNode[] operands, long offset, int memoryIndex, int codeOffset) {
        return AtomicNodes.create(op, operands, offset, memoryIndex, codeOffset);
    }

    /** {@code atomic.fence} */
    public static WasmNode fence() {
        return new AtomicNodes.Fence();
    }

    /** {@code memory.size}, of the address type. */
    public static WasmNode size(AddressType addressType, int memoryIndex) {
        return addressType == AddressType.I64 ? new BulkMemoryNodes.SizeI64(memoryIndex) : new BulkMemoryNodes.SizeI32(memoryIndex);
    }

    /** {@code memory.grow}; operand and result are of the address type. */
    public static WasmNode grow(WasmNode pages, AddressType addressType, int memoryIndex) {
        I64Node delta = extended(pages);
        return addressType == AddressType.I64
                        ? new BulkMemoryNodes.GrowI64(delta, memoryIndex)
                        : new BulkMemoryNodes.GrowI32(delta, memoryIndex);
    }

    /** {@code memory.fill}; address and length are of the memory's address type. */
    public static WasmNode fill(WasmNode address, WasmNode value, WasmNode length, int memoryIndex, int codeOffset) {
        return new BulkMemoryNodes.Fill(extended(address), (I32Node) value, extended(length), memoryIndex, codeOffset);
    }

    /** {@code memory.copy}; each address is of its memory's address type, the length of the smaller of both. */
    public static WasmNode copy(WasmNode to, WasmNode from, WasmNode length, int toMemory, int fromMemory, int codeOffset) {
        return new BulkMemoryNodes.Copy(extended(to), extended(from), extended(length), toMemory, fromMemory, codeOffset);
    }

    /**
     * {@code memory.init}
     *
     * @param address of the memory's address type
     * @param start where in the data segment, of type i32; likewise the length
     */
    public static WasmNode init(WasmNode address, WasmNode start, WasmNode length, int segment, int memoryIndex, int codeOffset) {
        return new BulkMemoryNodes.Init(extended(address), (I32Node) start, (I32Node) length, segment, memoryIndex, codeOffset);
    }

    /** {@code data.drop} */
    public static WasmNode dropData(int segment) {
        return new BulkMemoryNodes.DropData(segment);
    }

    /** An unsigned operand as an {@code i64}. */
    static I64Node extended(WasmNode operand) {
        return operand instanceof I64Node node ? node : (I64Node) NumericNodes.unary(Opcode.I64_EXTEND_I32_U, operand, -1);
    }
}
