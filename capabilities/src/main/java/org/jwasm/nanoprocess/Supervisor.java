package org.jwasm.nanoprocess;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Source;
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

    private final Context context;
    private final boolean ownsContext;
    private final Isolation isolation;
    private final Account account;
    private final Limits limits;
    private final Map<String, NanoProcess> roots = new LinkedHashMap<>();
    private final ExecutorService reapers = Executors.newFixedThreadPool(REAPERS, Thread.ofPlatform().daemon().name("jwasm-reaper-", 0).factory());
    private final Watchdog watchdog = new Watchdog();
    private boolean closed;

    private Supervisor(Context context, boolean ownsContext, Limits limits) {
        this.context = context;
        this.ownsContext = ownsContext;
        this.limits = limits;
        this.account = new Account(null, limits, null);
        Isolation.Request request = new Isolation.Request();
        context.eval(Source.newBuilder("wasm", "", "isolation").mimeType(Isolation.MIME_TYPE).internal(true).buildLiteral()).executeVoid(request);
        this.isolation = request.isolation();
    }

    /** A supervisor in a polyglot context of its own that allows nothing. */
    public static Supervisor create() {
        return create(Limits.NONE);
    }

    /** The same, with limits for all nano-processes together. */
    public static Supervisor create(Limits limits) {
        return new Supervisor(Context.newBuilder("wasm").build(), true, limits);
    }

    /** A supervisor in a context of the embedder's, whose values can then be granted to nano-processes. */
    public static Supervisor in(Context context, Limits limits) {
        return new Supervisor(context, false, limits);
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
        NanoProcess child = create(parent, name, image, endowment);
        child.link();
        return child;
    }

    /**
     * Gives a nano-process its place in the tree, to be linked later by {@link NanoProcess#link()}: so that one can be bound to
     * functions of others wherever these stand in the tree.
     *
     * @param parent null for the top
     * @throws NanoProcessException if there is no room for it
     */
    public NanoProcess create(NanoProcess parent, String name, Image image, Endowment endowment) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("`" + name + "` can't be the name of a nano-process");
        }
        NanoProcess child;
        synchronized (this) {
            child = enroll(parent, name, image, endowment);
        }
        undoneOnFailure(child, () -> {
            child.open(isolation.create(new CellSettings(child.path(), child.gate(), endowment, child.fuel(), child.limiter())));
            watchdog.watch(child);
        });
        return child;
    }

    /** Does something to a nano-process that is about to live; if it fails, that counts for nothing when the spawner hears of it. */
    void undoneOnFailure(NanoProcess child, Runnable action) {
        try {
            action.run();
        } catch (RuntimeException | Error e) {
            child.die(Death.killed("it could not be spawned"));
            // Nobody is inside any more.
            child.reaped().join();
            throw e;
        }
    }

    /** Gives it its place, and charges for it. */
    private NanoProcess enroll(NanoProcess parent, String name, Image image, Endowment endowment) {
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
        Account.Exceeded exceeded = accountOf(parent).charge(Resource.CHILDREN, 1);
        if (exceeded != null) {
            throw new NanoProcessException(path, "exhausted:" + exceeded.resource() + " (limit " + exceeded.limit() + ")");
        }
        FuelTank fuel;
        try {
            fuel = tank(parent, path, endowment.limits());
        } catch (RuntimeException e) {
            accountOf(parent).release(Resource.CHILDREN, 1);
            throw e;
        }
        NanoProcess child = new NanoProcess(this, parent, name, image, endowment, fuel);
        siblings.put(name, child);
        return child;
    }

    private void checkDepth(NanoProcess parent, String path) {
        int depth = parent == null ? 1 : parent.depth() + 1;
        boolean tooDeep = depth > limits.get(Resource.DEPTH);
        for (NanoProcess above = parent; above != null; above = above.parent()) {
            tooDeep |= depth - above.depth() > above.endowment().limits().get(Resource.DEPTH);
        }
        if (tooDeep) {
            throw new NanoProcessException(path, "exhausted:" + Resource.DEPTH);
        }
    }

    /** The tank of a child, filled out of its parent's. */
    private static FuelTank tank(NanoProcess parent, String path, Limits wanted) {
        FuelTank above = parent == null ? null : parent.fuel();
        boolean bounded = above != null && parent.endowment().limits().of(Resource.FUEL).isPresent();
        if (wanted.of(Resource.FUEL).isEmpty() && wanted.of(Resource.CALL_DEPTH).isEmpty() && !bounded) {
            return null;
        }
        long units = wanted.get(Resource.FUEL);
        if (bounded) {
            if (units > above.remaining()) {
                throw new NanoProcessException(path, "exhausted:" + Resource.FUEL + " (its parent has " + above.remaining() + " units left; " +
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

    /** Lets go of dead ones, those below first. */
    void reap(List<NanoProcess> dead) {
        reapers.execute(() -> {
            for (NanoProcess each : dead) {
                watchdog.forget(each);
                each.bury();
            }
        });
    }

    /** What it counted for as a child. */
    void release(NanoProcess dead) {
        accountOf(dead.parent()).release(Resource.CHILDREN, 1);
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
