// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.jwasm.capabilities.AuditEvent;
import org.jwasm.capabilities.ClockCapability;
import org.jwasm.capabilities.Right;
import org.jwasm.capabilities.SpawnCapability;
import org.jwasm.nanoprocess.Endowment;
import org.jwasm.nanoprocess.Limits;
import org.jwasm.nanoprocess.NanoProcess;
import org.jwasm.nanoprocess.Resource;
import org.jwasm.nanoprocess.State;
import org.jwasm.nanoprocess.TypedFunction;
import org.jwasm.wit.WitDocument;

/** R4, R5: guests that make guests, weaken what they have for them, and rule over them. */
@Timeout(60)
class GuestSpawnTest extends Scenario {

    private static final int NOTCAPABLE = 76;
    private static final String WORKER = """
                    (module (import "capability" "clock" (global $clock externref)) (import "capability-method" "now()->s64" (func $now (param externref) (result i64)))
                      (import "capability-method" "sleep(s64)" (func $sleep (param externref i64)))
                      (import "capability-method" "failure" (tag $failure (param i32)))
                      (func (export "now") (result i64) (call $now (global.get $clock)))
                      (func (export "sleep") (result i32)
                        (block $caught (result i32) (try_table (catch $failure $caught) (call $sleep (global.get $clock) (i64.const 0))) (i32.const 0))))""";
    /** Has a worker that may read its clock, not wait for it. */
    private static final String BOSS = """
                    (module
                      (import "capability" "clock" (global $clock externref)) (import "capability" "spawn" (global $spawn externref))
                      (import "capability-method" "without(string)->capability" (func $without (param externref i32 i32) (result externref)))
                      (import "capability-method" "spawn(string,string,string,capability)->capability"
                        (func $fork (param externref i32 i32 i32 i32 i32 i32 externref) (result externref)))
                      (import "capability-method" "call(string)->s64" (func $call (param externref i32 i32) (result i64)))
                      (import "capability-method" "call(string)->s32" (func $call32 (param externref i32 i32) (result i32)))
                      (import "capability-method" "pause()" (func $pause (param externref)))
                      (import "capability-method" "resume()" (func $resume (param externref)))
                      (import "capability-method" "kill(string)" (func $kill (param externref i32 i32)))
                      (import "capability-method" "await()->string" (func $await (param externref i32 i32) (result i32)))
                      (import "capability-method" "state()->string" (func $state (param externref i32 i32) (result i32)))
                      (import "capability-method" "failure" (tag $failure (param i32)))
                      (memory (export "memory") 1) (global $child (mut externref) (ref.null extern)) (global $weak (mut externref) (ref.null extern))
                      (data (i32.const 0) "wait") (data (i32.const 16) "worker") (data (i32.const 32) "clock") (data (i32.const 48) "now") (data (i32.const 64) "sleep")
                      (data (i32.const 80) "kill")
                      (func (export "hire") (global.set $child (call $fork (global.get $spawn) (i32.const 16) (i32.const 6) (i32.const 16) (i32.const 6)
                        (i32.const 32) (i32.const 5) (call $without (global.get $clock) (i32.const 0) (i32.const 4)))))
                      (func (export "ask") (result i64) (call $call (global.get $child) (i32.const 48) (i32.const 3)))
                      (func (export "sleep") (result i32) (call $call32 (global.get $child) (i32.const 64) (i32.const 5)))
                      (func (export "pause") (call $pause (global.get $child)))
                      (func (export "resume") (call $resume (global.get $child)))
                      (func (export "fire") (call $kill (global.get $child) (i32.const 80) (i32.const 4)) (drop (call $await (global.get $child) (i32.const 128) (i32.const 64))))
                      (func (export "weaken") (global.set $weak (call $without (global.get $child) (i32.const 80) (i32.const 4))))
                      (func (export "try") (result i32)
                        (block $caught (result i32) (try_table (catch $failure $caught) (call $kill (global.get $weak) (i32.const 80) (i32.const 0))) (i32.const 0))))""";

    private NanoProcess boss(ClockCapability clock, Map<SpawnCapability.Resource, Long> budget) {
        SpawnCapability spawn = supervisor.spawning(Map.of("worker", image(WORKER)), budget);
        return spawn("boss", BOSS, Endowment.builder().grant("clock", clock).grant("spawn", spawn).build());
    }

