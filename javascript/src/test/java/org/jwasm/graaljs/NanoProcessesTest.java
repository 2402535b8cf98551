// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.graaljs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Value;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.jwasm.capabilities.AuditEvent;
import org.jwasm.capabilities.AuditLog;
import org.jwasm.capabilities.Capability;
import org.jwasm.capabilities.ClockCapability;
import org.jwasm.capabilities.ControlCapability;
import org.jwasm.capabilities.ObjectCapability;
import org.jwasm.capabilities.SpawnCapability;
import org.jwasm.nanoprocess.Endowment;
import org.jwasm.nanoprocess.Image;
import org.jwasm.nanoprocess.Limits;
import org.jwasm.nanoprocess.NanoProcess;
import org.jwasm.nanoprocess.Supervisor;

/** JavaScript that spawns nano-processes and rules over them, and its objects as capabilities of nano-processes (S13). */
@Timeout(60)
class NanoProcessesTest {

    private static final int NOTCAPABLE = 76;
    private static final String WORKER = """
                    (module (import "capability" "clock" (global $clock externref)) (import "capability-method" "now()->s64" (func $now (param externref) (result i64)))
                      (import "capability-method" "sleep(s64)" (func $sleep (param externref i64)))
                      (import "capability-method" "failure" (tag $failure (param i32)))
                      (func (export "now") (result i64) (call $now (global.get $clock)))
                      (func (export "sleep") (result i32)
                        (block $caught (result i32) (try_table (catch $failure $caught) (call $sleep (global.get $clock) (i64.const 0))) (i32.const 0)))
                      (func (export "add") (param i32 i32) (result i32) (i32.add (local.get 0) (local.get 1)))
                      (func (export "divide") (param i32 i32) (result i32) (i32.div_s (local.get 0) (local.get 1))))""";
    private static final String GUEST = """
                    (module (import "capability" "notifier" (global $n externref)) (import "capability-method" "failure" (tag $failure (param i32)))
                      (import "capability-method" "show(string)->s32" (func $show (param externref i32 i32) (result i32)))
                      (import "capability-method" "clear()->s32" (func $clear (param externref) (result i32)))
                      (import "capability-method" "fail()->s32" (func $fail (param externref) (result i32)))
                      (memory 1) (data (i32.const 0) "paid")
                      (func (export "show") (result i32) (block $caught (result i32) (try_table (result i32) (catch $failure $caught)
                        (i32.sub (i32.const 0) (call $show (global.get $n) (i32.const 0) (i32.const 4))))))
                      (func (export "clear") (result i32) (block $caught (result i32) (try_table (result i32) (catch $failure $caught) (call $clear (global.get $n)))))
                      (func (export "fail") (result i32) (block $caught (result i32) (try_table (result i32) (catch $failure $caught) (call $fail (global.get $n))))))""";

    private final AuditLog log = AuditLog.builder().plainArguments().build();
    private final Context context = JavaScript.builder().build();
    private final Supervisor supervisor = Supervisor.in(context, Limits.NONE, log);

    @AfterEach
    void close() {
        supervisor.close();
        context.close();
    }

    private Image image(String text) {
        return supervisor.load("module", text.getBytes(StandardCharsets.UTF_8));
    }

    private List<String> denied() {
        return log.trail().events(AuditEvent.Type.DENIAL).stream().map(e -> e.holder() + " " + e.kind() + " " + e.operation() + ": " + e.reason()).toList();
    }

    private Value js(String text) {
        return context.eval("js", text);
    }

    private void hand(Map<SpawnCapability.Resource, Long> budget) throws Exception {
        context.getBindings("js").putMember("spawn", supervisor.spawning(Map.of("worker", image(WORKER)), budget).delegate(supervisor.holder()));
        context.getBindings("js").putMember("clock", ClockCapability.monotonic().delegate(supervisor.holder()));
    }

    @Test
    void aChildWithLessThanItsParent() throws Exception {
        hand(Map.of());
        js("const child = spawn.spawn('worker', 'w', 'clock', clock.without('wait'))");
        NanoProcess worker = supervisor.find("w");
        assertThat(js("child.call('add', 20, 22)").asInt()).isEqualTo(42);
        assertThat(js("child.call('now') > 0").asBoolean()).isTrue();
        assertThat(js("clock.sleep(0); child.call('sleep')").asInt()).isEqualTo(NOTCAPABLE);
        assertThat(denied()).containsExactly("w clock sleep: without the right wait");
        assertThat(js("child.state()").asString()).isEqualTo("running");
        assertThat(js("child.kill('enough'); child.await()").asString()).isEqualTo("killed: enough (by host)");
        assertThat(worker.isAlive()).isFalse();
        assertThat(js("child.state()").asString()).isEqualTo("dead");
        assertThat(js("clock.now() > 0").asBoolean()).as("what it was derived from lives on").isTrue();
    }

