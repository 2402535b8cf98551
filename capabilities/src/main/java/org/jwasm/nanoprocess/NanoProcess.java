package org.jwasm.nanoprocess;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

import org.jwasm.nanoprocess.spi.Cell;
import org.jwasm.nanoprocess.spi.CellExit;
import org.jwasm.nanoprocess.spi.Gate;
import org.jwasm.runtime.FailureType;
import org.jwasm.runtime.FuelTank;
import org.jwasm.runtime.ResourceLimiter;
import org.jwasm.runtime.TrapKind;
import org.jwasm.runtime.WasmException;
import org.jwasm.wit.WitFunction;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.TruffleSafepoint;

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
    private final Endowment endowment;
    private final Account account;
    private final FuelTank fuel;
    private final Turn turn = new Turn();
    private final Map<String, NanoProcess> children = new LinkedHashMap<>();
    private final CompletableFuture<Death> ended = new CompletableFuture<>();
    private final CompletableFuture<Void> reaped = new CompletableFuture<>();
    private final long spawnedAt = System.nanoTime();
    final Meter meter = new Meter();
    private volatile Cell cell;
    private volatile State state = State.NEW;
    private volatile Death death;
    private volatile Account.Exceeded exceeded;

    NanoProcess(Supervisor supervisor, NanoProcess parent, String name, Image image, Endowment endowment, FuelTank fuel) {
        this.supervisor = supervisor;
        this.parent = parent;
        this.name = name;
        this.path = parent == null ? name : parent.path + "/" + name;
        this.depth = parent == null ? 1 : parent.depth + 1;
        this.image = image;
        this.endowment = endowment;
        this.account = new Account(supervisor.accountOf(parent), endowment.limits(), this);
        this.fuel = fuel;
    }

    /** What the watchdog knows of it; used by that thread alone. */
    static final class Meter {
        long cpuNanos;
        long allocatedAtMeasure;
        Thread measuredThread;
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

    public Endowment endowment() {
        return endowment;
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
            case CPU_TIME -> meter.cpuNanos;
            case HEAP -> {
                Cell current = cell;
                yield current == null ? 0 : current.heapSize(Long.MAX_VALUE);
            }
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
        try {
            return call.apply(cell());
        } catch (IllegalArgumentException e) {
            throw e;
        } catch (Throwable e) {
            throw dieOf(e);
        } finally {
            turn.leave();
        }
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

    /** Whether it exports a function of that name. */
    public boolean hasFunction(String export) {
        return cell().exportsFunction(export);
    }

    /** Spawns a child; see {@link Supervisor#spawn}. */
    public NanoProcess spawn(String childName, Image childImage, Endowment childEndowment) {
        return supervisor.spawn(this, childName, childImage, childEndowment);
    }

    /** Ends it and all below it, whatever they are doing; returns when that is decided. */
    public void kill(String why) {
        die(Death.killed(why));
    }

    /** Stops its code at the next safepoint; calls wait until it is resumed. Returns when it has stopped. */
    public void pause() {
        synchronized (supervisor) {
            if (state == State.DEAD || state == State.PAUSED) {
                return;
            }
            state = State.PAUSED;
        }
        cell().pause();
    }

    /** Lets paused code go on. */
    public void resume() {
        synchronized (supervisor) {
            if (state != State.PAUSED) {
                return;
            }
            state = State.RUNNING;
        }
        cell().resume();
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

    long heapSize(long enough) {
        Cell current = cell;
        return current == null ? 0 : current.heapSize(enough);
    }

    private Cell cell() {
        Cell current = cell;
        if (current == null) {
            throw new NanoProcessException(path, death);
        }
        return current;
    }

    /** Fills it with its instance. */
    void start(Cell empty) {
        cell = empty;
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
            turn.leave();
        }
    }

    private void enterFromHost() {
        try {
            if (!turn.enter()) {
                throw new NanoProcessException(path, "it waits for this thread, so it can't be called from here");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NanoProcessException(path, "interrupted while waiting for a call by another thread");
        }
        if (state == State.DEAD) {
            turn.leave();
            throw new NanoProcessException(path, death);
        }
    }

    /** What a call throws to its caller when {@code failure} came out of the cell. */
    private NanoProcessException dieOf(Throwable failure) {
        die(classify(failure));
        NanoProcessException exception = new NanoProcessException(path, death);
        exception.initCause(failure instanceof ThreadDeath ? null : failure);
        return exception;
    }

    private Death classify(Throwable failure) {
        return switch (failure) {
            case CellExit exit -> Death.exited(exit.code());
            case WasmException e when e.failureType() == FailureType.EXHAUSTION -> exhausted(e);
            case OutOfMemoryError e -> Death.exhausted(Resource.HEAP, "the host has no memory left");
            case StackOverflowError e -> Death.exhausted(Resource.CALL_DEPTH, "");
            default -> Death.trapped(String.valueOf(failure.getMessage()));
        };
    }

    private Death exhausted(WasmException e) {
        Account.Exceeded limit = exceeded;
        if (limit != null) {
            return Death.exhausted(limit.resource(), limit.owner() == this ? "limit " + limit.limit()
                            : "limit " + limit.limit() + " of " + (limit.owner() == null ? "the supervisor" : limit.owner().path));
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
            if (state == State.DEAD) {
                return;
            }
            collect(subtree);
            for (NanoProcess each : subtree) {
                boolean wasPaused = each.state == State.PAUSED;
                each.death = each == this ? cause : Death.killed("its parent " + each.parent.path + " died");
                each.state = State.DEAD;
                if (wasPaused) {
                    each.cell.resume();
                }
            }
            supervisor.childrenOf(parent).values().remove(this);
        }
        supervisor.reap(subtree);
        for (NanoProcess each : subtree) {
            each.ended.complete(each.death);
        }
    }

    /** Those below first. */
    private void collect(List<NanoProcess> subtree) {
        for (NanoProcess child : children.values()) {
            child.collect(subtree);
        }
        children.clear();
        subtree.add(this);
    }

    /** Waits until nothing runs any more, and frees all; after {@link #die}. */
    void bury() {
        Cell last = cell;
        try {
            if (last != null) {
                last.cancel(death.message());
            }
        } finally {
            cell = null;
            account.close();
            if (fuel != null && parent != null && parent.fuel != null) {
                parent.fuel.giveBack(fuel.remaining());
            }
            supervisor.release(this);
            reaped.complete(null);
        }
    }

    /** Charges growth of memories and tables to it and all above it. */
    ResourceLimiter limiter() {
        return new ResourceLimiter() {
            @Override
            public boolean memoryGrowing(long delta) {
                return charge(Resource.MEMORY, delta);
            }

            @Override
            public boolean tableGrowing(long delta) {
                return charge(Resource.TABLE_ELEMENTS, delta);
            }
        };
    }

    private boolean charge(Resource resource, long amount) {
        Account.Exceeded limit = account.charge(resource, amount);
        if (limit == null) {
            return true;
        }
        if (endowment.limits().isGrowthToFail()) {
            return false;
        }
        exceeded = limit;
        throw WasmException.of(FailureType.EXHAUSTION, "exhausted:" + resource);
    }

    /** The way in for other nano-processes. */
    Gate gate() {
        return new Gate() {
            private Account.Exceeded handleLimit;

            @Override
            @TruffleBoundary
            public void enter() {
                if (!turn.tryEnter()) {
                    await();
                }
                if (state == State.DEAD) {
                    turn.leave();
                    throw trap(death.message());
                }
            }

            @Override
            public boolean isDead() {
                return state == State.DEAD;
            }

            @Override
            @TruffleBoundary
            public boolean chargeHandles(long delta) {
                Account.Exceeded limit = account.charge(Resource.HANDLES, delta);
                if (limit != null) {
                    handleLimit = limit;
                }
                return limit == null;
            }

            @Override
            public WasmException handlesExhausted() {
                exceeded = handleLimit;
                return WasmException.of(FailureType.EXHAUSTION, "exhausted:" + Resource.HANDLES);
            }

            private void await() {
                boolean[] entered = new boolean[1];
                TruffleSafepoint.setBlockedThreadInterruptible(null, ignored -> entered[0] = turn.enter(), null);
                if (!entered[0]) {
                    throw trap("it waits for its caller, so it can't be called from there");
                }
            }

            @Override
            @TruffleBoundary
            public void leave() {
                turn.leave();
            }

            @Override
            @TruffleBoundary
            public RuntimeException fail(Throwable failure) {
                die(classify(failure));
                return trap(death.message());
            }

            private WasmException trap(String message) {
                return WasmException.of(FailureType.TRAP, "nano-process " + path + ": " + message);
            }
        };
    }

    @Override
    public String toString() {
        return "nano-process " + path + " (" + (death == null ? state.toString().toLowerCase(java.util.Locale.ROOT) : death.message()) + ")";
    }
}
