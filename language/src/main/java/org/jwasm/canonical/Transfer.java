// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.canonical;

import java.util.ArrayList;
import java.util.List;

import org.jwasm.capabilities.Capability;
import org.jwasm.runtime.FuelTank;
import org.jwasm.runtime.WasmException;
import org.jwasm.runtime.WasmMemory;
import org.jwasm.runtime.WasmThrown;
import org.jwasm.wit.HandleType;

import com.oracle.truffle.api.CompilerDirectives;
import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.nodes.Node;

/**
 * Values on their way from one side of a call to the other: the arguments of a call, which is also the scope of what is
 * borrowed for it, or its results.
 */
final class Transfer {

    private static final long MOST_FOR_HOST = 64L << 20;

    /** @param isDelegated whether the capability is one that was made for the target */
    private record Given(int index, Handle handle, boolean isDelegated) {
    }

    /** Null if that side is the host. */
    final CanonicalInstance source;
    /** Null if that side is the host. */
    final CanonicalInstance target;
    final WasmMemory from;
    final WasmMemory to;
    /** What the target's memory is allocated in instead of by itself, or null. */
    final Staging staging;
    /** Whether this was lifted and checked before. */
    final boolean isLifted;
    private final boolean isForCallee;
    /** Handles of the source whose capabilities are borrowed. */
    private List<Handle> lent;
    /** What the target got. */
    private List<Given> given;
    private long copiedToHost;
    /** How many borrowed handles the target has not dropped yet. */
    private int borrows;

    /** @param isForCallee whether these are arguments, not results */
    private Transfer(CanonicalInstance source, CanonicalInstance target, boolean isForCallee) {
        this.isForCallee = isForCallee;
        this.source = source;
        this.target = target;
        this.from = source == null ? null : source.memory();
        this.to = target == null ? null : target.memory();
        this.staging = null;
        this.isLifted = false;
    }

    /** @param source null for the second half of the way */
    private Transfer(CanonicalInstance source, CanonicalInstance target, Staging staging) {
        this.isForCallee = false;
        this.source = source;
        this.target = target;
        this.isLifted = source == null;
        this.from = isLifted ? staging.memory() : source.memory();
        this.to = isLifted ? target.memory() : staging.begin();
        this.staging = isLifted ? null : staging;
    }

    static Transfer ofArguments(CanonicalInstance caller, CanonicalInstance callee) {
        return new Transfer(caller, callee, true);
    }

    static Transfer ofResult(CanonicalInstance callee, CanonicalInstance caller) {
        return new Transfer(callee, caller, false);
    }

    /** A result on its way out of the callee, with the handles for the caller. */
    static Transfer ofResultToStaging(CanonicalInstance callee, CanonicalInstance caller) {
        return new Transfer(callee, caller, caller.staging());
    }

    /** The same on its way into the caller. */
    static Transfer ofStagedResult(CanonicalInstance caller) {
        return new Transfer(null, caller, caller.staging());
    }

    /** The source pays for a string or list as for a bulk instruction, and for one more, so that many empty ones cost something. */
    void pay(long bytes, Node location) {
        if (isLifted) {
            return;
        }
        FuelTank fuel = source.fuel();
        if (fuel != null) {
            try {
                fuel.consume(1, location);
                fuel.consumeRange(bytes, location);
            } catch (WasmException e) {
                CompilerDirectives.transferToInterpreter();
                throw CanonicalFault.in(source, e);
            }
        }
    }

    /** Whether there is still somebody to copy for: whoever stops the caller doesn't interrupt what is done for it elsewhere. */
    void checkCaller() {
        CanonicalInstance caller = isForCallee ? source : target;
        if (caller != null && caller.gate().isDead()) {
            CompilerDirectives.transferToInterpreter();
            throw CanonicalFault.of(caller, caller + " is dead");
        }
    }

    /** Before so many bytes of the host's heap are used up: a guest must not make much of little. */
    void payHost(long bytes) {
        copiedToHost += bytes;
        if (copiedToHost > MOST_FOR_HOST) {
            throw sourceFault("values of more than " + MOST_FOR_HOST + " bytes can't be passed to the host");
        }
    }

