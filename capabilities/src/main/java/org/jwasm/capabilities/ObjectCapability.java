// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.capabilities;

import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

import org.jwasm.runtime.HeapBoundary;
import org.jwasm.runtime.ResultArray;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.TruffleContext;
import com.oracle.truffle.api.exception.AbstractTruffleException;
import com.oracle.truffle.api.interop.ArityException;
import com.oracle.truffle.api.interop.InteropException;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.InvalidArrayIndexException;
import com.oracle.truffle.api.interop.TruffleObject;
import com.oracle.truffle.api.interop.UnknownIdentifierException;
import com.oracle.truffle.api.interop.UnsupportedMessageException;
import com.oracle.truffle.api.interop.UnsupportedTypeException;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;

/**
 * Any object of Java, JavaScript, Python or another language of the context, behind a list of the members that may be used.
 *
 * <pre>{@code
 * ObjectCapability notifier = ObjectCapability.of(object, "show", "find").results("title");
 * }</pre>
 *
 * <p>What it gives is wrapped: it has only the members named by {@link #results}, dies with this capability, and becomes itself again
 * when it is passed back in. Numbers, strings and truth values pass as they are. {@link #object()} is what guests get: the object
 * with its own members, where the capability itself has those of all kinds.
 */
public final class ObjectCapability extends Kind<ObjectCapability> {

    /** Stands for calling the object itself. */
    public static final String CALL = "()";
    /** Stands for the elements of an array. */
    public static final String ELEMENTS = "[]";

    private static final Members<ObjectCapability> MEMBERS = Members.of(ObjectCapability.class)
                    .add("onlyMembers", 0, Integer.MAX_VALUE, (self, a) -> self.onlyMembers(a.strings(0).toArray(String[]::new)))
                    .add("readOnly", 0, (self, _) -> self.without(Right.WRITE))
                    .add("object", 0, (self, _) -> self.object());
    private static final InteropLibrary INTEROP = InteropLibrary.getUncached();

    /** The context that the target belongs to, or null if it can be used in any. */
    private final TruffleContext home;
    private final Object target;
    private final Set<String> members;
    private final Set<String> results;
    private final View view = new View(this);

    private ObjectCapability(Origin origin, TruffleContext home, Object target, Set<String> members, Set<String> results) {
        super(origin);
        this.home = home;
        this.target = target;
        this.members = members;
        this.results = results;
    }

    /**
     * @param target a value of the interop protocol
     * @param members names of members, {@link #CALL}, {@link #ELEMENTS}
     */
    public static ObjectCapability of(Object target, String... members) {
        return of(null, target, members);
    }

    /**
     * The same for an object that belongs to a context, such as one of Java or JavaScript: it is used in that one, whoever uses it.
     *
     * @param home null for the context that is entered when it is used
     */
    public static ObjectCapability of(TruffleContext home, Object target, String... members) {
        return new ObjectCapability(Origin.original(Right.READ, Right.WRITE, Right.CALL), home, Objects.requireNonNull(target), Set.of(members),
                        Set.of(ELEMENTS));
    }

    /** An original whose results have these members; the host chooses them before it hands the capability out. */
    public ObjectCapability results(String... names) {
        if (parent() != null) {
            throw new IllegalStateException("only an original can be told what its results are");
        }
        return new ObjectCapability(Origin.original(rightsMask()), home, target, members, Set.of(names));
    }

    @Override
    public String kind() {
        return "object";
    }

    @Override
    public String scope() {
        return new TreeSet<>(members).toString();
    }

    @Override
    ObjectCapability copy(Origin origin) {
        return new ObjectCapability(origin, home, target, members, results);
    }

    /** The same with only these of its members; its results keep theirs of them. */
    public ObjectCapability onlyMembers(String... names) throws CapabilityException {
        Set<String> kept = new TreeSet<>(members);
        kept.retainAll(Arrays.asList(names));
        return derive("onlyMembers", () -> new ObjectCapability(Origin.same(this), home, target, kept, results));
    }

    /** The object as guests see it. */
    public TruffleObject object() {
        return view;
    }

    boolean shows(String member) {
        return members.contains(member);
    }

    /** Something to do with the target. */
    @FunctionalInterface
    private interface Access {
        Object run() throws InteropException;
    }

