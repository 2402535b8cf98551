// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.nanoprocess;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.jwasm.capabilities.AuditLog;
import org.jwasm.capabilities.CapabilityException;
import org.jwasm.capabilities.ErrorKind;
import org.jwasm.capabilities.Holder;
import org.jwasm.capabilities.ObjectCapability;
import org.jwasm.capabilities.SpawnCapability;
import org.jwasm.capabilities.host.ThreadStack;
import org.jwasm.nanoprocess.spi.Cell;
import org.jwasm.nanoprocess.spi.CellSettings;
import org.jwasm.nanoprocess.spi.Isolation;
import org.jwasm.nanoprocess.spi.LoadedImage;
import org.jwasm.runtime.FuelTank;
import org.jwasm.runtime.WasmException;

/**
 * Spawns nano-processes and watches over them. They form trees; those at the top are the supervisor's own.
 *
 * <pre>{@code
 * try (Supervisor supervisor = Supervisor.create()) {
 *     Image image = supervisor.load("sum", wasm);
 *     NanoProcess sum = supervisor.spawn("sum", image, Endowment.EMPTY);
 *     Object five = sum.call("add", 2, 3);
 * }
 * }</pre>
 */
public final class Supervisor implements AutoCloseable {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:@-]{0,127}");
    private static final int REAPERS = 4;
    private static final System.Logger LOG = System.getLogger(Supervisor.class.getName());

    /** Without any limit: who goes down the tree needs stack for it. */
    private static final int DEEPEST = 500;

    private final Context context;
    private final boolean ownsContext;
    private final Value handOver;
    private final Isolation isolation;
    private final Account account;
    private final Limits limits;
    private final FuelTank fuel;
    private final Holder holder;
    private final Map<String, NanoProcess> roots = new LinkedHashMap<>();
    private final Map<Long, NanoProcess> byId = new ConcurrentHashMap<>();
    private final ExecutorService reapers = Executors.newFixedThreadPool(REAPERS, Thread.ofPlatform().daemon().name("jwasm-reaper-", 0).factory());
    /** Of as many threads as there are busy nano-processes to be stopped at once, each of which has a thread inside. */
    private final ExecutorService cancellers = Executors.newCachedThreadPool(Thread.ofPlatform().daemon().name("jwasm-canceller-", 0).factory());
    private final Watchdog watchdog = new Watchdog();
    private volatile boolean brokenExpected;
    private boolean closed;

    private Supervisor(Context context, boolean ownsContext, Limits limits, AuditLog log) {
        this.context = context;
        this.ownsContext = ownsContext;
        this.limits = limits;
        for (Resource resource : Resource.values()) {
            if (limits.of(resource).isPresent() && !resource.isForAll()) {
                throw new IllegalArgumentException(resource + " is limited for nano-processes, not for a supervisor");
            }
        }
        this.account = new Account(null, limits, null, null);
        this.fuel = limits.of(Resource.FUEL).isPresent() ? new FuelTank(limits.get(Resource.FUEL), Integer.MAX_VALUE) : null;
        this.holder = Holder.host(log);
        // Its class, while there is stack for that.
        ThreadStack.end();
        this.handOver = context.eval(Source.newBuilder("wasm", "", "isolation").mimeType(Isolation.MIME_TYPE).internal(true).buildLiteral());
        this.isolation = request().isolation();
    }

    /** A supervisor in a polyglot context of its own that allows nothing. */
    public static Supervisor create() {
        return create(Limits.NONE);
    }

    /** The same, with limits for all nano-processes together, on all but times, heap and calls. */
    public static Supervisor create(Limits limits) {
        return create(limits, null);
    }

    /** The same, with a log of what happens to the capabilities of all nano-processes; null for none. */
    public static Supervisor create(Limits limits, AuditLog log) {
        return new Supervisor(Context.newBuilder("wasm").build(), true, limits, log);
    }

    /** A supervisor in a context of the embedder's, whose values can then be granted to nano-processes. */
    public static Supervisor in(Context context, Limits limits) {
        return in(context, limits, null);
    }

    /** The same with an audit log, which may be null. */
    public static Supervisor in(Context context, Limits limits, AuditLog log) {
        return new Supervisor(context, false, limits, log);
    }

    private Isolation.Request request(Object... values) {
        Isolation.Request request = new Isolation.Request();
        List<Object> arguments = new ArrayList<>(List.of(request));
        arguments.addAll(List.of(values));
        handOver.executeVoid(arguments.toArray());
        return request;
    }

    /**
     * An object of Java behind a list of its members, to be granted. Of them guests can use those that the context's host access allows: by
     * default, what is annotated with {@code HostAccess.Export}.
     *
     * @param members names of methods and fields, {@link ObjectCapability#CALL}, {@link ObjectCapability#ELEMENTS}
     */
    public ObjectCapability object(Object target, String... members) {
        Isolation.Request request = request(target);
        return ObjectCapability.of(request.isolation().context(), request.values()[0], members);
    }

    /** The host as the holder that grants to the nano-processes at the top. */
    public Holder holder() {
        return holder;
    }

    /**
     * The authority to spawn nano-processes of some images, for guests: below the guest that uses it, with what that guest hands on.
     * What they use is charged to the budget and to the spawning nano-process.
     *
     * @param images by the names by which guests ask for them
     * @param budget what isn't in it is bounded by the limits of the spawning nano-process only
     */
    public SpawnCapability spawning(Map<String, Image> images, Map<SpawnCapability.Resource, Long> budget) {
        return SpawnCapability.of(new GuestSpawner(this, Map.copyOf(images)), budget);
    }

    /**
     * Loads a module to spawn nano-processes of.
     *
     * @param wasm a module in the binary or the text format
     * @throws IllegalArgumentException if it is malformed or invalid; the message tells where
     */
    public Image load(String name, byte[] wasm) {
        try {
            LoadedImage loaded = isolation.load(name, wasm);
            return new Image(name, wasm, loaded);
        } catch (WasmException e) {
            throw new IllegalArgumentException(name + ": " + e.getMessage(), e);
        }
    }

    /**
     * Spawns a nano-process at the top of the tree: links its module with what the endowment gives, and instantiates it.
     *
     * @param name unique among those alive at its place: letters, digits, and {@code . _ : @ -}
     * @throws NanoProcessException if an import isn't given or of another type, or its start function fails
     */
    public NanoProcess spawn(String name, Image image, Endowment endowment) {
        return spawn(null, name, image, endowment);
    }

    NanoProcess spawn(NanoProcess parent, String name, Image image, Endowment endowment) {
        return spawn(parent, name, image, endowment, null);
    }

    /** @param budget that it is charged to as well, or null */
    NanoProcess spawn(NanoProcess parent, String name, Image image, Endowment endowment, SpawnCapability budget) {
        NanoProcess child = create(parent, name, image, endowment.limits(), budget);
        link(child, endowment);
        return child;
    }

    /**
     * Gives a nano-process its place in the tree, to be linked later by {@link NanoProcess#link}: so that it can be wired to others
     * wherever these stand in the tree, and others can get capabilities of it.
     *
     * @param parent null for the top
     * @throws NanoProcessException if there is no room for it
     */
    public NanoProcess create(NanoProcess parent, String name, Image image, Limits wanted) {
        return create(parent, name, image, wanted, null);
    }

    private NanoProcess create(NanoProcess parent, String name, Image image, Limits wanted, SpawnCapability budget) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("`" + name + "` can't be the name of a nano-process");
        }
        synchronized (this) {
            return enroll(parent, name, image, wanted, budget);
        }
    }

    void link(NanoProcess child, Endowment endowment) {
        try {
            Endowment issued = endowment.issuedTo(child.holder());
            Cell cell = isolation.create(new CellSettings(child.path(), child.gate(), issued, child.fuel(), child.limiter()));
            watchdog.watch(child);
            child.start(cell, issued);
        } catch (CapabilityException e) {
            giveUp(child);
            throw new NanoProcessException(child.path(), e.getMessage());
        } catch (RuntimeException | Error e) {
            giveUp(child);
            throw e;
        }
    }

    private static void giveUp(NanoProcess child) {
        child.die(Death.killed("it could not be spawned"));
        // So that it counts for nothing when its spawner hears of it; nobody is inside any more.
        child.reaped().join();
    }

    /** Gives it its place, and charges for it. */
    private NanoProcess enroll(NanoProcess parent, String name, Image image, Limits wanted, SpawnCapability budget) {
        String path = parent == null ? name : parent.path() + "/" + name;
        if (closed) {
            throw new NanoProcessException(path, "the supervisor is closed");
        }
        if (parent != null && !parent.isAlive()) {
            throw new NanoProcessException(path, "its parent is dead");
        }
        Map<String, NanoProcess> siblings = childrenOf(parent);
        if (siblings.containsKey(name)) {
            throw new NanoProcessException(path, "there is one of that name");
        }
        checkDepth(parent, path);
        chargeBudget(budget, path, wanted);
        Account.Exceeded exceeded = accountOf(parent).charge(Resource.CHILDREN, 1, budget);
        if (exceeded != null) {
            releaseBudget(budget, wanted.get(Resource.FUEL), wanted);
            throw new NanoProcessException(path, "exhausted:" + exceeded.resource() + " (limit " + exceeded.limit() + " of " + exceeded.owner() + ")");
        }
        FuelTank filled;
        try {
            filled = tank(parent, path, wanted);
        } catch (RuntimeException e) {
            releaseBudget(budget, wanted.get(Resource.FUEL), wanted);
            accountOf(parent).release(Resource.CHILDREN, 1, budget);
            throw e;
        }
        NanoProcess child = new NanoProcess(this, parent, name, image, wanted, filled, budget);
        siblings.put(name, child);
        byId.put(child.id(), child);
        return child;
    }

    private static void chargeBudget(SpawnCapability budget, String path, Limits wanted) {
        if (budget == null) {
            return;
        }
        try {
            budget.charge(SpawnCapability.Resource.CHILDREN, 1);
            if (wanted.of(Resource.FUEL).isPresent()) {
                try {
                    budget.charge(SpawnCapability.Resource.FUEL, wanted.get(Resource.FUEL));
                } catch (CapabilityException e) {
                    budget.release(SpawnCapability.Resource.CHILDREN, 1);
                    throw e;
                }
            }
        } catch (CapabilityException e) {
            throw new NanoProcessException(path, e.getMessage());
        }
    }

    /** What a budget was charged for one nano-process of which so much fuel is left. */
    static void releaseBudget(SpawnCapability budget, long fuel, Limits limits) {
        if (budget != null) {
            budget.release(SpawnCapability.Resource.CHILDREN, 1);
            if (limits.of(Resource.FUEL).isPresent()) {
                budget.release(SpawnCapability.Resource.FUEL, fuel);
            }
        }
    }

    private void checkDepth(NanoProcess parent, String path) {
        int depth = parent == null ? 1 : parent.depth() + 1;
        boolean tooDeep = depth > Math.min(DEEPEST, limits.get(Resource.DEPTH));
        for (NanoProcess above = parent; above != null; above = above.parent()) {
            tooDeep |= depth - above.depth() > above.limits().get(Resource.DEPTH);
        }
        if (tooDeep) {
            throw new NanoProcessException(path, "exhausted:" + Resource.DEPTH);
        }
    }

    /** The tank out of which a child's is filled; null if there is no limit of fuel above it. */
    FuelTank tankAbove(NanoProcess parent, Limits wanted) {
        if (parent == null) {
            return fuel;
        }
        return parent.limits().of(Resource.FUEL).isPresent() ? parent.fuel() : null;
    }

    /** The tank of a child. */
    private FuelTank tank(NanoProcess parent, String path, Limits wanted) {
        FuelTank above = tankAbove(parent, wanted);
        if (above == null && wanted.of(Resource.FUEL).isEmpty() && wanted.of(Resource.CALL_DEPTH).isEmpty()) {
            return null;
        }
        long units = wanted.get(Resource.FUEL);
        if (above != null) {
            if (units > above.remaining()) {
                String owner = parent == null ? "the supervisor has " : "its parent has ";
                throw new NanoProcessException(path, "exhausted:" + Resource.FUEL + " (" + owner + above.remaining() + " units left; " +
                                (wanted.of(Resource.FUEL).isEmpty() ? "it needs a share of them, by a limit)" : "it wants " + units + ")"));
            }
            above.consume(units, null);
        }
        return new FuelTank(units, (int) Math.min(Integer.MAX_VALUE, wanted.get(Resource.CALL_DEPTH)));
    }

    /** The nano-processes at the top that are alive. */
    public synchronized List<NanoProcess> processes() {
        return new ArrayList<>(roots.values());
    }

    /**
     * The living nano-process that is a holder; null for the host.
     *
     * @throws CapabilityException if there is none
     */
    NanoProcess processOf(Holder of) throws CapabilityException {
        if (of.parent() == null) {
            return null;
        }
        NanoProcess process = find(of.path());
        if (process == null || process.holder() != of) {
            throw new CapabilityException(ErrorKind.NOTCAPABLE, of + " is no nano-process");
        }
        return process;
    }

    /** The living nano-process with a path, or null. */
    public synchronized NanoProcess find(String path) {
        Map<String, NanoProcess> level = roots;
        NanoProcess found = null;
        for (String name : path.split("/")) {
            found = level.get(name);
            if (found == null) {
                return null;
            }
            level = found.childrenByName();
        }
        return found;
    }

    /** What all of them use together of a shared resource. */
    public long used(Resource resource) {
        return account.used(resource);
    }

    /** What counts for a nano-process, or for all if that is null. */
    Account accountOf(NanoProcess process) {
        return process == null ? account : process.account();
    }

    /** The living children of a nano-process, or those at the top if that is null; guarded by this. */
    Map<String, NanoProcess> childrenOf(NanoProcess process) {
        return process == null ? roots : process.childrenByName();
    }

    /** As whom a nano-process holds capabilities; the host if that is null. */
    Holder holderOf(NanoProcess process) {
        return process == null ? holder : process.holder();
    }

    /** Lets go of dead ones, those below first. Those that run are stopped at once, all at the same time. */
    void reap(List<NanoProcess> dead) {
        List<CompletableFuture<?>> stopping = new ArrayList<>();
        for (NanoProcess each : dead) {
            watchdog.forget(each);
            if (each.isBusy()) {
                stopping.add(CompletableFuture.runAsync(each::cancel, cancellers));
            }
        }
        // What has threads inside may take its time: it doesn't hold the others up.
        (stopping.isEmpty() ? reapers : cancellers).execute(() -> {
            dead.forEach(each -> attempt(each, "revoking what it held", each.holder()::end));
            // Again, where nothing is left to be done: a thread may have come in just before it was dead.
            dead.forEach(each -> attempt(each, "stopping it", each::cancel));
            stopping.forEach(each -> each.exceptionally(_ -> null).join());
            dead.forEach(each -> attempt(each, "giving back what it used", each::bury));
        });
    }

    /** One step of many, which go on whatever becomes of it: what a host's object throws when it is closed, say, is the host's to know of. */
    private static void attempt(NanoProcess process, String step, Runnable action) {
        try {
            action.run();
        } catch (RuntimeException | Error e) {
            LOG.log(System.Logger.Level.WARNING, () -> process + ": " + step + " failed: " + e);
        }
    }

    /** There was no stack left somewhere: those that something came out of there are still to be ended. */
    void expectBroken() {
        brokenExpected = true;
    }

    /** Ends them, where there is stack again. */
    void endBroken() {
        if (brokenExpected) {
            brokenExpected = false;
            List<NanoProcess> all = new ArrayList<>();
            synchronized (this) {
                roots.values().forEach(root -> all.addAll(root.subtree()));
            }
            all.forEach(NanoProcess::endIfBroken);
        }
    }

    /** The nano-process whose {@link NanoProcess#id} that is, until nothing is left of it. */
    NanoProcess byId(long id) {
        return byId.get(id);
    }

    /** What it counted for as a child. */
    void release(NanoProcess dead) {
        byId.remove(dead.id());
        accountOf(dead.parent()).release(Resource.CHILDREN, 1, dead.budget());
    }

    /** Kills all nano-processes and waits until nothing of them runs any more. */
    @Override
    public void close() {
        List<NanoProcess> all;
        synchronized (this) {
            closed = true;
            all = new ArrayList<>(roots.values());
        }
        all.forEach(each -> each.kill("the supervisor was closed"));
        all.forEach(each -> each.reaped().join());
        watchdog.close();
        reapers.shutdown();
        cancellers.shutdown();
        try {
            reapers.awaitTermination(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (ownsContext) {
            context.close(true);
        }
    }
}
