// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.nanoprocess;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.Future;
import java.util.function.Function;

import org.jwasm.capabilities.CapabilityException;
import org.jwasm.capabilities.ControlCapability;
import org.jwasm.capabilities.Holder;
import org.jwasm.capabilities.SpawnCapability;
import org.jwasm.nanoprocess.spi.Cell;
import org.jwasm.nanoprocess.spi.CellExit;
import org.jwasm.nanoprocess.spi.Gate;
import org.jwasm.runtime.CallFailure;
import org.jwasm.runtime.FailureType;
import org.jwasm.runtime.FuelTank;
import org.jwasm.runtime.HeapBoundary;
import org.jwasm.runtime.ResourceLimiter;
import org.jwasm.runtime.TrapKind;
import org.jwasm.runtime.WasmException;
import org.jwasm.runtime.WasmThrown;
import org.jwasm.structure.FunctionType;
import org.jwasm.wit.WitFunction;


/**
 * One isolated module: own memories, own limits, and nothing but what its {@link Endowment} gave it. Whoever has this object
 * controls it: calls it, stops it, gives others its functions. Threads take turns; a call waits for that of another thread.
 *
 * <p>When it traps, uses up a limit, or is killed, it is dead for good, and all below it with it. Its callers get a
 * {@link NanoProcessException}; the host and all others go on.
 */
public final class NanoProcess {

    private final Supervisor supervisor;
    private final NanoProcess parent;
    private final String name;
    private final String path;
    private final int depth;
    private final Image image;
    private final Limits limits;
    private final Holder holder;
    private final Account account;
    private final SpawnCapability budget;
    private final FuelTank fuel;
    private final Turn turn = new Turn();
    private final Map<String, NanoProcess> children = new LinkedHashMap<>();
    private final CompletableFuture<Death> ended = new CompletableFuture<>();
    private final CompletableFuture<Void> reaped = new CompletableFuture<>();
    private final long spawnedAt = System.nanoTime();
    final Usage usage = new Usage();
    private volatile Endowment endowment;
    private final Pause pause = new Pause(turn);
    private final Entrance gate = new Entrance(this);
    /** Guarded by the supervisor. */
    private boolean isEnding;
    /** Guarded by the supervisor. */
    private boolean isLinked;
    private volatile Cell cell;
    private volatile State state = State.NEW;
    private volatile Death death;
    private volatile Account.Exceeded exceeded;

    NanoProcess(Supervisor supervisor, NanoProcess parent, String name, Image image, Limits limits, FuelTank fuel, SpawnCapability budget) {
        this.supervisor = supervisor;
        this.parent = parent;
        this.name = name;
        this.path = parent == null ? name : parent.path + "/" + name;
        this.depth = parent == null ? 1 : parent.depth + 1;
        this.image = image;
        this.limits = limits;
        this.budget = budget;
        this.account = new Account(supervisor.accountOf(parent), limits, this, budget);
        this.holder = supervisor.holderOf(parent).child(name, new Uses());
        this.fuel = fuel;
    }

    /** What the watchdog knows of it; used by that thread alone. */
    static final class Usage {
        volatile long cpuNanos;
        long allocatedAtMeasure;
        Set<Thread> measuredThreads = Set.of();
    }

    public String name() {
        return name;
    }

    /** The names from the top of the tree down to it, such as {@code app/gui/notify}. */
    public String path() {
        return path;
    }

    /** Null at the top. */
    public NanoProcess parent() {
        return parent;
    }

    public Image image() {
        return image;
    }

    /** What it was given, delegated to its {@link #holder()}; null as long as it is being spawned. */
    public Endowment endowment() {
        return endowment;
    }

    public Limits limits() {
        return limits;
    }

    /** As whom it holds capabilities; it ends with it, and what it held or granted is revoked. */
    public Holder holder() {
        return holder;
    }

    /** The authority over it, to be granted to others, or in part. */
    public ControlCapability control() {
        return ControlCapability.of(new Controls(this));
    }

    /** The living nano-processes that it is the parent of. */
    public List<NanoProcess> children() {
        synchronized (supervisor) {
            return new ArrayList<>(children.values());
        }
    }

    public State state() {
        return state;
    }

    /** Whether a thread is inside, perhaps in another nano-process that it called from there. */
    public boolean isBusy() {
        return turn.inside() != null;
    }

    /** Why it is dead, or null. */
    public Death death() {
        return death;
    }

    public boolean isAlive() {
        return state != State.DEAD;
    }