    CanonicalFault sourceFault(String message) {
        return CanonicalFault.of(source, message);
    }

    CanonicalFault targetFault(String message) {
        return CanonicalFault.of(target, message);
    }

    /** From the handle of one side to one of the other, for whom the capability is delegated. */
    @TruffleBoundary
    int move(HandleType type, int index) {
        if (isLifted) {
            return index;
        }
        Handle handle = checked(type, index);
        Capability received = receive(handle.capability);
        commit(type, index, handle);
        return add(type, received, received != handle.capability);
    }

    /** Spec: {@code lift_own}, {@code lift_borrow}. */
    @TruffleBoundary
    Capability take(HandleType type, int index) {
        Handle handle = checked(type, index);
        commit(type, index, handle);
        return handle.capability;
    }

    /** Spec: {@code lower_own}, {@code lower_borrow}. */
    @TruffleBoundary
    int give(HandleType type, Capability capability) {
        Capability received = receive(capability);
        return add(type, received, received != capability);
    }

    private Handle checked(HandleType type, int index) {
        Handle handle = source.handles().get(index);
        if (handle == null) {
            throw sourceFault("unknown handle index " + Integer.toUnsignedString(index));
        }
        if (!type.accepts(handle.capability.kind())) {
            throw sourceFault("handle index " + index + " is of a " + handle.capability.kind() + ", not of a " + type.resource());
        }
        if (type.owned() && !handle.isOwned()) {
            throw sourceFault("handle index " + index + " is borrowed, so it can't be handed over");
        }
        if (type.owned() && handle.lends > 0) {
            throw sourceFault("handle index " + index + " is lent, so it can't be handed over");
        }
        return handle;
    }

    private void commit(HandleType type, int index, Handle handle) {
        if (type.owned()) {
            source.handles().remove(index);
        } else {
            handle.lends++;
            lent = lent == null ? new ArrayList<>() : lent;
            lent.add(handle);
        }
    }

    private Capability receive(Capability capability) {
        try {
            return (Capability) target.gate().receive(capability, source == null ? null : source.gate());
        } catch (WasmThrown e) {
            throw source == null ? new IllegalArgumentException(e.getMessage()) : CanonicalFault.in(source, e);
        }
    }

    private int add(HandleType type, Capability capability, boolean isDelegated) {
        Handle handle = new Handle(capability, type.owned() ? null : this);
        int index = target.handles().add(handle);
        if (index < 0) {
            // Who calls is to blame: it must not be able to end others with handles that they didn't ask for.
            throw isForCallee && source != null ? sourceFault(target + " may have no more handles")
                            : CanonicalFault.in(target, target.gate().handlesExhausted());
        }
        borrows += type.owned() ? 0 : 1;
        given = given == null ? new ArrayList<>() : given;
        given.add(new Given(index, handle, isDelegated));
        return index;
    }

    /** A borrowed handle was dropped. */
    void dropped() {
        borrows--;
    }

    /** The callee has returned: it must have dropped all that it borrowed. */
    void checkReturned() {
        if (borrows > 0) {
            throw targetFault("it returns without having dropped what it borrowed");
        }
    }

    /** The call is over: nothing is lent any more. */
    void end() {
        if (lent != null || given != null) {
            endLoans();
        }
    }

    @TruffleBoundary
    private void endLoans() {
        if (lent != null) {
            lent.forEach(handle -> handle.lends--);
        }
        for (Given each : given()) {
            if (!each.handle().isOwned() && each.isDelegated()) {
                each.handle().capability.revoke();
            }
        }
    }

    private List<Given> given() {
        return given == null ? List.of() : given;
    }

    /** The call didn't happen: takes back the handles that the target got. */
    @TruffleBoundary
    void undo() {
        for (Given each : given()) {
            if (target.handles().get(each.index()) == each.handle()) {
                target.handles().remove(each.index());
            }
            if (each.isDelegated()) {
                each.handle().capability.revoke();
            }
        }
    }
}
