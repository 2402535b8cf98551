// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.nodes.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.jwasm.nodes.NodeRunner.constant;
import static org.jwasm.nodes.NodeRunner.get;
import static org.jwasm.nodes.NodeRunner.opaque;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import org.jwasm.nodes.InterestingBits;
import org.jwasm.nodes.NodeRunner;
import org.jwasm.nodes.WasmNode;
import org.jwasm.nodes.numeric.NumericNodes;
import org.jwasm.runtime.CodeProfile;
import org.jwasm.runtime.ModuleCode;
import org.jwasm.runtime.TrapKind;
import org.jwasm.runtime.WasmException;
import org.jwasm.runtime.WasmFunction;
import org.jwasm.runtime.WasmGlobal;
import org.jwasm.runtime.WasmInstance;
import org.jwasm.runtime.WasmMemory;
import org.jwasm.runtime.WasmTable;
import org.jwasm.runtime.WasmTag;
import org.jwasm.structure.AddressType;
import org.jwasm.structure.DataSegment;
import org.jwasm.structure.Limits;
import org.jwasm.structure.MemoryType;
import org.jwasm.structure.ModuleBuilder;
import org.jwasm.structure.Opcode;

class MemoryNodesTest {

    private static final int PAGE = MemoryType.PAGE_SIZE;
    private static final String OUT_OF_BOUNDS = TrapKind.OUT_OF_BOUNDS_MEMORY_ACCESS.text();
    private static final int CODE_OFFSET = 99;
    private static final Set<Opcode> LOADS = EnumSet.range(Opcode.I32_LOAD, Opcode.I64_LOAD32_U);
    private static final Set<Opcode> STORES = EnumSet.range(Opcode.I32_STORE, Opcode.I64_STORE32);

    /** An access at {@code address + offset}. */
    record Access(Opcode op, int address, long offset, long value) {
    }

    /** How a node gets at the address. */
    enum Form {
        UNKNOWN, LOCAL, LOCAL_AND_CONSTANT, CONSTANT, OTHER_MEMORY, WIDE_MEMORY
    }

    /** Memories 0 to 2, of the same content: two with i32 addresses, one with i64 ones. */
    private final WasmMemory[] memories = {memory(AddressType.I32), memory(AddressType.I32), memory(AddressType.I64)};
    private final WasmInstance instance = instance(memories, new byte[]{9, 1, 2, 3, 4, 9}, new DataSegment(-1, null, 1, 4));
    private final byte[] content = new byte[PAGE];

    MemoryNodesTest() {
        new Random(7).nextBytes(content);
        for (WasmMemory memory : memories) {
            memory.write(0, content, 0, PAGE, null);
        }
    }

    private static WasmMemory memory(AddressType addressType) {
        return new WasmMemory(new MemoryType(addressType, Limits.between(1, 3), false), 3);
    }

    private static WasmInstance instance(WasmMemory[] memories, byte[] bytes, DataSegment... datas) {
        ModuleBuilder builder = new ModuleBuilder("test", bytes);
        builder.datas.addAll(List.of(datas));
        ModuleCode code = new ModuleCode(builder.build(), CodeProfile.DEFAULT, (ofModule, function) -> {
            throw new AssertionError("no functions here");
        });
        return new WasmInstance(code, new WasmFunction[0], new WasmTable[0], memories, new WasmGlobal[0],
                        new WasmTag[0], null);
    }

    private NodeRunner runner() {
        return new NodeRunner().memory(memories[0]).instance(instance);
    }

    private static int memoryIndex(Form form) {
        return form == Form.OTHER_MEMORY ? 1 : form == Form.WIDE_MEMORY ? 2 : 0;
    }

    private static AddressType addressType(Form form) {
        return form == Form.WIDE_MEMORY ? AddressType.I64 : AddressType.I32;
    }

