// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.capabilities;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

import org.jwasm.capabilities.LogCapability.Level;
import org.jwasm.capabilities.Signature.Type;
import org.jwasm.capabilities.SpawnCapability.Resource;
import org.jwasm.runtime.WasmMemory;
import org.jwasm.structure.AddressType;
import org.jwasm.structure.Limits;
import org.jwasm.structure.MemoryType;

import com.oracle.truffle.api.interop.InteropLibrary;

/** Clocks, randomness, logs, memory, functions, budgets, objects. */
class KindsTest {

    private static final InteropLibrary INTEROP = InteropLibrary.getUncached();
    private final Holder app = Holder.host(null).child("app");

    private static void assertKind(ThrowingCallable action, ErrorKind kind) {
        assertThatThrownBy(action).isInstanceOfSatisfying(CapabilityException.class, e -> assertThat(e.kind()).isEqualTo(kind));
    }

    @Test
    void clocksCanBeStoppedAndSet() throws Exception {
        ClockCapability clock = ClockCapability.frozen(Instant.ofEpochSecond(100));
        assertThat(clock.offset(-5_000_000_000L).now()).isEqualTo(95_000_000_000L);
        ClockCapability coarse = ClockCapability.realtime().coarser(1_000_000_000_000L);
        assertThat(coarse.offset(7).now() % 1_000_000_000_000L).isEqualTo(7);
        ClockCapability frozen = ClockCapability.monotonic().frozen();
        assertThat(frozen.now()).isEqualTo(frozen.now());
        assertKind(() -> clock.without(Right.READ).frozen(), ErrorKind.NOTCAPABLE);
    }

    @Test
    void randomness() throws Exception {
        byte[] first = new byte[16];
        byte[] second = new byte[16];
        RandomCapability.secure().reseeded(3).fill(first);
        RandomCapability.seeded(3).fill(second);
        assertThat(first).isEqualTo(second);
        assertKind(() -> RandomCapability.secure().bytes(15).fill(first), ErrorKind.EXHAUSTED);
    }

    @Test
    void logsCantBeForged() throws Exception {
        List<String> lines = new ArrayList<>();
        LogCapability log = LogCapability.to((level, line) -> lines.add(level + " " + line));
        LogCapability ofApp = log.atLeast(Level.INFO).delegate(app);
        ofApp.write(Level.DEBUG, "unseen");
        ofApp.atLeast(Level.DEBUG).write(Level.DEBUG, "unseen");
        ofApp.write(Level.ERROR, "a\nERROR host: b\u001b[31m\u2028");
        assertThat(lines).containsExactly("ERROR app: a\uFFFDERROR host: b\uFFFD[31m\uFFFD");
        assertKind(() -> ofApp.bytes(3).write(Level.INFO, "long"), ErrorKind.EXHAUSTED);
    }

    @Test
    void memorySlices() throws Exception {
        WasmMemory memory = new WasmMemory(new MemoryType(AddressType.I32, new Limits(1, false, 0), false, MemoryType.PAGE_SIZE), 10);
        assertThatThrownBy(() -> MemoryCapability.of(memory, 65_000, 1000)).isInstanceOf(IndexOutOfBoundsException.class);
        MemoryCapability all = MemoryCapability.of(memory, 100, 50);
        MemoryCapability part = all.slice(10, 20);
        part.writeByte(0, (byte) 7);
        part.write(18, new byte[]{1, 2}, 0, 2);
        assertThat(memory.loadByte(110, null)).isEqualTo((byte) 7);
        assertThat(all.readByte(29)).isEqualTo((byte) 2);
        for (long[] outside : new long[][]{{20, 1}, {-1, 1}, {19, 2}, {Long.MAX_VALUE, 1}, {1, Long.MAX_VALUE}, {0, -1}}) {
            assertKind(() -> part.slice(outside[0], outside[1]), ErrorKind.FAULT);
        }
        assertKind(() -> part.writeByte(20, (byte) 1), ErrorKind.FAULT);
        assertKind(() -> part.readOnly().writeByte(0, (byte) 1), ErrorKind.NOTCAPABLE);
        all.revoke();
        assertKind(() -> part.readByte(0), ErrorKind.REVOKED);
    }