    /**
     * What it has used so far, with those below it where that counts for it: {@link Resource#MEMORY} and the like as it is
     * now, {@link Resource#FUEL} and times in total.
     */
    public long used(Resource resource) {
        return switch (resource) {
            case FUEL -> fuel == null ? 0 : fuel.consumed();
            case WALL_CLOCK -> System.nanoTime() - spawnedAt;
            case CPU_TIME -> usage.cpuNanos;
            case HEAP -> heapSize(Long.MAX_VALUE >> 1);
            case DEPTH, CALL_DEPTH -> 0;
            default -> account.used(resource);
        };
    }

    /**
     * Calls an exported function.
     *
     * @param arguments {@code Integer}, {@code Long}, {@code Float}, {@code Double}, or a capability or null for an {@code externref}
     * @return null, a number, a reference, or an {@code Object[]} of several
     * @throws IllegalArgumentException if there is no such function or the arguments don't fit
     * @throws NanoProcessException if it is or becomes dead
     */
    public Object call(String export, Object... arguments) {
        return callInside(cell -> cell.call(export, arguments));
    }

    Object call(TypedFunction function, Object[] arguments) {
        return callInside(cell -> cell.call(function.target(), arguments));
    }

    private Object callInside(Function<Cell, Object> call) {
        enterFromHost();
        Object result;
        try {
            result = call.apply(cell());
        } catch (IllegalArgumentException e) {
            throw e;
        } catch (Throwable e) {
            throw dieOf(e);
        } finally {
            gate.leave(null);
            supervisor.endBroken();
        }
        if (state == State.DEAD) {
            // It was killed while it was in the host, say, and came to no safepoint after that.
            throw new NanoProcessException(path, death);
        }
        return result;
    }

    /**
     * Runs it as a program: calls {@code _start}.
     *
     * @return its exit code: 0 if it returns
     * @throws NanoProcessException if it died otherwise
     */
    public int run() {
        try {
            call("_start");
            return 0;
        } catch (NanoProcessException e) {
            if (e.death() != null && e.death().cause() == Death.Cause.EXITED) {
                return e.death().exitCode();
            }
            throw e;
        }
    }

    /**
     * A function that it exports, to be bound to an import of another nano-process: {@link Endowment.Builder#bind}.
     *
     * @throws IllegalArgumentException if there is no such function
     */
    public Object function(String export) {
        return cell().function(export);
    }

    /** The function that it exports under the name of the type, see {@link #function(String, WitFunction)}. */
    public TypedFunction function(WitFunction type) {
        return function(type.name(), type);
    }

    /**
     * A function that it exports, with the type in WIT that it was made for: as the canonical ABI of the Component Model wants
     * it. A type with strings, lists or more than 16 core parameters needs the exports {@code memory} and {@code cabi_realloc};
     * {@code cabi_post_NAME} is called afterwards, if it is there.
     *
     * @param export its name in the module
     * @throws IllegalArgumentException if there is no such function, its core type doesn't fit, or something is missing for it
     */
    public TypedFunction function(String export, WitFunction type) {
        return TypedFunction.of(this, type, cell().function(export, type));
    }

    /** The type of an exported function, or null if it exports none of that name. */
    FunctionType type(String export) {
        return cell().type(export);
    }

    /** Whether it exports a function of that name. */
    public boolean hasFunction(String export) {
        return cell().exportsFunction(export);
    }

    /**
     * Links its module with what it is given, and instantiates it: once, after {@link Supervisor#create}. What the endowment says of
     * limits was said there.
     *
     * @throws NanoProcessException if an import isn't given or of another type, or its start function fails; it is dead then
     */
    public void link(Endowment given) {
        synchronized (supervisor) {
            if (isLinked || state != State.NEW) {
                throw new IllegalStateException(this + " can't be linked");
            }
            isLinked = true;
        }
        supervisor.link(this, given);
    }

    /** Spawns a child; see {@link Supervisor#spawn}. */
    public NanoProcess spawn(String childName, Image childImage, Endowment childEndowment) {
        return supervisor.spawn(this, childName, childImage, childEndowment);
    }

    /** Ends it and all below it, whatever they are doing; returns when that is decided. */
    public void kill(String why) {
        die(Death.killed(why));
    }

    /**
     * Stops its code at the next safepoint; calls wait until it is resumed. Returns when it has stopped. Others whose code its thread runs
     * at the time go on, and it stops when they return.
     *
     * @throws IllegalStateException if this thread runs its code, or is interrupted
     */
    public void pause() {
        if (runsHere()) {
            throw new IllegalStateException("it waits for this call");
        }
        synchronized (supervisor) {
            if (state == State.DEAD || state == State.PAUSED) {
                return;
            }
            state = State.PAUSED;
            pause.request();
        }
        try {
            pause.awaitStopped(this::atSafepoint);
        } catch (CapabilityException e) {
            throw new IllegalStateException(e.getMessage());
        }
    }

