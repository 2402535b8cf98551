// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.capabilities;

import java.lang.ref.Cleaner;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

import org.jwasm.capabilities.host.Gate;
import org.jwasm.capabilities.internal.Caveat;
import org.jwasm.runtime.HeapBoundary;
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
 * An authority that a guest can hold: an object of the host together with rights on it, a scope, and caveats.
 *
 * <p>A capability can't be made by a guest, only handed to it or derived from one that it holds, and what is derived never allows more.
 * Revoking one revokes all that were derived from it, and what was opened through it; the original stays alive.
 *
 * <pre>{@code
 * DirectoryCapability data = DirectoryCapability.open(path, Right.DIRECTORY);
 * DirectoryCapability given = data.subdirectory("uploads").readOnly().expiresAfter(Duration.ofMinutes(5)).delegate(child);
 * given.revoke();      // data lives on
 * }</pre>
 *
 * <p>Each operation runs between {@code enter} and {@code exit}, which count it as being in flight; {@link #revoke()} sets a flag in the
 * same word and waits for the count to go down. So an operation is either counted before the flag is set, and then it is over or
 * waits when {@code revoke} returns, or it sees the flag.
 */
@ExportLibrary(InteropLibrary.class)
public abstract class Capability extends HeapBoundary implements TruffleObject {

    private static final int DEAD = 1 << 31;
    /** Calls of the host's system end soon, but for a file system that hangs. */
    private static final long DRAIN_NANOS = 1_000_000_000;
    /** Code that isn't ours may run for ever: unless its thread got no processor, it has begun by then. */
    private static final long DRAIN_FOREIGN_NANOS = 250_000_000;
    private static final int SPINS = 1000;

    private static final AtomicLong IDS = new AtomicLong();
    // Not by handles of variables, of which each use is ten calls while Java interprets: much of what programs do with files is done by then.
    private static final AtomicIntegerFieldUpdater<Capability> STATE = AtomicIntegerFieldUpdater.newUpdater(Capability.class, "state");
    /** Revocations that go on now. */
    private static final AtomicInteger REVOCATIONS = new AtomicInteger();

    private final long id = IDS.incrementAndGet();
    private final Capability parent;
    private final Holder holder;
    private final int rights;
    private final Caveat[] caveats;
    /** Null if nobody is asked. */
    private final Decider decider;
    /** Null if uses aren't recorded. */
    private final AuditLog uses;
    /** Whether a use asks for more than the flag and the rights. */
    private final boolean plain;
    /** The count of operations in flight, and {@link #DEAD}. */
    private volatile int state;
    /** A thread that is in a call of foreign code now, not the only one perhaps; it resets this before it is no longer counted. */
    private volatile Thread caller;
    /** Whether it is counted as something that its holder keeps open. */
    private boolean counted;
    /** Null if nobody counts it. */
    private Cleaner.Cleanable held;
    /** Null if there is nothing. */
    private Descendants derived;
    /** Its place among those of its parent, whose lock it belongs to. */
    private Descendants.Link place;

    /** Rights beyond the parent's are cut off. */
    Capability(Origin origin) {
        this.parent = origin.parent();
        this.holder = origin.holder();
        this.rights = parent == null ? origin.rights() : origin.rights() & parent.rights;
        this.caveats = origin.caveats();
        AuditLog log = holder.audit();
        this.uses = log != null && log.recordsUses() ? log : null;
        this.decider = origin.decider();
        this.plain = uses == null && caveats.length == 0 && decider == null;
    }

    /** What it is an authority on, in one lower-case word. */
    public abstract String kind();

    /** What part of the world it reaches, for people to read; empty if the kind says all. */
    public String scope() {
        return "";
    }

    /** A number that no other capability of this process has. Guests don't see it. */
    public final long id() {
        return id;
    }

    public final Holder holder() {
        return holder;
    }

    /** Who held what this was derived from; the holder itself for an original. */
    public final Holder grantor() {
        return parent == null ? holder : parent.holder;
    }

    public final Set<Right> rights() {
        return Right.ofMask(rights);
    }

    public final boolean allows(Right right) {
        return (rights & right.bit()) != 0;
    }

    /** Its own and inherited conditions, with what is left of them. */
    public final List<String> caveats() {
        return Arrays.stream(caveats).map(Caveat::toString).toList();
    }

    /** Whether neither it nor one that it was derived from has been revoked. */
    public final boolean isLive() {
        return state >= 0;
    }

    /** What it was derived from, or null. */
    public final Capability parent() {
        return parent;
    }

    final int rightsMask() {
        return rights;
    }

    final Caveat[] caveatArray() {
        return caveats;
    }

    /** Null if nobody is asked before it is used. */
    final Decider decider() {
        return decider;
    }

    /** The same, but this is asked before each operation of it, and of what is derived from it. */
    public abstract Capability askedBy(Decider further) throws CapabilityException;

    /** The same with only these of its rights; the rights to duplicate and transfer it are kept: see {@link #without}. */
    public abstract Capability only(Set<Right> kept) throws CapabilityException;

    /** The same without these rights. */
    public abstract Capability without(Right... dropped) throws CapabilityException;

    /** The same for another holder. It needs the right {@link Right#TRANSFER}. To take it back, revoke the result. */
    public abstract Capability delegate(Holder to) throws CapabilityException;

    /** The same until a time of day. */
    public abstract Capability expiresAt(Instant instant) throws CapabilityException;

    /** The same for so long from now on. */
    public abstract Capability expiresAfter(Duration duration) throws CapabilityException;

    /** The same for so many operations, counted together for all that is derived from it. What is opened through it counts once. */
    public abstract Capability uses(long count) throws CapabilityException;

    /** The same for so many bytes, in and out, of it, all that is derived from it, and what is opened through it. */
    public abstract Capability bytes(long count) throws CapabilityException;

    /** The same for at most so many operations in any stretch of time of this length. */
    public abstract Capability rate(int count, Duration period) throws CapabilityException;

    /**
     * Kills this capability and all that were derived from it; what waits in them fails with {@link ErrorKind#REVOKED}. No operation
     * begins after the return. Calls of the host's system that have begun are waited for, up to a second; calls of other code, such as
     * functions and methods, until they wait for something, up to 250 ms, after which they go on but their results are withheld.
     */
    @TruffleBoundary
    public final void revoke() {
        REVOCATIONS.getAndIncrement();
        try {
            if (!killAlone()) {
                killAll(List.of(this));
            }
        } finally {
            REVOCATIONS.getAndDecrement();
        }
    }

    /** Revokes several at once, which takes less time than one after the other. */
    static void revokeAll(Collection<Capability> roots) {
        REVOCATIONS.incrementAndGet();
        try {
            killAll(roots);
        } finally {
            REVOCATIONS.decrementAndGet();
        }
    }

    private static void killAll(Collection<Capability> roots) {
        Set<Capability> subtree = new LinkedHashSet<>();
        List<Capability> killed = new ArrayList<>();
        ArrayDeque<Capability> work = new ArrayDeque<>(roots);
        for (Capability next = work.poll(); next != null; next = work.poll()) {
            if (subtree.add(next)) {
                // Also below what is dead already: another thread may be about to go there.
                work.addAll(next.kill(killed));
            }
        }
        RuntimeException failure = null;
        for (Capability capability : killed) {
            failure = attempt(failure, capability::wake);
        }
        long start = System.nanoTime();
        for (Capability capability : subtree) {
            capability.drain(start);
        }
        Set<Capability> dead = Collections.newSetFromMap(new java.util.IdentityHashMap<>());
        dead.addAll(killed);
        for (Capability capability : killed) {
            failure = attempt(failure, () -> capability.buried(dead));
        }
        if (failure != null) {
            throw failure;
        }
    }

    /** One step of a revocation, which goes on whatever an object of the host throws; the first of that is for who revokes. */
    private static RuntimeException attempt(RuntimeException before, Runnable step) {
        try {
            step.run();
            return before;
        } catch (RuntimeException e) {
            return joined(before, e);
        }
    }

    private static RuntimeException joined(RuntimeException before, RuntimeException failure) {
        if (before == null) {
            return failure;
        }
        before.addSuppressed(failure);
        return before;
    }

    /** What most files are when they are closed: the only one to die. Returns whether that was so. */
    private boolean killAlone() {
        synchronized (this) {
            if (derived != null || !die()) {
                return false;
            }
        }
        // Steps without functions as objects: each file that is closed comes here, most before that is compiled.
        RuntimeException failure = null;
        try {
            wake();
        } catch (RuntimeException e) {
            failure = e;
        }
        if (state != DEAD) {
            drain(System.nanoTime());
        }
        try {
            buried(Set.of());
        } catch (RuntimeException e) {
            failure = joined(failure, e);
        }
        if (failure != null) {
            throw failure;
        }
        return true;
    }

    private synchronized List<Capability> kill(List<Capability> killed) {
        if (die()) {
            killed.add(this);
        }
        return derived == null ? List.of() : derived.all();
    }

    /** Sets the flag; returns whether it wasn't set before. */
    private boolean die() {
        int before = state;
        while (before >= 0 && !STATE.compareAndSet(this, before, before | DEAD)) {
            before = state;
        }
        return before >= 0;
    }

    private void drain(long start) {
        long limit = runsForeignCode() ? DRAIN_FOREIGN_NANOS : DRAIN_NANOS;
        for (int i = 0; (state & ~DEAD) != 0; i++) {
            if (System.nanoTime() - start > limit || onlyBegun()) {
                return;
            }
            if (i < SPINS) {
                Thread.onSpinWait();
            } else {
                LockSupport.parkNanos(20_000);
            }
        }
    }

    /** Whether the one operation in flight has surely begun: it called the code that revokes now, or waits in a call. */
    private boolean onlyBegun() {
        Thread thread = caller;
        if (thread == null || (state & ~DEAD) != 1 || thread != caller) {
            return false;
        }
        return thread == Thread.currentThread() || switch (thread.getState()) {
            case BLOCKED, WAITING, TIMED_WAITING -> thread == caller;
            default -> false;
        };
    }

    private void buried(Set<Capability> dead) {
        try {
            dispose();
        } finally {
            forgetAll(dead);
        }
    }

    private void forgetAll(Set<Capability> dead) {
        if (counted) {
            holder.meter().files(-1);
        }
        if (held != null) {
            held.clean();
        }
        if (parent != null) {
            if (parent.holder != holder) {
                holder.drop(this);
            }
            parent.forget(this);
        }
        AuditLog log = holder.audit();
        if (log != null && (parent == null || !dead.contains(parent) || parent.holder.audit() != log)) {
            log.revoked(this, (int) dead.stream().filter(other -> other != this && other.isBelow(this)).count());
        }
    }

    private boolean isBelowDead() {
        Capability next = this;
        while (next != null && next.isLive()) {
            next = next.parent;
        }
        return next != null;
    }

    private boolean isBelow(Capability other) {
        Capability next = parent;
        while (next != null && next != other) {
            next = next.parent;
        }
        return next != null;
    }

    private synchronized void forget(Capability child) {
        if (child.place != null) {
            derived.remove(child.place);
            child.place = null;
        }
    }

    /** Wakes what waits in it; called once, on revocation, before operations in flight are waited for. */
    void wake() {
    }

    /** Lets go of the host's object; called once, on revocation. */
    void dispose() {
    }

    /** Whether operations may run code that takes as long as it likes, or revokes this capability. */
    boolean runsForeignCode() {
        return false;
    }

    /** Enters a derived capability into the tree; it must be complete. Disposes of it if this one is dead. */
    final <C extends Capability> C attach(C child, String operation) throws CapabilityException {
        if (((Capability) child).holder.meter().limitsCapabilities()) {
            count(child, operation);
        }
        boolean received = ((Capability) child).holder == holder || ((Capability) child).holder.receive(child);
        // Who derives faster than a revocation comes down would escape it for ever.
        if (!received || !adopt(child) || REVOCATIONS.get() != 0 && isBelowDead()) {
            child.revoke();
            throw received ? denied(ErrorKind.REVOKED, operation, null, "it was revoked")
                            : denied(ErrorKind.NOTCAPABLE, operation, null, ((Capability) child).holder + " has ended");
        }
        AuditLog log = ((Capability) child).holder.audit();
        if (log != null) {
            log.derived(child, operation);
        }
        return child;
    }

    /** Counts it for its holder, until it is revoked or garbage. */
    private void count(Capability child, String operation) throws CapabilityException {
        Holder.Meter meter = child.holder.meter();
        boolean granted = false;
        try {
            granted = meter.capabilities(1, child.holder != holder);
        } finally {
            if (!granted) {
                child.revoke();
            }
        }
        if (!granted) {
            throw denied(ErrorKind.EXHAUSTED, operation, null, child.holder.path() + " has as many capabilities as it may");
        }
        child.held = Garbage.CLEANER.register(child, new Garbage(meter));
    }

    /** What is to be done when a capability is gone; without a reference to it. */
    private record Garbage(Holder.Meter meter) implements Runnable {

        static final Cleaner CLEANER = Cleaner.create();

        @Override
        public void run() {
            meter.capabilities(-1, true);
        }
    }

    /** Counts what was just opened for its holder; closes it again if the holder may not have more. */
    final <C extends Capability> C opened(C child, String operation) throws CapabilityException {
        Capability made = child;
        boolean granted = false;
        try {
            granted = made.holder.meter().files(1);
            made.counted = granted;
        } finally {
            if (!granted) {
                made.revoke();
            }
        }
        if (!granted) {
            throw denied(ErrorKind.MFILE, operation, null, "its holder has as much open as it may");
        }
        return child;
    }

    /** Counts bytes that are about to be written, or with a negative number, weren't. */
    final void output(long bytes, String operation) throws CapabilityException {
        if (bytes != 0 && !holder.meter().output(bytes)) {
            throw denied(ErrorKind.EXHAUSTED, operation, null, "its holder has written as much as it may");
        }
    }

    /** What a call gave: a capability that wasn't passed in belongs to whoever called from now on, and dies with this one. */
    final Object introduceResult(Object result, Object[] arguments) throws CapabilityException {
        boolean isNew = result instanceof Capability && Arrays.stream(arguments).noneMatch(argument -> argument == result);
        return isNew ? introduce((Capability) result, "call") : result;
    }

    /** A capability that came through this one, for this holder: it dies with either. */
    final Capability introduce(Capability found, String operation) throws CapabilityException {
        Capability introduced = found.delegate(holder);
        if (!adopt(introduced)) {
            introduced.revoke();
            throw denied(ErrorKind.REVOKED, operation, null, "it was revoked");
        }
        return introduced;
    }

    /** Makes another capability die with this one. Returns false if this one is dead. */
    final synchronized boolean adopt(Capability child) {
        if (!isLive()) {
            return false;
        }
        if (derived == null) {
            derived = new Descendants();
        }
        Descendants.Link link = derived.add(child);
        if (child.parent == this) {
            child.place = link;
        }
        return true;
    }

    /** Begins an operation, which ends with {@link #exit()} if this returns. */
    final void enter(Right right, String operation, Object arguments) throws CapabilityException {
        begin(operation, arguments);
        if ((rights & right.bit()) == 0 || !plain) {
            admit(right, operation, arguments, true);
        }
    }

    /** Begins an operation that no caveat counts. */
    final void enterFree(Right right, String operation) throws CapabilityException {
        begin(operation, null);
        if (right != null && (rights & right.bit()) == 0 || !plain) {
            admit(right, operation, null, false);
        }
    }

    /** Counts an operation. Those who keep trying don't keep the count of a revoked capability up. */
    private void begin(String operation, Object arguments) throws CapabilityException {
        int count = state;
        while (count >= 0 && !STATE.compareAndSet(this, count, count + 1)) {
            count = state;
        }
        if (count < 0) {
            throw denied(ErrorKind.REVOKED, operation, arguments, "it was revoked");
        }
    }

    final void exit() {
        if (caller == Thread.currentThread()) {
            caller = null;
        }
        int count = state;
        while (!STATE.compareAndSet(this, count, count - 1)) {
            count = state;
        }
    }

    @TruffleBoundary
    private void admit(Right right, String operation, Object arguments, boolean counted) throws CapabilityException {
        try {
            if (!isLive()) {
                throw denied(ErrorKind.REVOKED, operation, arguments, "it was revoked");
            }
            if (right != null && (rights & right.bit()) == 0) {
                throw denied(ErrorKind.NOTCAPABLE, operation, arguments, "without the right " + right);
            }
            if (counted) {
                ask(right, operation, arguments);
            }
            charge(operation, arguments, counted);
            if (uses != null && counted && uses.samples()) {
                uses.used(this, operation, arguments);
            }
        } catch (CapabilityException | RuntimeException | Error e) {
            exit();
            throw e;
        }
    }

    /** Asks who is to be asked, if anybody. */
    final void ask(Right right, String operation, Object arguments) throws CapabilityException {
        if (decider != null && !decider.allows(Decider.Request.of(this, right, operation, arguments))) {
            throw denied(ErrorKind.NOTCAPABLE, operation, arguments, "it wasn't allowed when this was asked for");
        }
    }

    private void charge(String operation, Object arguments, boolean counted) throws CapabilityException {
        for (int i = 0; i < caveats.length; i++) {
            if (counted ? !caveats[i].use() : !caveats[i].holds()) {
                for (int j = 0; j < i && counted; j++) {
                    caveats[j].undoUse();
                }
                throw denied(caveats[i].error(), operation, arguments, caveats[i].reason());
            }
        }
    }

    /** Marks that this thread now calls code that isn't ours; between enter and exit. */
    final void callBegins() {
        caller = Thread.currentThread();
    }

    /** Withholds the result if the capability was revoked meanwhile. */
    final void callEnds(String operation) throws CapabilityException {
        if (!isLive()) {
            throw denied(ErrorKind.REVOKED, operation, null, "it was revoked");
        }
    }

    /** How many of so many bytes the caveats grant: at least one unless none are wanted. What isn't used is to be {@link #giveBack}. */
    final long take(long wanted, String operation) throws CapabilityException {
        if (caveats.length == 0 || wanted == 0) {
            return wanted;
        }
        long granted = wanted;
        for (Caveat caveat : caveats) {
            long taken = caveat.take(granted);
            if (taken < granted) {
                giveBackBefore(caveat, granted - taken);
                granted = taken;
                if (granted == 0) {
                    throw denied(caveat.error(), operation, null, caveat.reason());
                }
            }
        }
        return granted;
    }

    private void giveBackBefore(Caveat limit, long bytes) {
        for (int i = 0; caveats[i] != limit; i++) {
            caveats[i].giveBack(bytes);
        }
    }

    /** The same for what can't be done in part. */
    final void takeAll(long wanted, String operation) throws CapabilityException {
        long granted = take(wanted, operation);
        if (granted < wanted) {
            giveBack(granted);
            throw denied(ErrorKind.EXHAUSTED, operation, null, "it has only " + granted + " of " + wanted + " bytes left");
        }
    }

    final void giveBack(long bytes) {
        for (Caveat caveat : caveats) {
            caveat.giveBack(bytes);
        }
    }

    /** A refusal, entered into the audit log. */
    @TruffleBoundary
    final CapabilityException denied(ErrorKind error, String operation, Object arguments, String reason) {
        AuditLog log = holder.audit();
        if (log != null) {
            log.denied(this, operation, arguments, reason);
        }
        String importName = ImportScope.current();
        return new CapabilityException(error, kind() + " capability of " + holder.path() + ": " + operation +
                        (importName == null ? "" : " (" + importName + ")") + " denied: " + reason, true);
    }

    /** Enters into the audit log that whoever stands between this capability and the guest refused something. */
    @TruffleBoundary
    public final void refused(String operation, String reason) {
        AuditLog log = holder.audit();
        if (log != null) {
            log.denied(this, operation, null, reason);
        }
    }

    /** Something to do with the object; for operations that take microseconds anyway. */
    @FunctionalInterface
    interface Action<R> {
        R run() throws CapabilityException;
    }

    /** Runs an operation. That its object says "not permitted" is a denial too: that is what paths that lead out get. */
    final <R> R guarded(Right right, String operation, Object arguments, Action<R> action) throws CapabilityException {
        enter(right, operation, arguments);
        return finish(operation, arguments, action);
    }

    /** Something to do that gives nothing. */
    @FunctionalInterface
    interface Act {
        void run() throws CapabilityException;
    }

    final void act(Right right, String operation, Object arguments, Act act) throws CapabilityException {
        guarded(right, operation, arguments, () -> {
            act.run();
            return null;
        });
    }

    /** The same without a right, and without counting. */
    final <R> R unguarded(String operation, Action<R> action) throws CapabilityException {
        enterFree(null, operation);
        return finish(operation, null, action);
    }

    private <R> R finish(String operation, Object arguments, Action<R> action) throws CapabilityException {
        try {
            return action.run();
        } catch (CapabilityException e) {
            throw failed(operation, arguments, e);
        } finally {
            exit();
        }
    }

    /** What comes of a failure of the object: that it says "not permitted" is a denial. */
    final CapabilityException failed(String operation, Object arguments, CapabilityException failure) {
        return failure.kind() == ErrorKind.PERM && !failure.isDenial() ? denied(ErrorKind.PERM, operation, arguments, failure.getMessage()) : failure;
    }

    /** The way out of the count, and back, for operations that wait. */
    final Gate gate(String operation) {
        return new Exit(this, operation);
    }

    private record Exit(Capability capability, String operation) implements Gate {
        @Override
        public void leave() {
            capability.exit();
        }

        @Override
        public void back() {
            STATE.getAndIncrement(capability);
        }

        @Override
        public void check() throws CapabilityException {
            if (!capability.isLive()) {
                throw capability.denied(ErrorKind.REVOKED, operation, null, "it was revoked");
            }
            capability.charge(operation, null, false);
        }

        @Override
        public boolean isLive() {
            return capability.isLive();
        }
    }

    /** The members for guests. */
    abstract Members<?> members();

    /** What it allows, in a line: scope, rights, caveats. */
    @TruffleBoundary
    public final String describe() {
        StringBuilder text = new StringBuilder(scope());
        text.append(text.isEmpty() ? "" : " ").append(rights());
        return caveats.length == 0 ? text.toString() : text.append(" ").append(caveats()).toString();
    }

    @ExportMessage
    final boolean hasMembers() {
        return true;
    }

    @ExportMessage
    @TruffleBoundary
    final Object getMembers(@SuppressWarnings("unused") boolean includeInternal) {
        return new ResultArray(members().names().toArray());
    }

    @ExportMessage
    @TruffleBoundary
    final boolean isMemberReadable(String member) {
        return Members.isProperty(member);
    }

    @ExportMessage
    @TruffleBoundary
    final Object readMember(String member) throws UnknownIdentifierException {
        return Members.property(this, member);
    }

    @ExportMessage
    @TruffleBoundary
    final boolean isMemberInvocable(String member) {
        return members().has(member);
    }

    @ExportMessage
    @TruffleBoundary
    final Object invokeMember(String member, Object[] arguments)
                    throws ArityException, UnsupportedTypeException, UnknownIdentifierException {
        return members().invoke(this, member, arguments);
    }

    @ExportMessage
    @TruffleBoundary
    final Object toDisplayString(@SuppressWarnings("unused") boolean allowSideEffects) {
        return toString();
    }

    @Override
    public String toString() {
        return kind() + " capability " + rights() + (isLive() ? "" : " (revoked)");
    }
}
