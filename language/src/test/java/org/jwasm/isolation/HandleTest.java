// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.isolation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.jwasm.capabilities.Capability;
import org.jwasm.capabilities.CapabilityException;
import org.jwasm.capabilities.ClockCapability;
import org.jwasm.capabilities.RandomCapability;
import org.jwasm.capabilities.Right;
import org.jwasm.nanoprocess.Death;
import org.jwasm.nanoprocess.Endowment;
import org.jwasm.nanoprocess.Limits;
import org.jwasm.nanoprocess.NanoProcess;
import org.jwasm.nanoprocess.NanoProcessException;
import org.jwasm.nanoprocess.Resource;
import org.jwasm.nanoprocess.Supervisor;
import org.jwasm.nanoprocess.TypedFunction;
import org.jwasm.wit.WitDocument;
import org.jwasm.wit.WitFunction;

/** Capabilities as handles: R6 and R18 are requirements of the design. */
@Timeout(120)
class HandleTest {

    private static final WitDocument TYPES = WitDocument.parse("resource clock; resource random; resource capability;");
    private static final WitFunction LOOK = TYPES.function("look: func(clock: borrow<clock>) -> u32");
    private static final WitFunction KEEP = TYPES.function("keep: func(clock: clock)");
    private static final WitFunction GIVE = TYPES.function("give: func() -> clock");
    private static final String DROP = "(import \"e\" \"[resource-drop]clock\" (func $drop (param i32)))";
    /** Keeps one handle. */
    private static final String HOLDER = "(module " + DROP + """
                    (import "e" "look" (func $look (param i32) (result i32)))
                    (global $handle (mut i32) (i32.const 0))
                    (func (export "keep") (param i32) (global.set $handle (local.get 0)))
                    (func (export "handle") (result i32) (global.get $handle))
                    (func (export "give") (result i32) (global.get $handle))
                    (func (export "lend") (param i32) (result i32) (call $look (local.get 0)))
                    (func (export "drop") (param i32) (call $drop (local.get 0))))""";

    private final Supervisor supervisor = Supervisor.create();
    private final ClockCapability clock = ClockCapability.monotonic();

    @AfterEach
    void close() {
        supervisor.close();
    }

    private NanoProcess spawn(String name, String text, Endowment endowment) {
        return supervisor.spawn(name, supervisor.load(name, text.getBytes(StandardCharsets.UTF_8)), endowment);
    }

    private NanoProcess holder(String name, TypedFunction look) {
        return spawn(name, HOLDER, Endowment.builder().bind("e", look).build());
    }

    @Test
    void ownedHandlesMove() {
        Capability[] used = new Capability[1];
        NanoProcess holder = holder("holder", TypedFunction.of(LOOK, arguments -> {
            used[0] = (Capability) arguments[0];
            return 7L;
        }));
        holder.function(KEEP).call(clock);
        assertThat(holder.used(Resource.HANDLES)).isEqualTo(1);
        int handle = (int) holder.call("handle");
        assertThat(holder.call("lend", handle)).isEqualTo(7);
        assertThat(used[0].holder()).isSameAs(holder.holder());
        assertThat(used[0].parent()).isSameAs(clock);
        assertThat(holder.call("lend", handle)).as("it still has it").isEqualTo(7);
        assertThat(((Capability) holder.function(GIVE).call()).parent()).isSameAs(clock);
        assertThat(supervisor.used(Resource.HANDLES)).isZero();
        assertThatThrownBy(() -> holder.call("lend", handle)).isInstanceOf(NanoProcessException.class).hasMessageContaining("unknown handle index " + handle);
    }

    @Test
    void borrowedHandlesEndWithTheCall() {
        NanoProcess borrower = spawn("borrower", "(module " + DROP + """
                        (global $dropping (export "dropping") (mut i32) (i32.const 1))
                        (func (export "drops") (param i32) (global.set $dropping (local.get 0)))
                        (func (export "look") (param i32) (result i32)
                          (if (global.get $dropping) (then (call $drop (local.get 0)))) (local.get 0)))"""
                        , Endowment.EMPTY);
        NanoProcess holder = holder("holder", borrower.function(LOOK));
        holder.function(KEEP).call(clock);
        int handle = (int) holder.call("handle");
        for (int i = 0; i < 100; i++) {
            assertThat((int) holder.call("lend", handle)).as("an index of the borrower's own").isPositive();
        }
        assertThat(supervisor.used(Resource.HANDLES)).isEqualTo(1);
        assertThat(borrower.function(LOOK).call(clock)).isEqualTo(1L);
        borrower.call("drops", 0);
        assertThatThrownBy(() -> holder.call("lend", handle)).isInstanceOf(NanoProcessException.class).hasMessageContaining(
                        "nano-process borrower: trap: call of `look`: it returns without having dropped what it borrowed");
        assertThat(borrower.isAlive()).isFalse();
    }