    @Test
    void failuresAreExceptions() throws Exception {
        hand(Map.of());
        assertThat(js("""
                        const bad = spawn.spawn('worker', 'bad', 'clock', clock);
                        const good = spawn.spawn('worker', 'good', 'clock', clock);
                        let first, second;
                        try { bad.call('divide', 1, 0) } catch (e) { first = e.message }
                        try { bad.call('add', 1, 2) } catch (e) { second = e.message }
                        first + '; ' + second + '; ' + bad.death() + '; ' + good.call('divide', 6, 3)""").asString()).isEqualTo("nano-process bad: trap: integer divide by zero; " +
                                        "INVAL: bad is dead: trap: integer divide by zero; trap: integer divide by zero; 2");
    }

    @Test
    void noMoreThanTheBudget() throws Exception {
        hand(Map.of(SpawnCapability.Resource.CHILDREN, 5L));
        assertThat(js("""
                        const one = spawn.limit('children', 1);
                        const child = one.spawn('worker', 'w1', 'clock', clock);
                        let refused;
                        try { one.spawn('worker', 'w2', 'clock', clock) } catch (e) { refused = e.message }
                        refused + '; ' + one.remaining('children') + ' ' + spawn.remaining('children')""").asString()).isEqualTo(
                        "PERM: nano-process w2: spawn capability of host: charge denied: the budget of children is spent; 0 4");
    }

    /** S13: the same rules and the same log as for capabilities of the host. */
    @Test
    void anObjectAsACapability() throws Exception {
        Value notifier = js("const shown = []; ({show: text => shown.push(text), clear: () => (shown.length = 0), fail: () => { throw new Error('secret') }})");
        ObjectCapability original = supervisor.object(notifier, "show", "fail");
        NanoProcess guest = supervisor.spawn("guest", image(GUEST), Endowment.builder().grant("notifier", original).build());
        assertThat(guest.call("show")).isEqualTo(-1);
        assertThat(guest.call("show")).isEqualTo(-2);
        assertThat(js("shown.join()").asString()).isEqualTo("paid,paid");
        assertThat(guest.call("clear")).isEqualTo(NOTCAPABLE);
        assertThat(denied()).containsExactly("guest object member: it has no member \"clear\"");
        assertThat((int) guest.call("fail")).isPositive();
        Capability granted = guest.endowment().named().get("notifier");
        granted.revoke();
        assertThat(guest.call("show")).isEqualTo(NOTCAPABLE);
        assertThat(js("shown.length").asInt()).isEqualTo(2);
        assertThat(denied().getLast()).isEqualTo("guest object member: it was revoked");
        assertThat(log.trail().events(AuditEvent.Type.GRANT)).anySatisfy(grant -> assertThat(grant.kind() + " to " + grant.holder()).isEqualTo("object to guest"));
        assertThat(original.isLive()).isTrue();
    }

    /** JavaScript has one thread at a time: in another one, its objects fail, which the guest can catch. */
    @Test
    void objectsInTwoThreads() throws Exception {
        Value notifier = js("const shown = []; ({show: text => shown.push(text)})");
        NanoProcess guest = supervisor.spawn("guest", image(GUEST), Endowment.builder().grant("notifier", supervisor.object(notifier, "show")).build());
        // One for all, which also once failed to enter JavaScript.
        ExecutorService other = Executors.newSingleThreadExecutor();
        context.enter();
        try {
            assertThat(other.submit(() -> guest.call("show")).get(30, TimeUnit.SECONDS)).as("busy, in WASI").isEqualTo(10);
        } finally {
            context.leave();
        }
        assertThat(other.submit(() -> guest.call("show")).get(30, TimeUnit.SECONDS)).isEqualTo(-1);
        hand(Map.of());
        Value control = js("const child = spawn.spawn('worker', 'w', 'clock', clock); child");
        ControlCapability child = supervisor.find("w").control();
        context.enter();
        try {
            assertThat(other.submit(() -> child.call("add", 1, 2)).get(30, TimeUnit.SECONDS)).isEqualTo(3);
        } finally {
            context.leave();
            other.shutdown();
        }
        assertThat(control.invokeMember("call", "add", 2, 2).asInt()).isEqualTo(4);
    }
}
