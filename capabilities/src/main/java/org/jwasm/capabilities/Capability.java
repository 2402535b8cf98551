package org.jwasm.capabilities;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.WeakHashMap;

import org.jwasm.runtime.ResultArray;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.interop.ArityException;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.TruffleObject;
import com.oracle.truffle.api.interop.UnknownIdentifierException;
import com.oracle.truffle.api.interop.UnsupportedTypeException;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;

/**
 * An authority that a guest can hold: an object of the host together with rights on it.
 *
 * <p>A capability can't be made by a guest, only handed to it or derived from one that it holds, and what is derived
 * never allows more. Revoking one revokes all that were derived from it, and what was opened through it; the original
 * stays alive. Revocation is pushed to the descendants, so that a use checks one flag.
 */
@ExportLibrary(InteropLibrary.class)
public abstract class Capability implements TruffleObject {

    private final Capability parent;
    private final int rights;
    private volatile boolean live = true;
    /** Weak, so that a holder who drops what it derived leaks nothing. */
    private Set<Capability> derived;

    /** A capability derived from {@code parent}, or an original one if that is null; rights beyond the parent's are cut off. */
    Capability(Capability parent, int rights) {
        this.parent = parent;
        this.rights = parent == null ? rights : rights & parent.rights;
    }

    /** What it is an authority on, in one lower-case word. */
    public abstract String kind();

    public final Set<Right> rights() {
        return Right.ofMask(rights);
    }

    public final boolean allows(Right right) {
        return (rights & right.bit()) != 0;
    }

    /** Whether neither it nor one that it was derived from has been revoked. */
    public final boolean isLive() {
        return live;
    }

    /** What it was derived from, or null. */
    public final Capability parent() {
        return parent;
    }

    final int rightsMask() {
        return rights;
    }

    /** Kills this capability and all that were derived from it; what waits in them fails. Nothing new starts after the return. */
    @TruffleBoundary
    public final void revoke() {
        ArrayDeque<Capability> work = new ArrayDeque<>();
        work.add(this);
        for (Capability next = work.poll(); next != null; next = work.poll()) {
            work.addAll(next.kill());
        }
        if (parent != null) {
            parent.forget(this);
        }
    }

    private List<Capability> kill() {
        List<Capability> children;
        synchronized (this) {
            if (!live) {
                return List.of();
            }
            live = false;
            children = derived == null ? List.of() : new ArrayList<>(derived);
            derived = null;
        }
        dispose();
        return children;
    }

    private synchronized void forget(Capability child) {
        if (derived != null) {
            derived.remove(child);
        }
    }

    /** Lets go of the host's object; called once, on revocation. */
    void dispose() {
    }

    /** Enters a derived capability into the tree; it must be complete. Disposes of it if this one is dead. */
    final <C extends Capability> C attach(C child) throws CapabilityException {
        synchronized (this) {
            if (live) {
                if (derived == null) {
                    derived = Collections.newSetFromMap(new WeakHashMap<>());
                }
                derived.add(child);
                return child;
            }
        }
        child.revoke();
        throw revoked();
    }

    final void requireLive() throws CapabilityException {
        if (!live) {
            throw revoked();
        }
    }

    /** The check before each operation. */
    final void require(Right right) throws CapabilityException {
        requireLive();
        if ((rights & right.bit()) == 0) {
            throw new CapabilityException(ErrorKind.NOTCAPABLE, kind() + " capability without the right " + right);
        }
    }

    private CapabilityException revoked() {
        return new CapabilityException(ErrorKind.REVOKED, kind() + " capability was revoked");
    }

    /** The names of the members that derive weaker capabilities. */
    String[] operations() {
        return new String[0];
    }

    /** Runs one of {@link #operations()}. */
    @SuppressWarnings("unused")
    Object operate(String name, Object[] arguments)
                    throws CapabilityException, ArityException, UnsupportedTypeException, UnknownIdentifierException {
        throw UnknownIdentifierException.create(name);
    }

    static void arity(Object[] arguments, int count) throws ArityException {
        if (arguments.length != count) {
            throw ArityException.create(count, count, arguments.length);
        }
    }

    @ExportMessage
    final boolean hasMembers() {
        return true;
    }

    @ExportMessage
    @TruffleBoundary
    final Object getMembers(@SuppressWarnings("unused") boolean includeInternal) {
        List<String> names = new ArrayList<>(List.of("kind", "rights", "live"));
        names.addAll(List.of(operations()));
        return new ResultArray(names.toArray());
    }

    @ExportMessage
    final boolean isMemberReadable(String member) {
        return switch (member) {
            case "kind", "rights", "live" -> true;
            default -> false;
        };
    }

    @ExportMessage
    @TruffleBoundary
    final Object readMember(String member) throws UnknownIdentifierException {
        return switch (member) {
            case "kind" -> kind();
            case "rights" -> new ResultArray(rights().stream().map(right -> right.name().toLowerCase(Locale.ROOT)).toArray());
            case "live" -> live;
            default -> throw UnknownIdentifierException.create(member);
        };
    }

    @ExportMessage
    @TruffleBoundary
    final boolean isMemberInvocable(String member) {
        return List.of(operations()).contains(member);
    }

    @ExportMessage
    @TruffleBoundary
    final Object invokeMember(String member, Object[] arguments)
                    throws ArityException, UnsupportedTypeException, UnknownIdentifierException {
        try {
            return operate(member, arguments);
        } catch (CapabilityException e) {
            throw new CapabilityFailure(e);
        }
    }

    @ExportMessage
    @TruffleBoundary
    final Object toDisplayString(@SuppressWarnings("unused") boolean allowSideEffects) {
        return toString();
    }

    @Override
    public String toString() {
        return kind() + " capability " + rights() + (live ? "" : " (revoked)");
    }
}