    /** Whatever became of a borrowed capability, after the call it is of no use. */
    @Test
    void whatWasBorrowedIsTakenBack() {
        Capability[] seen = new Capability[1];
        NanoProcess borrower = spawn("borrower", "(module " + DROP + """
                        (import "e" "look" (func $look (param i32) (result i32)))
                        (func (export "look") (param i32) (result i32) (local $seen i32)
                          (local.set $seen (call $look (local.get 0))) (call $drop (local.get 0)) (local.get $seen)))""",
                        Endowment.builder().bind("e", TypedFunction.of(LOOK, arguments -> {
                            seen[0] = (Capability) arguments[0];
                            return seen[0].isLive() ? 1L : 0L;
                        })).build());
        NanoProcess holder = holder("holder", borrower.function(LOOK));
        holder.function(KEEP).call(clock);
        assertThat(holder.call("lend", 1)).isEqualTo(1);
        assertThat(seen[0].holder()).isSameAs(borrower.holder());
        assertThat(seen[0].isLive()).isFalse();
        assertThat(clock.isLive()).isTrue();
        assertThat(borrower.function(LOOK).call(clock)).isEqualTo(1L);
        assertThat(seen[0].isLive()).isFalse();
        assertThat(holder.call("lend", 1)).as("again").isEqualTo(1);
    }