    /** Something to do in the context of the target. */
    @FunctionalInterface
    private interface Work<T> {
        T run() throws InteropException, CapabilityException;
    }

    @TruffleBoundary
    private Object access(Right right, String member, Access access) throws InteropException {
        try {
            if (!members.contains(member)) {
                throw denied(ErrorKind.NOTCAPABLE, "member", member, "it has no member " + Text.quoted(member));
            }
            enter(right, "member", member);
            try {
                callBegins();
                return atHome(() -> {
                    Object result = access.run();
                    callEnds("member");
                    return wrap(result);
                });
            } catch (AbstractTruffleException e) {
                // The exception object of the other side stays there.
                throw new CapabilityException(ErrorKind.IO, "the object failed: " + e.getMessage());
            } finally {
                exit();
            }
        } catch (CapabilityException e) {
            throw new CapabilityFailure(e);
        }
    }

    private <T> T atHome(Work<T> work) throws InteropException, CapabilityException {
        Object previous = home == null ? null : enterHome();
        try {
            return work.run();
        } finally {
            if (home != null) {
                home.leave(null, previous);
            }
        }
    }

    private Object enterHome() throws CapabilityException {
        try {
            return home.enter(null);
        } catch (IllegalStateException e) {
            // Its languages allow one thread at a time, as JavaScript does, or it is closed.
            throw new CapabilityException(ErrorKind.BUSY, "the object's context is closed, or in use by another thread, of which its languages allow one at a time");
        }
    }

    /** A question to the target that has no effect; no if it can't be asked. */
    private boolean answers(Work<Boolean> question) {
        try {
            return atHome(question);
        } catch (InteropException | CapabilityException e) {
            return false;
        }
    }

    private Object wrap(Object result) throws CapabilityException {
        if (INTEROP.isNull(result) || INTEROP.isBoolean(result) || INTEROP.isNumber(result)) {
            return result;
        }
        if (INTEROP.isString(result)) {
            try {
                return INTEROP.asString(result);
            } catch (UnsupportedMessageException e) {
                throw new CapabilityException(ErrorKind.IO, "the object failed");
            }
        }
        if (result == target) {
            return view;
        }
        if (result instanceof View other) {
            // It was passed in, or it is another's: it stays what it is.
            return other;
        }
        if (result instanceof Capability capability) {
            return capability.holder() == holder() ? capability : introduce(capability, "member");
        }
        return attach(new ObjectCapability(Origin.opened(this, rightsMask()), home, result, results, results), "member").view;
    }

    /** What belongs to the same object's side becomes itself again; everything else is passed as it is. */
    private Object[] unwrap(Object[] arguments) throws CapabilityException {
        Object[] unwrapped = arguments.clone();
        for (int i = 0; i < unwrapped.length; i++) {
            if (unwrapped[i] instanceof View other && other.capability.original() == original()) {
                if (!other.capability.isLive()) {
                    throw denied(ErrorKind.REVOKED, "member", null, "an argument was revoked");
                }
                unwrapped[i] = other.capability.target;
            }
        }
        return unwrapped;
    }

    private Capability original() {
        Capability next = this;
        while (next.parent() != null) {
            next = next.parent();
        }
        return next;
    }

    private Object[] unwrapOrFail(Object[] arguments) {
        try {
            return unwrap(arguments);
        } catch (CapabilityException e) {
            throw new CapabilityFailure(e);
        }
    }

    @Override
    boolean runsForeignCode() {
        return true;
    }

    @Override
    Members<?> members() {
        return MEMBERS;
    }

    /** The object behind the list. */
    @ExportLibrary(InteropLibrary.class)
    static final class View extends HeapBoundary implements TruffleObject {

        private final ObjectCapability capability;

        View(ObjectCapability capability) {
            this.capability = capability;
        }

        @ExportMessage
        boolean hasMembers() {
            return true;
        }

        @ExportMessage
        @TruffleBoundary
        Object getMembers(@SuppressWarnings("unused") boolean includeInternal) {
            return new ResultArray(capability.members.stream().filter(name -> !name.equals(CALL) && !name.equals(ELEMENTS)).sorted().toArray());
        }

        private boolean can(Right right, String member) {
            return capability.isLive() && capability.allows(right) && capability.shows(member);
        }

        @ExportMessage
        @TruffleBoundary
        boolean isMemberReadable(String member) {
            return can(Right.READ, member) && capability.answers(() -> INTEROP.isMemberReadable(capability.target, member));
        }