    /** The address as an operand; local 0 is the address, local 1 less than it by 1000. */
    private static WasmNode address(Form form, int address) {
        return switch (form) {
            case UNKNOWN, OTHER_MEMORY -> opaque('i', address);
            case LOCAL -> get('i', 0);
            case LOCAL_AND_CONSTANT -> NumericNodes.binary(Opcode.I32_ADD, get('i', 1), constant('i', 1000), 0);
            case CONSTANT -> constant('i', address);
            case WIDE_MEMORY -> opaque('l', Integer.toUnsignedLong(address));
        };
    }

    private long run(WasmNode node, int address) {
        return runner().local(0, 'i', address).local(1, 'i', address - 1000).run(node);
    }

    private static int bytes(Opcode op) {
        return 1 << op.alignment();
    }

    private static boolean fits(Access access) {
        return Integer.toUnsignedLong(access.address) + access.offset + bytes(access.op) <= PAGE;
    }

    /** What a load gives, as the bits of its result. */
    private long loaded(Access access) {
        int at = (int) (Integer.toUnsignedLong(access.address) + access.offset);
        long value = 0;
        for (int i = bytes(access.op) - 1; i >= 0; i--) {
            value = value << 8 | content[at + i] & 0xFF;
        }
        if (access.op.mnemonic().endsWith("_s")) {
            int unused = 64 - 8 * bytes(access.op);
            value = value << unused >> unused;
        }
        return access.op.results().equals("i") ? value & 0xFFFFFFFFL : value;
    }

    @Provide
    Arbitrary<Access> loads() {
        return accesses(LOADS);
    }

    @Provide
    Arbitrary<Access> stores() {
        return accesses(STORES);
    }

    private static Arbitrary<Access> accesses(Set<Opcode> ops) {
        Arbitrary<Integer> addresses = Arbitraries.oneOf(Arbitraries.integers().between(0, PAGE - 1),
                        Arbitraries.integers().between(PAGE - 20, PAGE + 4), Arbitraries.integers().between(-2000, -1),
                        Arbitraries.integers());
        Arbitrary<Long> offsets = Arbitraries.oneOf(Arbitraries.just(0L), Arbitraries.longs().between(0, 16),
                        Arbitraries.longs().between(0, 0xFFFFFFFFL));
        return Arbitraries.of(ops).flatMap(op -> {
            Arbitrary<Long> values = InterestingBits.arbitrary(ops == LOADS ? 'l' : op.operands().charAt(1));
            return Combinators.combine(addresses, offsets, values).as((address, offset, value) -> new Access(op, address, offset, value));
        });
    }

    @Property(tries = 5000, seed = "42")
    void everyFormOfALoadGivesTheBytes(@ForAll("loads") Access access) {
        for (Form form : Form.values()) {
            WasmNode address = address(form, access.address);
            WasmNode load = MemoryNodes.load(access.op, address, addressType(form), access.offset, memoryIndex(form), CODE_OFFSET);
            String description = access + " " + form;
            assertThat(NodeRunner.type(load)).as(description).isEqualTo(access.op.results().charAt(0));
            if (fits(access)) {
                assertThat(run(load, access.address)).as(description).isEqualTo(loaded(access));
            } else {
                assertTraps(load, access.address);
            }
        }
    }

    @Property(tries = 3000, seed = "42")
    void everyFormOfAStoreWritesTheBytes(@ForAll("stores") Access access) {
        byte[] expected = content.clone();
        if (fits(access)) {
            byte[] value = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(access.value).array();
            System.arraycopy(value, 0, expected, (int) (Integer.toUnsignedLong(access.address) + access.offset), bytes(access.op));
        }
        for (Form form : Form.values()) {
            WasmNode value = opaque(access.op.operands().charAt(1), access.value);
            WasmNode address = address(form, access.address);
            WasmNode store = MemoryNodes.store(access.op, address, value, addressType(form), access.offset, memoryIndex(form), CODE_OFFSET);
            if (fits(access)) {
                run(store, access.address);
            } else {
                assertTraps(store, access.address);
            }
            assertThat(read(memories[memoryIndex(form)])).as(access + " " + form).isEqualTo(expected);
            memories[memoryIndex(form)].write(0, content, 0, PAGE, null);
        }
    }