    @Test
    void aBossAndItsWorker() throws Exception {
        ClockCapability clock = ClockCapability.monotonic();
        NanoProcess boss = boss(clock, Map.of(SpawnCapability.Resource.CHILDREN, 1L));
        boss.call("hire");
        NanoProcess worker = supervisor.find("boss/worker");
        assertThat((long) boss.call("ask")).isPositive();
        assertErrno(boss.call("sleep"), NOTCAPABLE);
        assertThat(denied()).containsExactly("boss/worker clock sleep: without the right wait");
        assertThat(worker.endowment().named().get("clock").grantor()).isSameAs(boss.holder());
        assertThat(worker.endowment().named().get("clock").allows(Right.WAIT)).isFalse();
        boss.call("pause");
        assertThat(worker.state()).isEqualTo(State.PAUSED);
        boss.call("resume");
        assertThat((long) boss.call("ask")).isPositive();
        boss.call("weaken");
        assertErrno(boss.call("try"), NOTCAPABLE);
        assertThat(worker.isAlive()).isTrue();
        boss.call("fire");
        assertThat(worker.death().message()).isEqualTo("killed: kill (by boss)");
        worker.reaped().join();
        boss.call("hire");
        assertThat(supervisor.find("boss/worker")).as("its budget is back").isNotNull().isNotSameAs(worker);
        assertThat(log.trail().events(AuditEvent.Type.GRANT)).extracting(AuditEvent::holder).contains("boss", "boss/worker");
    }

    @Test
    void childrenEndWithTheirParents() throws Exception {
        NanoProcess boss = boss(ClockCapability.monotonic(), Map.of());
        boss.call("hire");
        NanoProcess worker = supervisor.find("boss/worker");
        boss.kill("test");
        worker.reaped().join();
        boss.reaped().join();
        assertThat(worker.death().message()).isEqualTo("killed: its parent boss died");
        assertThat(supervisor.used(Resource.CHILDREN)).isZero();
    }

    /** R4: a spawn capability that goes down the tree in a call reaches no further than one that goes down with a spawn, nor by a detour. */
    @Test
    void depthIsOneLessForEachGeneration() throws Exception {
        String keeper = """
                        (module (import "capability-method" "spawn(string,string)->capability" (func $fork (param externref i32 i32 i32 i32) (result externref)))
                          (import "capability-method" "failure" (tag $failure (param i32)))
                          (memory 1) (data (i32.const 0) "leaf") (global $kept (mut externref) (ref.null extern))
                          (func (export "keep") (param externref) (global.set $kept (local.get 0)))
                          (func (export "give") (result externref) (global.get $kept))
                          (func (export "fork") (result i32)
                            (block $caught (result i32) (try_table (catch $failure $caught)
                              (drop (call $fork (global.get $kept) (i32.const 0) (i32.const 4) (i32.const 0) (i32.const 4)))) (i32.const 0))))""";
        String handingOn = keeper.replace("(module ", """
                        (module (import "below" "keep" (func $pass (param externref))) (import "beside" "keep" (func $across (param externref)))
                          (import "beside" "give" (func $back (result externref)))
                          """).replace("(func (export \"give\")", "(func (export \"pass\") (call $pass (global.get $kept)))\n" +
                                        "(func (export \"detour\") (call $across (global.get $kept)) (call $pass (call $back)))\n(func (export \"give\")");
        SpawnCapability spawn = supervisor.spawning(Map.of("leaf", image("(module)")), Map.of(SpawnCapability.Resource.DEPTH, 1L));
        NanoProcess top = supervisor.create(null, "top", image(handingOn), Limits.NONE);
        NanoProcess below = top.spawn("below", image(keeper), Endowment.EMPTY);
        NanoProcess beside = spawn("beside", keeper, Endowment.EMPTY);
        top.link(Endowment.builder().bind("below", "keep", below.function("keep")).bind("beside", "keep", beside.function("keep")).bind("beside",
                        "give", beside.function("give")).build());
        top.call("keep", spawn.delegate(top.holder()));
        assertErrno(top.call("fork"), 0);
        for (String way : new String[]{"pass", "detour"}) {
            top.call(way);
            assertThat((int) below.call("fork")).as(way).isNotZero();
        }
        assertThat(denied()).allMatch(each -> each.endsWith("no further depth")).hasSize(2);
        assertErrno(beside.call("fork"), 0);
    }