    @Test
    void revokedCapabilitiesAreNotHandedOn() throws CapabilityException {
        NanoProcess taker = spawn("taker", "(module (func (export \"look\") (param i32) (result i32) (i32.const 0)))", Endowment.EMPTY);
        NanoProcess holder = holder("holder", taker.function(LOOK));
        ClockCapability given = clock.uses(1000);
        holder.function(KEEP).call(given);
        given.revoke();
        assertThatThrownBy(() -> holder.call("lend", 1)).isInstanceOf(NanoProcessException.class).hasMessageContaining("revoked");
        assertThat(taker.isAlive()).isTrue();
        assertThatThrownBy(() -> taker.function(LOOK).call(given)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("revoked");
        assertThat(taker.used(Resource.HANDLES)).isZero();
    }

    @Test
    void whatIsLentStays() {
        NanoProcess[] holder = new NanoProcess[1];
        holder[0] = holder("dropper", TypedFunction.of(LOOK, _ -> {
            holder[0].call("drop", holder[0].call("handle"));
            return 0L;
        }));
        holder[0].function(KEEP).call(clock);
        assertThatThrownBy(() -> holder[0].call("lend", 1)).isInstanceOf(NanoProcessException.class).hasMessageContaining("is lent, so it can't be dropped");
        holder[0] = holder("giver", TypedFunction.of(LOOK, _ -> {
            holder[0].function(GIVE).call();
            return 0L;
        }));
        holder[0].function(KEEP).call(clock);
        assertThatThrownBy(() -> holder[0].call("lend", 1)).isInstanceOf(NanoProcessException.class).hasMessageContaining("is lent, so it can't be handed over");
    }

    @Test
    void borrowedHandlesCannotBeHandedOver() {
        NanoProcess thief = spawn("thief", """
                        (module (import "e" "keep" (func $keep (param i32)))
                          (func (export "look") (param i32) (result i32) (call $keep (local.get 0)) (i32.const 0)))""",
                        Endowment.builder().bind("e", TypedFunction.of(KEEP, _ -> null)).build());
        assertThatThrownBy(() -> thief.function(LOOK).call(clock)).isInstanceOf(NanoProcessException.class).hasMessageContaining(
                        "is borrowed, so it can't be handed over");
    }

    @Test
    void kindsAreChecked() throws CapabilityException {
        NanoProcess holder = holder("holder", TypedFunction.of(LOOK, _ -> 0L));
        assertThatThrownBy(() -> holder.function(KEEP).call(RandomCapability.secure())).isInstanceOf(IllegalArgumentException.class).hasMessageContaining(
                        "expected a clock, found a random");
        assertThatThrownBy(() -> holder.function(KEEP).call("clock")).isInstanceOf(IllegalArgumentException.class);
        holder.function(TYPES.function("keep: func(any: capability)")).call(RandomCapability.secure());
        assertThatThrownBy(() -> holder.call("lend", 1)).isInstanceOf(NanoProcessException.class).hasMessageContaining("is of a random, not of a clock");
        NanoProcess dropper = holder("dropper", TypedFunction.of(LOOK, _ -> 0L));
        dropper.function(TYPES.function("keep: func(any: capability)")).call(RandomCapability.secure());
        assertThatThrownBy(() -> dropper.call("drop", 1)).isInstanceOf(NanoProcessException.class).hasMessageContaining("is of a random, not of a clock");
    }

    @Test
    void theRightToHandOnIsAsked() throws CapabilityException {
        NanoProcess taker = spawn("taker", "(module (func (export \"look\") (param i32) (result i32) (i32.const 0)))", Endowment.EMPTY);
        NanoProcess holder = holder("holder", taker.function(LOOK));
        holder.function(KEEP).call(clock.without(Right.TRANSFER));
        assertThatThrownBy(() -> holder.call("lend", 1)).isInstanceOf(NanoProcessException.class).hasMessageContaining("nano-process taker").hasMessageContaining("transfer");
        assertThat(taker.isAlive()).isTrue();
        assertThat(taker.used(Resource.HANDLES)).isZero();
    }

    /** R6: no number is a handle but those that were given; a trap ends a nano-process, so each guess takes a new one. */
    @Test
    void guessesTrap() {
        var image = supervisor.load("holder", HOLDER.getBytes(StandardCharsets.UTF_8));
        Endowment endowment = Endowment.builder().bind("e", TypedFunction.of(LOOK, _ -> 0L)).build();
        int guesses = 0;
        for (int guess : new int[]{0, 1, 2, 3, 4, 7, 8, 255, 4095, 4096, 65535, 65536, 1 << 20, (1 << 28) - 1, 1 << 28, Integer.MAX_VALUE, Integer.MIN_VALUE, -1}) {
            for (String operation : List.of("lend", "drop")) {
                NanoProcess process = supervisor.spawn("guess" + guesses++, image, endowment);
                assertThatThrownBy(() -> process.call(operation, guess)).isInstanceOf(NanoProcessException.class).hasMessageContaining(
                                "unknown handle index " + Integer.toUnsignedString(guess));
            }
        }
        NanoProcess owner = supervisor.spawn("owner", image, endowment);
        owner.function(KEEP).call(clock);
        NanoProcess other = supervisor.spawn("other", image, endowment);
        assertThatThrownBy(() -> other.call("lend", owner.call("handle"))).as("another's handle").hasMessageContaining("unknown handle");
        assertThat(owner.isAlive()).isTrue();
    }

    /** R6 for all numbers up to 2^20: the guesser sees each of its guesses fail, through a callee that dies in its stead. */
    @Test
    void allGuessesUpToAMillionFail() {
        int[] reached = new int[1];
        TypedFunction all = TypedFunction.of(TYPES.function("all: func(handles: list<borrow<clock>>)"), arguments -> {
            reached[0] += ((List<?>) arguments[0]).size();
            return null;
        });
        String text = TypedGuests.module("(import \"e\" \"all\" (func $all (param i32 i32)))", """
                        (func (export "keep") (param i32))
                        (func (export "guess") (param $handle i32) (i32.store (i32.const 0) (local.get $handle)) (call $all (i32.const 0) (i32.const 1)))""");
        var image = supervisor.load("guesser", text.getBytes(StandardCharsets.UTF_8));
        Endowment endowment = Endowment.builder().bind("e", all).build();
        NanoProcess lucky = supervisor.spawn("lucky", image, endowment);
        lucky.function(KEEP).call(clock);
        lucky.call("guess", 1);
        assertThat(reached[0]).as("what it was given works").isEqualTo(1);
        for (int i = 0; i < 300; i++) {
            int guess = i < 100 ? i : (int) (i * 7919L % (1 << 20));
            NanoProcess guesser = supervisor.spawn("guesser" + i, image, endowment);
            assertThatThrownBy(() -> guesser.call("guess", guess)).isInstanceOf(NanoProcessException.class).hasMessageContaining("unknown handle");
        }
        assertThat(reached[0]).isEqualTo(1);
    }

    /** R18. */
    @Test
    void handlesAreLimited() {
        TypedFunction give = TypedFunction.of(GIVE, _ -> clock);
        String bomb = "(module " + DROP + """
                        (import "e" "give" (func $give (result i32)))
                        (func (export "hoard") (loop (drop (call $give)) (br 0)))
                        (func (export "careful") (param $n i32)
                          (loop (call $drop (call $give)) (local.set $n (i32.sub (local.get $n) (i32.const 1))) (br_if 0 (local.get $n)))))""";
        NanoProcess careful = spawn("careful", bomb, Endowment.builder().bind("e", give).limits(Limits.NONE.handles(1)).build());
        careful.call("careful", 10_000);
        NanoProcess hoarder = spawn("hoarder", bomb, Endowment.builder().bind("e", give).limits(Limits.NONE.handles(1000)).build());
        assertThatThrownBy(() -> hoarder.call("hoard")).isInstanceOfSatisfying(NanoProcessException.class, e -> {
            assertThat(e.death().cause()).isEqualTo(Death.Cause.EXHAUSTED);
            assertThat(e.death().resource()).isEqualTo(Resource.HANDLES);
        }).hasMessageContaining("exhausted:handles (limit 1000)");
        NanoProcess parent = spawn("parent", "(module)", Endowment.builder().limits(Limits.NONE.handles(10)).build());
        NanoProcess child = parent.spawn("child", supervisor.load("bomb", bomb.getBytes(StandardCharsets.UTF_8)), Endowment.builder().bind("e", give).build());
        assertThatThrownBy(() -> child.call("hoard")).hasMessageContaining("exhausted:handles (limit 10 of parent)");
        child.reaped().join();
        assertThat(parent.used(Resource.HANDLES)).isZero();
        assertThat(parent.isAlive()).isTrue();
    }

    /** Nobody can be ended with handles that it didn't ask for. */
    @Test
    void tooManyHandlesAreTheSendersFault() {
        NanoProcess taker = spawn("taker", "(module (func (export \"keep\") (param i32)))", Endowment.builder().limits(Limits.NONE.handles(2)).build());
        NanoProcess sender = spawn("sender", """
                        (module (import "e" "keep" (func $keep (param i32))) (import "e" "give" (func $give (result i32)))
                          (func (export "send") (call $keep (call $give))))""",
                        Endowment.builder().bind("e", taker.function(KEEP)).bind("e", TypedFunction.of(GIVE, _ -> clock)).build());
        sender.call("send");
        sender.call("send");
        assertThatThrownBy(() -> sender.call("send")).isInstanceOf(NanoProcessException.class).hasMessageContaining("nano-process taker may have no more handles");
        assertThat(taker.isAlive()).isTrue();
        assertThat(sender.isAlive()).isFalse();
        assertThatThrownBy(() -> taker.function(KEEP).call(clock)).isInstanceOf(NanoProcessException.class).hasMessageContaining("exhausted:handles (limit 2)");
    }

    /** And what came with a result that is none. */
    @Test
    void brokenResultsLeaveNoHandles() {
        WitFunction both = TYPES.function("both: func(clock: clock) -> result<tuple<clock, char>, string>");
        NanoProcess giver = spawn("giver", TypedGuests.module("", """
                        (func (export "both") (param i32) (result i32)
                          (i32.store (i32.const 4) (local.get 0)) (i32.store (i32.const 8) (i32.const -1)) (i32.const 0))"""), Endowment.EMPTY);
        NanoProcess asker = spawn("asker", TypedGuests.module("""
                        (import "e" "both" (func $both (param i32 i32))) (import "e" "give" (func $give (result i32)))""", """
                        (func (export "ask") (result i32) (call $both (call $give) (i32.const 16)) (i32.load8_u (i32.const 16)))"""),
                        Endowment.builder().bind("e", giver.function(both)).bind("e", TypedFunction.of(GIVE, _ -> clock)).build());
        assertThat(asker.call("ask")).as("an error").isEqualTo(1);
        assertThat(giver.isAlive()).isFalse();
        assertThat(asker.used(Resource.HANDLES)).isZero();
    }

    /** What was given for a call that didn't happen is taken back. */
    @Test
    void abortedCallsLeaveNoHandles() {
        WitFunction both = TYPES.function("both: func(clock: clock, letter: char)");
        NanoProcess taker = spawn("taker", "(module (func (export \"both\") (param i32 i32)))", Endowment.EMPTY);
        NanoProcess sender = spawn("sender", """
                        (module (import "e" "both" (func $both (param i32 i32))) (import "e" "give" (func $give (result i32)))
                          (func (export "send") (call $both (call $give) (i32.const -1))))""",
                        Endowment.builder().bind("e", taker.function(both)).bind("e", TypedFunction.of(GIVE, _ -> clock)).build());
        assertThatThrownBy(() -> sender.call("send")).hasMessageContaining("invalid `char`");
        assertThat(taker.used(Resource.HANDLES)).isZero();
        assertThat(taker.isAlive()).isTrue();
    }
}