    /** Has the thread inside do something at its next safepoint, wherever it is then; null if that can't be. */
    Future<Void> atSafepoint(Runnable action) {
        Cell current = cell;
        return current == null ? null : current.atSafepoint(action);
    }

    /** Whether this thread is inside, in its own code. */
    boolean runsHere() {
        return turn.inside() == Thread.currentThread() && !turn.isOut();
    }

    /** Lets paused code go on. */
    public void resume() {
        synchronized (supervisor) {
            if (state == State.PAUSED) {
                state = State.RUNNING;
                pause.end();
            }
        }
    }

    /** Completes when it is dead. */
    public CompletableFuture<Death> ended() {
        return ended.copy();
    }

    /** Completes when it is dead and nothing is left of it: no thread inside, all of its memory free. */
    public CompletableFuture<Void> reaped() {
        return reaped.copy();
    }

    Map<String, NanoProcess> childrenByName() {
        return children;
    }

    int depth() {
        return depth;
    }

    Account account() {
        return account;
    }

    FuelTank fuel() {
        return fuel;
    }

    Turn turn() {
        return turn;
    }

    long spawnedAt() {
        return spawnedAt;
    }

    SpawnCapability budget() {
        return budget;
    }

    /** The bytes of heap that it and all below it hold on to; measuring stops when it finds more than {@code enough}. */
    long heapSize(long enough) {
        long size = 0;
        for (NanoProcess each : subtree()) {
            Cell current = each.cell;
            size += current == null || size > enough ? 0 : current.heapSize(enough - size + 1);
        }
        return size;
    }

    /** It and all living ones below it, those below first. */
    List<NanoProcess> subtree() {
        List<NanoProcess> subtree = new ArrayList<>();
        synchronized (supervisor) {
            addTo(subtree);
        }
        return subtree;
    }

    private void addTo(List<NanoProcess> subtree) {
        children.values().forEach(child -> child.addTo(subtree));
        subtree.add(this);
    }

    private Cell cell() {
        Cell current = cell;
        if (current == null) {
            throw new NanoProcessException(path, death);
        }
        return current;
    }

    /** Fills it with its instance. */
    void start(Cell empty, Endowment issued) {
        cell = empty;
        endowment = issued;
        enterFromHost();
        try {
            empty.instantiate(image.loaded());
            synchronized (supervisor) {
                if (state == State.NEW) {
                    state = State.RUNNING;
                }
            }
        } catch (WasmException e) {
            if (e.failureType() == FailureType.UNLINKABLE) {
                die(Death.killed("it could not be linked"));
                throw new NanoProcessException(path, e.getMessage());
            }
            throw dieOf(e);
        } catch (Throwable e) {
            throw dieOf(e);
        } finally {
            gate.leave(null);
            supervisor.endBroken();
        }
    }

    private void enterFromHost() {
        gate.enterFromHost();
    }

    /** What a call throws to its caller when {@code failure} came out of the cell. */
    private NanoProcessException dieOf(Throwable failure) {
        Death cause = classify(failure);
        if (cause.resource() == Resource.CALL_DEPTH) {
            // Somewhere above there may have been no stack even to say so.
            supervisor.expectBroken();
        }
        die(cause);
        NanoProcessException exception = new NanoProcessException(path, death);
        exception.initCause(failure instanceof ThreadDeath ? null : failure);
        return exception;
    }

    Death classify(Throwable failure) {
        return switch (failure) {
            case CellExit exit -> Death.exited(exit.code());
            case WasmException e when e.failureType() == FailureType.EXHAUSTION -> exhausted(e);
            case OutOfMemoryError e -> Death.exhausted(Resource.HEAP, "the host has no memory left");
            case StackOverflowError e -> Death.STACK_EXHAUSTED;
            case WasmThrown thrown when CallFailure.isLackOfStack(thrown) -> Death.STACK_EXHAUSTED;
            default -> Death.trapped(String.valueOf(failure.getMessage()));
        };
    }

    /** Ends it if something came out of it where there was no stack left for that. */
    void endIfBroken() {
        if (gate.broken) {
            die(Death.STACK_EXHAUSTED);
        }
    }

    private Death exhausted(WasmException e) {
        Account.Exceeded limit = exceeded;
        if (limit != null) {
            return Death.exhausted(limit.resource(), limit.details(this));
        }
        String message = e.getMessage();
        if (message.equals(TrapKind.FUEL_EXHAUSTED.text())) {
            return Death.exhausted(Resource.FUEL, "");
        }
        return message.equals(TrapKind.CALL_STACK_EXHAUSTED.text()) ? Death.exhausted(Resource.CALL_DEPTH, "") : Death.exhausted(Resource.MEMORY, message);
    }

