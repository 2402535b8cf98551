// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.nodes.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.jwasm.nodes.I32Node;
import org.jwasm.nodes.NodeRunner;
import org.jwasm.nodes.RefNode;
import org.jwasm.nodes.WasmNode;
import org.jwasm.runtime.CodeProfile;
import org.jwasm.runtime.ModuleCode;
import org.jwasm.runtime.TrapKind;
import org.jwasm.runtime.WasmArray;
import org.jwasm.runtime.WasmException;
import org.jwasm.runtime.WasmFunction;
import org.jwasm.runtime.WasmGlobal;
import org.jwasm.runtime.WasmI31;
import org.jwasm.runtime.WasmInstance;
import org.jwasm.runtime.WasmMemory;
import org.jwasm.runtime.WasmTable;
import org.jwasm.runtime.WasmTag;
import org.jwasm.structure.AbstractHeapType;
import org.jwasm.structure.ArrayType;
import org.jwasm.structure.DefinedType;
import org.jwasm.structure.ElementSegment;
import org.jwasm.structure.FieldType;
import org.jwasm.structure.ModuleBuilder;
import org.jwasm.structure.ReferenceType;
import org.jwasm.structure.SubType;

import com.oracle.truffle.api.frame.VirtualFrame;

/** An element segment that another thread drops is read as it was or found empty, nothing between. */
class DroppedSegmentTest {

    private static final int ROUNDS = 300_000;
    private static final ReferenceType ANYREF = new ReferenceType(true, AbstractHeapType.ANY);
    private static final DefinedType ARRAY = DefinedType.lone(new SubType(true, List.of(), new ArrayType(new FieldType(true, ANYREF))));

    private final Object[] elements = {new WasmI31(1), new WasmI31(2)};
    private final WasmArray.OfReferences target = (WasmArray.OfReferences) WasmArray.create(ARRAY,
                    WasmArray.kind((ArrayType) ARRAY.composite()), elements.length);

    private static I32Node constant(int value) {
        return (I32Node) NodeRunner.constant('i', value);
    }

    private static RefNode reference(Object value) {
        return new RefNode() {
            @Override
            public Object executeObject(VirtualFrame frame) {
                return value;
            }
        };
    }

    private static WasmInstance instance() {
        ModuleBuilder builder = new ModuleBuilder("test", new byte[0]);
        builder.elements.add(new ElementSegment(ElementSegment.Mode.PASSIVE, -1, null, ANYREF, new int[0], null));
        ModuleCode code = new ModuleCode(builder.build(), CodeProfile.DEFAULT, (ofModule, function) -> {
            throw new AssertionError();
        });
        return new WasmInstance(code, new WasmFunction[0], new WasmTable[0], new WasmMemory[0], new WasmGlobal[0], new WasmTag[0], null);
    }

    /** How often the statement found the elements, while another thread drops them and puts them back. */
    private int found(WasmNode statement) throws InterruptedException {
        WasmInstance instance = instance();
        instance.setElements(0, elements);
        AtomicBoolean stop = new AtomicBoolean();
        Thread dropping = Thread.ofPlatform().start(() -> {
            while (!stop.get()) {
                instance.dropElements(0);
                instance.setElements(0, elements);
            }
        });
        NodeRunner runner = new NodeRunner().instance(instance);
        int found = 0;
        try {
            for (int i = 0; i < ROUNDS; i++) {
                try {
                    runner.run(statement);
                    found++;
                } catch (WasmException e) {
                    assertThat(e).hasMessageStartingWith(TrapKind.OUT_OF_BOUNDS_TABLE_ACCESS.text());
                }
            }
        } finally {
            stop.set(true);
            dropping.join();
        }
        return found;
    }

    @Test
    @Timeout(120)
    void initialisesWithAllOrTraps() throws InterruptedException {
        assertThat(found(new ArrayBulkNodes.Init(ARRAY, false, 0, reference(target), constant(0), constant(0), constant(2), 0))).isPositive();
        assertThat(target.elements).isEqualTo(elements);
    }

    @Test
    @Timeout(120)
    void allocatesWithAllOrTraps() throws InterruptedException {
        RefNode allocation = new ArrayAllocationNodes.NewOfSegment(ARRAY, false, 0, constant(0), constant(2), 0);
        assertThat(found(new WasmNode() {
            @Child private RefNode array = allocation;

            @Override
            public void executeVoid(VirtualFrame frame) {
                assertThat(((WasmArray.OfReferences) array.executeObject(frame)).elements).containsExactly(elements);
            }
        })).isPositive();
    }
}