        @ExportMessage
        Object readMember(String member) throws UnsupportedMessageException, UnknownIdentifierException {
            try {
                return capability.access(Right.READ, member, () -> INTEROP.readMember(capability.target, member));
            } catch (UnsupportedMessageException | UnknownIdentifierException e) {
                throw e;
            } catch (InteropException e) {
                throw UnsupportedMessageException.create(e);
            }
        }

        @ExportMessage
        @TruffleBoundary
        boolean isMemberModifiable(String member) {
            return can(Right.WRITE, member) && capability.answers(() -> INTEROP.isMemberModifiable(capability.target, member));
        }

        @ExportMessage
        @SuppressWarnings({"static-method", "unused"})
        boolean isMemberInsertable(String member) {
            return false;
        }

        @ExportMessage
        void writeMember(String member, Object value) throws UnsupportedMessageException, UnknownIdentifierException, UnsupportedTypeException {
            Object[] unwrapped = capability.unwrapOrFail(new Object[]{value});
            try {
                capability.access(Right.WRITE, member, () -> {
                    INTEROP.writeMember(capability.target, member, unwrapped[0]);
                    return true;
                });
            } catch (UnsupportedMessageException | UnknownIdentifierException | UnsupportedTypeException e) {
                throw e;
            } catch (InteropException e) {
                throw UnsupportedMessageException.create(e);
            }
        }

        @ExportMessage
        @TruffleBoundary
        boolean isMemberInvocable(String member) {
            return can(Right.CALL, member) && capability.answers(() -> INTEROP.isMemberInvocable(capability.target, member));
        }

        @ExportMessage
        Object invokeMember(String member, Object[] arguments)
                        throws UnsupportedMessageException, ArityException, UnknownIdentifierException, UnsupportedTypeException {
            Object[] unwrapped = capability.unwrapOrFail(arguments);
            try {
                return capability.access(Right.CALL, member, () -> INTEROP.invokeMember(capability.target, member, unwrapped));
            } catch (UnsupportedMessageException | ArityException | UnknownIdentifierException | UnsupportedTypeException e) {
                throw e;
            } catch (InteropException e) {
                throw UnsupportedMessageException.create(e);
            }
        }

        @ExportMessage
        @TruffleBoundary
        boolean isExecutable() {
            return can(Right.CALL, CALL) && capability.answers(() -> INTEROP.isExecutable(capability.target));
        }

        @ExportMessage
        Object execute(Object[] arguments) throws UnsupportedMessageException, ArityException, UnsupportedTypeException {
            Object[] unwrapped = capability.unwrapOrFail(arguments);
            try {
                return capability.access(Right.CALL, CALL, () -> INTEROP.execute(capability.target, unwrapped));
            } catch (UnsupportedMessageException | ArityException | UnsupportedTypeException e) {
                throw e;
            } catch (InteropException e) {
                throw UnsupportedMessageException.create(e);
            }
        }

        @ExportMessage
        @TruffleBoundary
        boolean hasArrayElements() {
            return can(Right.READ, ELEMENTS) && capability.answers(() -> INTEROP.hasArrayElements(capability.target));
        }

        @ExportMessage
        long getArraySize() throws UnsupportedMessageException {
            try {
                return (Long) capability.access(Right.READ, ELEMENTS, () -> INTEROP.getArraySize(capability.target));
            } catch (InteropException e) {
                throw UnsupportedMessageException.create(e);
            }
        }

        @ExportMessage
        @TruffleBoundary
        boolean isArrayElementReadable(long index) {
            return can(Right.READ, ELEMENTS) && capability.answers(() -> INTEROP.isArrayElementReadable(capability.target, index));
        }

        @ExportMessage
        Object readArrayElement(long index) throws UnsupportedMessageException, InvalidArrayIndexException {
            try {
                return capability.access(Right.READ, ELEMENTS, () -> INTEROP.readArrayElement(capability.target, index));
            } catch (UnsupportedMessageException | InvalidArrayIndexException e) {
                throw e;
            } catch (InteropException e) {
                throw UnsupportedMessageException.create(e);
            }
        }

        @ExportMessage
        Object toDisplayString(@SuppressWarnings("unused") boolean allowSideEffects) {
            return "object behind a capability";
        }
    }
}
