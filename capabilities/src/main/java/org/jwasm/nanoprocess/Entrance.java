// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.nanoprocess;

import java.lang.invoke.VarHandle;

import org.jwasm.capabilities.Capability;
import org.jwasm.capabilities.CapabilityException;
import org.jwasm.capabilities.Grant;
import org.jwasm.capabilities.host.Blocking;
import org.jwasm.capabilities.host.ThreadStack;
import org.jwasm.nanoprocess.spi.Gate;
import org.jwasm.runtime.CallFailure;
import org.jwasm.runtime.FailureType;
import org.jwasm.runtime.StackProbe;
import org.jwasm.runtime.V128;
import org.jwasm.runtime.WasmException;
import org.jwasm.runtime.WasmI31;
import org.jwasm.runtime.WasmThrown;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;

/** Where others come into a nano-process. */
final class Entrance extends Gate {

    /**
     * Who is called finds at least this part of the stack that its caller found: what the caller uses more than that, it can't use to have the
     * callee die of it.
     */
    private static final int SHARE = 4;
    /** What every callee finds, however deep calls are nested: enough to come in and go out. */
    private static final long LEAST_STACK = 32 << 10;

    private final NanoProcess process;
    private Account.Exceeded handleLimit;

    Entrance(NanoProcess process) {
        this.process = process;
    }

    @Override
    @TruffleBoundary(transferToInterpreterOnException = false)
    public void enter(Gate caller) {
        Entrance from = (Entrance) caller;
        if (from != null && (from.confined || confined && process.turn().inside() == Thread.currentThread())) {
            throw failure(CallFailure.REFUSED, "it can't be called while memory is allocated for a call");
        }
        NanoProcess outside = from == null ? HostEntry.innermost() : from.process;
        try {
            comeIn(outside);
        } catch (CapabilityException e) {
            throw failure(CallFailure.REFUSED, e.getMessage());
        }
        if (broken || isDead() || outside != null && !outside.isAlive()) {
            leaveTo(outside);
            Death cause = process.death();
            if (cause == null && !broken) {
                throw CallFailure.of(CallFailure.DEAD, "nano-process " + outside.path() + " is dead");
            }
            throw failure(CallFailure.DEAD, (cause == null ? Death.STACK_EXHAUSTED : cause).message());
        }
        if (from == null) {
            note(outside);
        }
    }

    /** Remembers where the host's call came from, or goes out again. */
    private void note(NanoProcess outside) {
        boolean noted = false;
        try {
            HostEntry.push(process, outside);
            noted = true;
        } finally {
            if (!noted) {
                leaveTo(outside);
            }
        }
    }

    /** The same for the host's own call. */
    void enterFromHost() {
        NanoProcess outside = HostEntry.innermost();
        try {
            comeIn(outside);
        } catch (WasmThrown e) {
            throw new NanoProcessException(process.path(), CallFailure.isLackOfStack(e) ? "there isn't enough stack left to call it"
                            : "it waits for this thread, so it can't be called from here");
        } catch (WasmException e) {
            throw new NanoProcessException(process.path(), "there isn't enough stack left to call it");
        } catch (CapabilityException e) {
            throw new NanoProcessException(process.path(), "interrupted while waiting for a call by another thread");
        }
        process.endIfBroken();
        if (isDead()) {
            leaveTo(outside);
            throw new NanoProcessException(process.path(), process.death());
        }
        if (outside != null && !outside.isAlive()) {
            leaveTo(outside);
            throw new NanoProcessException(outside.path(), outside.death());
        }
        note(outside);
    }

    /** @param outside whose code called this, or null: while this one's runs, who stops that one waits */
    private void comeIn(NanoProcess outside) throws CapabilityException {
        long share = requireStack(outside);
        takeTurn(outside);
        process.turn().setStack(outside == null ? ThreadStack.end() : outside.turn().stackEnd(), share);
    }

    @Override
    @TruffleBoundary(transferToInterpreterOnException = false)
    public void requireStack(Gate caller) {
        requireStack(caller == null ? HostEntry.innermost() : ((Entrance) caller).process);
    }

    /** Makes sure that the callee finds its share of the stack; that share. */
    private long requireStack(NanoProcess outside) {
        long end = outside == null ? ThreadStack.end() : outside.turn().stackEnd();
        if (end == ThreadStack.UNKNOWN) {
            StackProbe.medium(null);
            return 0;
        }
        long share = outside == null ? LEAST_STACK : Math.max(LEAST_STACK, outside.turn().stackShare() / SHARE);
        long left = ThreadStack.left(end);
        if (left < share) {
            throw failure(CallFailure.NO_STACK, "there isn't enough stack left to call it");
        }
        return outside == null ? left : share;
    }