    /** It is dead from now on, with all below it; the first cause counts. What is left of them goes in the background. */
    void die(Death cause) {
        List<NanoProcess> subtree = new ArrayList<>();
        synchronized (supervisor) {
            if (isEnding) {
                return;
            }
            addTo(subtree);
            for (NanoProcess each : subtree) {
                each.isEnding = true;
                if (each.state != State.DEAD) {
                    each.death = each == this ? cause : Death.killed("its parent " + each.parent.path + " died");
                    each.state = State.DEAD;
                }
                each.pause.end();
                each.children.clear();
            }
            supervisor.childrenOf(parent).values().remove(this);
        }
        try {
            supervisor.reap(subtree);
        } finally {
            for (NanoProcess each : subtree) {
                each.ended.complete(each.death);
            }
        }
    }

    /** Stops what runs inside, and waits until nothing does; after {@link #die}. */
    void cancel() {
        Cell last = cell;
        if (last != null) {
            awaitHome();
            last.cancel(death.message());
        }
    }

    /**
     * Waits until its thread runs no other nano-process's code: stopping that thread there would leave the other one, which may have
     * nothing to do with this death, with unfinished state. When it comes back it sees that it's over.
     */
    private void awaitHome() {
        for (long nanos = 10_000; turn.isOut(); nanos = Math.min(2 * nanos, 20_000_000)) {
            LockSupport.parkNanos(nanos);
        }
    }

    /** Gives back what it counted for, and tells that it's gone; after {@link #cancel}. */
    void bury() {
        cell = null;
        try {
            account.close();
            FuelTank source = supervisor.tankAbove(parent, limits);
            if (fuel != null && source != null) {
                source.giveBack(fuel.remaining());
            }
            Supervisor.releaseBudget(budget, fuel == null ? 0 : fuel.remaining(), limits);
        } finally {
            supervisor.release(this);
            reaped.complete(null);
        }
    }

    /** What its capabilities ask before they use the host. */
    private final class Uses implements Holder.Meter {

        @Override
        public boolean output(long bytes) {
            return charge(Resource.OUTPUT, bytes);
        }

        @Override
        public boolean files(long count) {
            return charge(Resource.OPEN_FILES, count);
        }

        @Override
        public boolean limitsCapabilities() {
            return account.isLimited(Resource.CAPABILITIES);
        }

        @Override
        public boolean capabilities(long count, boolean received) {
            // Who sends it more than it may have is refused; it doesn't die of that.
            return received ? account.charge(Resource.CAPABILITIES, count) == null : charge(Resource.CAPABILITIES, count);
        }
    }

    /** Charges growth of memories and tables to it and all above it. */
    ResourceLimiter limiter() {
        return new Limiter();
    }

    private final class Limiter extends HeapBoundary implements ResourceLimiter {

        @Override
        public boolean memoryGrowing(long delta) {
            return charge(Resource.MEMORY, delta);
        }

        @Override
        public boolean tableGrowing(long delta) {
            return charge(Resource.TABLE_ELEMENTS, delta);
        }
    }

    private boolean charge(Resource resource, long amount) {
        Account.Exceeded limit = account.charge(resource, amount);
        if (limit == null) {
            return true;
        }
        if (limits.isGrowthToFail()) {
            return false;
        }
        exceeded = limit;
        throw WasmException.of(FailureType.EXHAUSTION, "exhausted:" + resource);
    }

    /** The way in for other nano-processes. */
    Gate gate() {
        return gate;
    }

    /** Who it is for {@link Turn#goOut}. */
    long id() {
        return holder.id();
    }

    /** Whose code the thread runs that is inside: this one's own, or that of one it called from there. */
    NanoProcess innermost() {
        NanoProcess next = this;
        for (long out = turn.outIn(); out != 0; out = next.turn.outIn()) {
            NanoProcess called = supervisor.byId(out);
            if (called == null) {
                return next;
            }
            next = called;
        }
        return next;
    }

    Pause pausing() {
        return pause;
    }

    Supervisor supervisor() {
        return supervisor;
    }

    /** What it will have died of if somebody else's refusal ends it. */
    void isExceeding(Account.Exceeded limit) {
        exceeded = limit;
    }

    @Override
    public String toString() {
        return "nano-process " + path + " (" + (death == null ? state.toString().toLowerCase(java.util.Locale.ROOT) : death.message()) + ")";
    }
}