    private static byte[] read(WasmMemory memory) {
        byte[] bytes = new byte[(int) memory.size()];
        memory.read(0, bytes, 0, bytes.length, null);
        return bytes;
    }

    private void assertTraps(WasmNode node, int address) {
        assertThatThrownBy(() -> run(node, address)).hasMessage(OUT_OF_BOUNDS).isInstanceOfSatisfying(WasmException.class,
                        e -> assertThat(((WasmNode) e.getLocation()).codeOffset()).isEqualTo(CODE_OFFSET));
    }

    @Example
    void floatsGoThroughMemoryBitForBit() {
        long[] nans = {0x7F800001L, 0xFFA12345L, 0x7FC00001L};
        for (long nan : nans) {
            runner().run(MemoryNodes.store(Opcode.F32_STORE, opaque('i', 8), opaque('f', nan), AddressType.I32, 0, 0, 0));
            assertThat(runner().run(MemoryNodes.load(Opcode.F32_LOAD, opaque('i', 8), AddressType.I32, 0, 0, 0))).isEqualTo(nan);
            long wide = nan << 32 | 1;
            runner().run(MemoryNodes.store(Opcode.F64_STORE, opaque('i', 8), opaque('d', wide), AddressType.I32, 0, 0, 0));
            assertThat(runner().run(MemoryNodes.load(Opcode.F64_LOAD, opaque('i', 8), AddressType.I32, 0, 0, 0))).isEqualTo(wide);
        }
    }

    @Example
    void addressesOf64BitsDoNotWrap() {
        for (long address : new long[]{-1, -8, Long.MIN_VALUE, Long.MAX_VALUE, PAGE}) {
            for (long offset : new long[]{0, 1, 8, -1, Long.MAX_VALUE}) {
                WasmNode load = MemoryNodes.load(Opcode.I32_LOAD8_U, opaque('l', address), AddressType.I64, offset, 2, CODE_OFFSET);
                assertTraps(load, 0);
            }
        }
    }

    @Example
    void theValueOfAStoreRunsBeforeTheTrap() {
        for (Form form : Form.values()) {
            List<String> order = new ArrayList<>();
            WasmNode value = opaque('i', 1, () -> order.add("value"));
            WasmNode address = address(form, -4);
            assertTraps(MemoryNodes.store(Opcode.I32_STORE, address, value, addressType(form), 4, memoryIndex(form), CODE_OFFSET), -4);
            assertThat(order).as(form.name()).containsExactly("value");
        }
    }