    private void takeTurn(NanoProcess outside) throws CapabilityException {
        while (true) {
            if (outside != null) {
                // Before coming in, which is a fence: who stops the caller waits as long as it sees this.
                outside.turn().goOut(process.id());
            }
            try {
                if (!process.turn().tryEnter()) {
                    // Until it is in, the caller can be stopped where it waits.
                    comeBack(outside);
                    await();
                    if (outside != null) {
                        outside.turn().goOut(process.id());
                        VarHandle.fullFence();
                    }
                }
            } catch (CapabilityException | RuntimeException | Error e) {
                comeBack(outside);
                throw e;
            }
            if (!process.pausing().isRequested() || isDead()) {
                return;
            }
            leaveTo(outside);
            process.pausing().awaitEnd();
        }
    }

    private void await() throws CapabilityException {
        boolean[] entered = new boolean[1];
        Blocking.await(() -> entered[0] = process.turn().enter());
        if (!entered[0]) {
            throw failure(CallFailure.DEADLOCK, "it waits for its caller, so it can't be called from there");
        }
    }

    private static void comeBack(NanoProcess outside) {
        if (outside != null) {
            outside.turn().comeBack();
        }
    }

    private void leaveTo(NanoProcess outside) {
        process.turn().leave();
        comeBack(outside);
    }

    @Override
    @TruffleBoundary(transferToInterpreterOnException = false)
    public void leave(Gate caller) {
        if (caller == null) {
            leaveTo(HostEntry.pop());
            return;
        }
        NanoProcess outside = ((Entrance) caller).process;
        leaveTo(outside);
        if (outside.pausing().isRequested()) {
            park(outside);
        }
        if (!outside.isAlive()) {
            throw WasmException.of(FailureType.TRAP, "nano-process " + outside.path() + " is dead");
        }
    }

    private static void park(NanoProcess paused) {
        try {
            paused.pausing().park();
        } catch (CapabilityException e) {
            // A thread that the host interrupts stops at its next safepoint.
            Thread.currentThread().interrupt();
        }
    }

    @Override
    @TruffleBoundary(transferToInterpreterOnException = false)
    public Object receive(Object reference, Gate from) {
        return switch (reference) {
            case null -> null;
            case V128 _, WasmI31 _ -> reference;
            case Capability capability -> received(capability, from);
            case Grant grant when grant.capability().holder() == process.holder() -> grant.capability();
            default -> throw failure(CallFailure.REFUSED, "a reference that is no capability can't pass from one nano-process to another");
        };
    }

    private Capability received(Capability capability, Gate from) {
        if (capability.holder() == process.holder()) {
            return capability;
        }
        if (from instanceof Entrance sender && capability.holder() != sender.process.holder()) {
            throw failure(CallFailure.REFUSED, "a capability that its sender doesn't hold can't be handed on");
        }
        try {
            return capability.delegate(process.holder());
        } catch (CapabilityException e) {
            throw failure(CallFailure.REFUSED, e.getMessage());
        }
    }

    @Override
    public void lacks(String module, String name) {
        if (process.holder().audit() != null) {
            process.holder().audit().notGranted(process.holder(), module + "." + name);
        }
    }

    @Override
    public boolean isDead() {
        return !process.isAlive();
    }

    @Override
    @TruffleBoundary
    public boolean chargeHandles(long delta) {
        Account.Exceeded limit = process.account().charge(Resource.HANDLES, delta);
        if (limit != null) {
            handleLimit = limit;
        }
        return limit == null;
    }

    @Override
    public WasmException handlesExhausted() {
        process.isExceeding(handleLimit);
        return WasmException.of(FailureType.EXHAUSTION, "exhausted:" + Resource.HANDLES);
    }

    @Override
    @TruffleBoundary
    public RuntimeException fail(Throwable failure) {
        if (!StackProbe.isRoomy()) {
            // It is broken, and buried when the stack is unwound.
            process.supervisor().expectBroken();
            return CallFailure.of(CallFailure.DEAD, Death.STACK_EXHAUSTED.message());
        }
        process.die(process.classify(failure));
        return failure(CallFailure.DEAD, process.death().message());
    }

    private WasmThrown failure(int error, String message) {
        return CallFailure.of(error, "nano-process " + process.path() + ": " + message);
    }
}
