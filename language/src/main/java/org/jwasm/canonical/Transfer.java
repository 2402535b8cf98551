package org.jwasm.canonical;

import java.util.ArrayList;
import java.util.List;

import org.jwasm.capabilities.Capability;
import org.jwasm.runtime.WasmMemory;
import org.jwasm.wit.HandleType;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;

/**
 * Values on their way from one side of a call to the other: the arguments of a call, which is also the scope of what is
 * borrowed for it, or its results.
 */
final class Transfer {

    private static final long MOST_FOR_HOST = 64L << 20;

    /** Null if that side is the host. */
    final CanonicalInstance source;
    /** Null if that side is the host. */
    final CanonicalInstance target;
    final WasmMemory from;
    final WasmMemory to;
    /** Handles of the source whose capabilities are borrowed. */
    private List<Handle> lent;
    /** Indices of handles that the target got. */
    private List<Integer> given;
    private long copiedToHost;
    /** How many borrowed handles the target has not dropped yet. */
    private int borrows;

    Transfer(CanonicalInstance source, CanonicalInstance target) {
        this.source = source;
        this.target = target;
        this.from = source == null ? null : source.memory();
        this.to = target == null ? null : target.memory();
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

    /** From the handle of one side to one of the other. */
    @TruffleBoundary
    int move(HandleType type, int index) {
        return give(type, take(type, index));
    }

    /** Spec: {@code lift_own}, {@code lift_borrow}. */
    @TruffleBoundary
    Capability take(HandleType type, int index) {
        Handle handle = source.handles().get(index);
        if (handle == null) {
            throw sourceFault("unknown handle index " + Integer.toUnsignedString(index));
        }
        if (!type.accepts(handle.capability.kind())) {
            throw sourceFault("handle index " + index + " is of a " + handle.capability.kind() + ", not of a " + type.resource());
        }
        if (type.owned()) {
            if (!handle.isOwned()) {
                throw sourceFault("handle index " + index + " is borrowed, so it can't be handed over");
            }
            if (handle.lends > 0) {
                throw sourceFault("handle index " + index + " is lent, so it can't be handed over");
            }
            source.handles().remove(index);
        } else {
            handle.lends++;
            lent = lent == null ? new ArrayList<>() : lent;
            lent.add(handle);
        }
        return handle.capability;
    }

    /** Spec: {@code lower_own}, {@code lower_borrow}. */
    @TruffleBoundary
    int give(HandleType type, Capability capability) {
        int index;
        try {
            index = target.handles().add(new Handle(capability, type.owned() ? null : this));
        } catch (RuntimeException e) {
            throw CanonicalFault.in(target, e);
        }
        borrows += type.owned() ? 0 : 1;
        given = given == null ? new ArrayList<>() : given;
        given.add(index);
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

    /** What was lent is so no more. */
    void end() {
        if (lent != null) {
            endLends();
        }
    }

    @TruffleBoundary
    private void endLends() {
        lent.forEach(handle -> handle.lends--);
    }

    /** Takes back the handles that the target got for nothing. */
    void undo() {
        if (given != null) {
            given.forEach(target.handles()::remove);
        }
    }
}