    /** R18: handles count for the budget that a child was spawned with. */
    @Test
    void handlesCountForTheBudget() throws Exception {
        SpawnCapability spawn = supervisor.spawning(Map.of("worker", image("""
                        (module (import "x" "[resource-drop]capability" (func $drop (param i32)))
                          (func (export "take") (param i32)) (func (export "drop") (param i32) (call $drop (local.get 0))))""")),
                        Map.of(SpawnCapability.Resource.HANDLES, 1L));
        NanoProcess boss = spawn("boss", BOSS, Endowment.builder().grant("clock", ClockCapability.monotonic()).grant("spawn", spawn).build());
        boss.call("hire");
        NanoProcess worker = supervisor.find("boss/worker");
        TypedFunction take = worker.function(WitDocument.parse("resource capability;").function("take: func(c: capability)"));
        take.call(ClockCapability.monotonic());
        assertThatThrownBy(() -> take.call(ClockCapability.monotonic())).hasMessageContaining("exhausted:handles");
        worker.reaped().join();
        assertThat(spawn.left(SpawnCapability.Resource.HANDLES)).as("they are back").isEqualTo(1);
    }

    /** What a child uses is its parent's: here there is no room for it. */
    @Test
    void limitsOfTheParentHold() {
        SpawnCapability spawn = supervisor.spawning(Map.of("worker", image("(module (memory 2))")), Map.of());
        NanoProcess boss = spawn("boss", BOSS, Endowment.builder().grant("clock", ClockCapability.monotonic()).grant("spawn", spawn).limits(
                        Limits.NONE.memory(2 << 16)).build());
        try {
            boss.call("hire");
        } catch (org.jwasm.nanoprocess.NanoProcessException e) {
            assertThat(e).hasMessageContaining("exhausted:memory (limit 131072 of boss)");
        }
        assertThat(boss.isAlive()).isFalse();
    }

    /** The kill right can be given to somebody else, alone, and taken back. */
    @Test
    void theRightToKillIsACapability() {
        NanoProcess victim = spawn("victim", "(module (func (export \"f\")))", Endowment.EMPTY);
        String text = """
                        (module (import "capability" "victim" (global $v externref)) (import "capability-method" "kill()" (func $kill (param externref)))
                          (import "capability-method" "call(string)" (func $call (param externref i32 i32))) (memory 1) (data (i32.const 0) "f")
                          (import "capability-method" "failure" (tag $failure (param i32)))
                          (func (export "call") (result i32)
                            (block $caught (result i32) (try_table (catch $failure $caught) (call $call (global.get $v) (i32.const 0) (i32.const 1))) (i32.const 0)))
                          (func (export "kill") (result i32)
                            (block $caught (result i32) (try_table (catch $failure $caught) (call $kill (global.get $v))) (i32.const 0))))""";
        String ordered = text.replace("(memory 1) (data (i32.const 0) \"f\")", "").replace("(func (export \"call\")", "(memory 1) (data (i32.const 0) \"f\") (func (export \"call\")");
        NanoProcess one = spawn("one", ordered, Endowment.builder().grant("victim", victim.control()).build());
        NanoProcess other = assertKiller(victim, ordered);
        one.endowment().named().get("victim").revoke();
        assertErrno(one.call("kill"), NOTCAPABLE);
        assertThat(victim.isAlive()).isTrue();
        assertErrno(other.call("call"), NOTCAPABLE);
        assertErrno(other.call("kill"), 0);
        assertThat(victim.death().message()).isEqualTo("killed: by other");
    }

    private NanoProcess assertKiller(NanoProcess victim, String text) {
        try {
            return spawn("other", text, Endowment.builder().grant("victim", victim.control().without(Right.CALL, Right.PAUSE)).build());
        } catch (org.jwasm.capabilities.CapabilityException e) {
            throw new AssertionError(e);
        }
    }
}