    @Example
    void otherInstructionsAreRefused() {
        for (Opcode op : EnumSet.of(Opcode.NOP, Opcode.I32_ADD, Opcode.MEMORY_GROW)) {
            assertThatThrownBy(() -> MemoryNodes.load(op, opaque('i', 0), AddressType.I32, 0, 0, 0))
                            .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> MemoryNodes.store(op, opaque('i', 0), opaque('i', 0), AddressType.I32, 0, 0, 0))
                            .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Example
    void sizeAndGrowth() {
        for (int index = 0; index < 3; index++) {
            AddressType type = memories[index].type().addressType();
            char letter = type == AddressType.I64 ? 'l' : 'i';
            long failure = type == AddressType.I64 ? -1 : 0xFFFFFFFFL;
            assertThat(runner().run(MemoryNodes.size(type, index))).isEqualTo(1);
            assertThat(runner().run(MemoryNodes.grow(opaque(letter, 1), type, index))).isEqualTo(1);
            assertThat(runner().run(MemoryNodes.size(type, index))).isEqualTo(2);
            assertThat(runner().run(MemoryNodes.grow(opaque(letter, 2), type, index))).isEqualTo(failure);
            assertThat(runner().run(MemoryNodes.grow(opaque(letter, -1), type, index))).isEqualTo(failure);
            assertThat(runner().run(MemoryNodes.load(Opcode.I32_LOAD, opaque(letter, 2L * PAGE - 4), type, 0, index, 0))).isZero();
        }
    }

    @Example
    void fill() {
        runner().run(MemoryNodes.fill(opaque('i', 10), opaque('i', 0x1AB), opaque('i', 5), 0, CODE_OFFSET));
        byte[] expected = content.clone();
        Arrays.fill(expected, 10, 15, (byte) 0xAB);
        assertThat(read(memories[0])).isEqualTo(expected);
        runner().run(MemoryNodes.fill(opaque('l', 10), opaque('i', 0x1AB), opaque('l', 5), 2, CODE_OFFSET));
        assertThat(read(memories[2])).isEqualTo(expected);
        runner().run(MemoryNodes.fill(opaque('i', PAGE), opaque('i', 1), opaque('i', 0), 0, CODE_OFFSET));
        assertTraps(MemoryNodes.fill(opaque('i', PAGE + 1), opaque('i', 1), opaque('i', 0), 0, CODE_OFFSET), 0);
        assertTraps(MemoryNodes.fill(opaque('i', 1), opaque('i', 1), opaque('i', -1), 0, CODE_OFFSET), 0);
        assertThat(read(memories[0])).isEqualTo(expected);
    }

    @Example
    void copyBetweenAndWithinMemories() {
        byte[] expected = content.clone();
        System.arraycopy(content, 100, expected, 103, 50);
        runner().run(MemoryNodes.copy(opaque('i', 103), opaque('i', 100), opaque('i', 50), 0, 0, CODE_OFFSET));
        assertThat(read(memories[0])).isEqualTo(expected);
        System.arraycopy(content, 0, expected, 200, 8);
        runner().run(MemoryNodes.copy(opaque('i', 200), opaque('l', 0), opaque('i', 8), 0, 2, CODE_OFFSET));
        assertThat(read(memories[0])).isEqualTo(expected);
        assertTraps(MemoryNodes.copy(opaque('i', -1), opaque('i', 0), opaque('i', 1), 0, 1, CODE_OFFSET), 0);
        assertTraps(MemoryNodes.copy(opaque('i', 0), opaque('i', PAGE - 1), opaque('i', 2), 0, 1, CODE_OFFSET), 0);
    }

    @Example
    void initFromASegmentUntilItIsDropped() {
        runner().run(MemoryNodes.init(opaque('i', 20), opaque('i', 1), opaque('i', 3), 0, 0, CODE_OFFSET));
        byte[] expected = content.clone();
        System.arraycopy(new byte[]{2, 3, 4}, 0, expected, 20, 3);
        assertThat(read(memories[0])).isEqualTo(expected);
        assertTraps(MemoryNodes.init(opaque('i', 0), opaque('i', 2), opaque('i', 3), 0, 0, CODE_OFFSET), 0);
        assertTraps(MemoryNodes.init(opaque('i', 0), opaque('i', -1), opaque('i', 2), 0, 0, CODE_OFFSET), 0);
        assertTraps(MemoryNodes.init(opaque('i', PAGE - 1), opaque('i', 0), opaque('i', 2), 0, 0, CODE_OFFSET), 0);
        runner().run(MemoryNodes.dropData(0));
        runner().run(MemoryNodes.init(opaque('i', 0), opaque('i', 0), opaque('i', 0), 0, 0, CODE_OFFSET));
        assertTraps(MemoryNodes.init(opaque('i', 0), opaque('i', 0), opaque('i', 1), 0, 0, CODE_OFFSET), 0);
        assertThat(read(memories[0])).isEqualTo(expected);
    }
}
