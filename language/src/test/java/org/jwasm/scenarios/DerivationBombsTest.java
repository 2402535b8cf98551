// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.jwasm.capabilities.CapabilityException;
import org.jwasm.capabilities.ClockCapability;
import org.jwasm.nanoprocess.Death;
import org.jwasm.nanoprocess.Endowment;
import org.jwasm.nanoprocess.Limits;
import org.jwasm.nanoprocess.NanoProcess;
import org.jwasm.nanoprocess.NanoProcessException;
import org.jwasm.nanoprocess.Resource;

/** R18: guests that derive capabilities without end: what they keep is counted, and what they drop isn't. */
@Timeout(120)
class DerivationBombsTest extends Scenario {

    private static final int DQUOT = 19;
    private static final int MOST = 2_000;

    /** What a bomb does with each capability that it derives. */
    private enum Keeping {
        /** One of the one before, which a capability keeps. */
        CHAIN("(global.set $c (call $without (global.get $c) (i32.const 0) (i32.const 4)))"),
        /** All of one, in a table. */
        TABLE("(drop (table.grow $t (call $without (global.get $clock) (i32.const 0) (i32.const 4)) (i32.const 1)))"),
        /** Handed to another, who keeps it. */
        GRANT("(call $keep (global.get $clock))");

        final String text;

        Keeping(String text) {
            this.text = text;
        }
    }

    private static final String KEEPER = """
                    (module (table $t 0 externref) (func (export "keep") (param externref) (drop (table.grow $t (local.get 0) (i32.const 1)))))""";
    private static final String BOMB = """
                    (module (import "capability" "clock" (global $clock externref)) (import "keeper" "keep" (func $keep (param externref)))
                      (import "capability-method" "without(string)->capability" (func $without (param externref i32 i32) (result externref)))
                      (import "capability-method" "uses(s64)->capability" (func $uses (param externref i64) (result externref)))
                      (import "capability-method" "revoke()" (func $revoke (param externref)))
                      (import "capability-method" "now()->s64" (func $now (param externref) (result i64)))
                      (import "capability-method" "failure" (tag $failure (param i32)))
                      (memory 1) (data (i32.const 0) "wait") (table $t 0 externref) (global $c (mut externref) (ref.null extern))
                      (func (export "go") (global.set $c (global.get $clock)) (loop %s (br 0)))
                      (func (export "revoke") (param i32) (loop (call $revoke (call $without (global.get $clock) (i32.const 0) (i32.const 4)))
                        (local.set 0 (i32.sub (local.get 0) (i32.const 1))) (br_if 0 (local.get 0))))
                      (func (export "drop") (param i32) (loop (drop (call $without (global.get $clock) (i32.const 0) (i32.const 4)))
                        (local.set 0 (i32.sub (local.get 0) (i32.const 1))) (br_if 0 (local.get 0))))
                      (func (export "caveats") (result i32) (global.set $c (global.get $clock))
                        (block $caught (result i32) (try_table (catch $failure $caught) (loop (global.set $c (call $uses (global.get $c) (i64.const 1000))) (br 0))) (i32.const 0)))
                      (func (export "now") (result i64) (call $now (global.get $c))))""";

    private NanoProcess house;
    private NanoProcess sibling;

    private NanoProcess bomb(Keeping keeping, Limits limits) {
        house = spawn("house", "(module)", Endowment.EMPTY);
        sibling = house.spawn("sibling", image("(module (func (export \"work\") (param i32) (result i32) (i32.add (local.get 0) (i32.const 1))))"), Endowment.EMPTY);
        NanoProcess keeper = house.spawn("keeper", image(KEEPER), Endowment.builder().limits(Limits.NONE.capabilities(MOST)).build());
        return house.spawn("bomb", image(BOMB.formatted(keeping.text)), Endowment.builder().grant("clock", ClockCapability.monotonic()).bind("keeper", "keep",
                        keeper.function("keep")).limits(limits).build());
    }

    @ParameterizedTest
    @EnumSource
    void whatIsKeptIsCounted(Keeping keeping) throws Exception {
        // What passes is derived on its way, so that the sender's own limit could be the first to be reached.
        NanoProcess bomb = bomb(keeping, keeping == Keeping.GRANT ? Limits.NONE : Limits.NONE.capabilities(MOST));
        CompletableFuture<String> end = CompletableFuture.supplyAsync(() -> {
            try {
                bomb.call("go");
                return "";
            } catch (NanoProcessException e) {
                return e.getMessage();
            }
        });
        int calls = 0;
        while (!end.isDone()) {
            assertThat(sibling.call("work", calls)).isEqualTo(++calls);
        }
        String message = end.get(60, TimeUnit.SECONDS);
        NanoProcess keeper = supervisor.find("house/keeper");
        if (keeping == Keeping.GRANT) {
            assertThat(message).contains("house/keeper has as many capabilities as it may");
            // What the dead one gave is being taken back.
            assertThat(keeper.used(Resource.CAPABILITIES)).isBetween(0L, (long) MOST);
        } else {
            assertThat(message).contains("exhausted:capabilities (limit " + MOST);
            assertThat(bomb.death().cause() + " " + bomb.death().resource()).isEqualTo(Death.Cause.EXHAUSTED + " " + Resource.CAPABILITIES);
        }
        bomb.reaped().join();
        assertThat(house.isAlive() && sibling.isAlive() && keeper.isAlive()).isTrue();
        assertThat(house.used(Resource.CAPABILITIES)).as("what it had comes back").isZero();
        assertThat(sibling.call("work", 1)).isEqualTo(2);
    }

    /** Revoking gives back at once, dropping when the garbage collector comes by. */
    @Test
    void whatIsRevokedOrDroppedIsNotCounted() throws Exception {
        NanoProcess bomb = bomb(Keeping.CHAIN, Limits.NONE.capabilities(MOST));
        bomb.call("revoke", 3 * MOST);
        assertThat(bomb.used(Resource.CAPABILITIES)).as("what it was granted").isEqualTo(1);
        bomb.call("drop", MOST / 2);
        while (bomb.used(Resource.CAPABILITIES) > 1) {
            System.gc();
            Thread.sleep(1);
        }
    }

    /** The audit log is the host's, and keeps so many events. */
    @Test
    void theLogDoesNotGrow() {
        NanoProcess bomb = bomb(Keeping.CHAIN, Limits.NONE);
        bomb.call("drop", 70_000);
        assertThat(log.dropped()).isGreaterThan(4_000);
    }

    /** A use asks all of them, and the log tells all of them, so there can't be many. */
    @Test
    void caveatsAreFew() throws CapabilityException {
        NanoProcess bomb = bomb(Keeping.CHAIN, Limits.NONE.deadline(Duration.ofMinutes(1)));
        assertErrno(bomb.call("caveats"), DQUOT);
        assertThat((long) bomb.call("now")).isPositive();
        assertThat(denied().getLast()).isEqualTo("house/bomb clock uses: it has as many caveats as it may");
    }
}