    @Test
    void functionsKeepToTheirSignature() throws Exception {
        ClockCapability clock = ClockCapability.frozen(Instant.EPOCH);
        FunctionCapability twice = FunctionCapability.of(TestObjects.function(a -> (Integer) a[0] * 2), "twice",
                        new Signature(List.of(Type.S32), Type.S32));
        assertThat(INTEROP.execute(twice, 21)).isEqualTo(42);
        assertThatThrownBy(() -> INTEROP.execute(twice, "x")).isInstanceOf(com.oracle.truffle.api.interop.UnsupportedTypeException.class);
        assertThatThrownBy(() -> twice.call()).isInstanceOf(com.oracle.truffle.api.interop.ArityException.class);
        FunctionCapability liar = FunctionCapability.of(TestObjects.function(a -> "text"), "liar", new Signature(List.of(), Type.S64));
        assertKind(() -> liar.call(), ErrorKind.IO);
        FunctionCapability gives = FunctionCapability.of(TestObjects.function(a -> clock), "gives", new Signature(List.of(), Type.CAPABILITY))
                        .delegate(app);
        ClockCapability given = (ClockCapability) gives.call();
        assertThat(given.holder()).isSameAs(app);
        given.now();
        gives.revoke();
        assertKind(given::now, ErrorKind.REVOKED);
        clock.now();
        FunctionCapability same = FunctionCapability.of(TestObjects.function(a -> a[0]), "same",
                        new Signature(List.of(Type.CAPABILITY), Type.CAPABILITY));
        assertThat(same.call(clock)).isSameAs(clock);
    }

    @Test
    void budgetsOnlyShrink() throws Exception {
        List<Object> spawned = new ArrayList<>();
        SpawnCapability all = SpawnCapability.of((by, request) -> {
            by.charge(Resource.CHILDREN, 1);
            spawned.add(request);
            return spawned.size();
        }, Map.of(Resource.CHILDREN, 3L, Resource.MEMORY, 1000L));
        SpawnCapability two = all.limit(Resource.CHILDREN, 2).delegate(app);
        assertThat(two.limit(Resource.CHILDREN, 100).remaining(Resource.CHILDREN)).isEqualTo(2);
        two.spawn("a");
        two.limit(Resource.CHILDREN, 100).spawn("b");
        assertKind(() -> two.spawn("c"), ErrorKind.EXHAUSTED);
        assertThat(all.remaining(Resource.CHILDREN)).isEqualTo(1);
        two.release(Resource.CHILDREN, 1);
        assertThat(all.remaining(Resource.CHILDREN)).isEqualTo(2);
        assertKind(() -> two.charge(Resource.MEMORY, 1001), ErrorKind.EXHAUSTED);
        assertThat(all.remaining(Resource.MEMORY)).isEqualTo(1000);
        assertKind(() -> two.limit(Resource.DEPTH, 0).spawn("d"), ErrorKind.EXHAUSTED);
        assertThat(all.scope()).isEqualTo("children=2 memory=1000");
        assertThat(spawned).containsExactly("a", "b");
    }

    @Test
    void objectsShowOnlyWhatIsListed() throws Exception {
        TestObjects.Node inner = new TestObjects.Node(Map.of("title", "inner", "secret", "x"));
        TestObjects.Node target = new TestObjects.Node(Map.of("find", TestObjects.function(a -> inner), "secret", "x", "count", 3,
                        "same", TestObjects.function(a -> a[0]), "isInner", TestObjects.function(a -> a[0] == inner)));
        ObjectCapability original = ObjectCapability.of(target, "find", "count", "same", "isInner").results("title");
        ObjectCapability granted = original.onlyMembers("find", "same", "isInner", "secret").delegate(app);
        Object object = granted.object();
        assertThat(INTEROP.isMemberReadable(object, "secret")).isFalse();
        assertThat(INTEROP.isMemberReadable(object, "count")).isFalse();
        assertThatThrownBy(() -> INTEROP.readMember(object, "secret")).hasMessageContaining("NOTCAPABLE");
        assertThat(INTEROP.readMember(original.object(), "count")).isEqualTo(3);
        Object found = INTEROP.invokeMember(object, "find");
        assertThat(INTEROP.readMember(found, "title")).isEqualTo("inner");
        assertThatThrownBy(() -> INTEROP.readMember(found, "secret")).hasMessageContaining("NOTCAPABLE");
        assertThat(INTEROP.invokeMember(object, "isInner", found)).isEqualTo(true);
        ClockCapability own = ClockCapability.realtime().delegate(app);
        assertThat(INTEROP.invokeMember(object, "same", own)).isSameAs(own);
        granted.revoke();
        assertThatThrownBy(() -> INTEROP.readMember(found, "title")).hasMessageContaining("REVOKED");
        assertThatThrownBy(() -> INTEROP.invokeMember(object, "find")).hasMessageContaining("REVOKED");
        own.now();
        assertThat(INTEROP.readMember(original.object(), "count")).isEqualTo(3);
    }
}
