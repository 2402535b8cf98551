// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.tier;

import java.lang.invoke.CallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MutableCallSite;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

import org.jwasm.runtime.CompiledCode;
import org.jwasm.runtime.FunctionLink;
import org.jwasm.runtime.WasmInstance;

import com.oracle.truffle.api.RootCallTarget;

/** A function, the ways to call it, and what is known of how hot it is. */
final class Link extends FunctionLink {

    /** What a round of a loop counts, where a call counts 1: rounds that are told have all been made by one who is still there. */
    private static final int ROUND_WEIGHT = 2;

    /** In how many loops trees of one function can go over: what begins at one has all loops behind it in it too. */
    private static final int MOST_LOOPS = 16;

    final CompiledTier tier;
    final int function;
    /** The request that waits or is being worked on, or null; kept by the queue. */
    volatile TranslationQueue.Request request;
    private final AtomicLong heat = new AtomicLong();
    /** Code that begins at loops, or {@link #NONE} where there can be none. */
    private final Map<Integer, CompiledCode> loops = new ConcurrentHashMap<>();
    /** Calls of it by compiled code. */
    private final List<MutableCallSite> sites = new ArrayList<>();
    /** What has the function under the name by which others call it; null if there is none yet. */
    private volatile Class<?> named;
    /** What has the function now; null if that is its tree. */
    private Class<?> type;
    /** Takes the arguments and the instance; null if nobody has asked for it. */
    private MethodHandle direct;
    private volatile MethodHandle entry;
    private RootCallTarget target;
    private String name;
    private boolean sought;
    private boolean retired;
    private volatile boolean announced;
    private volatile boolean forGraal;
    private volatile boolean indirect;
    /** How many functions were linked before. */
    private final int order;

    Link(CompiledTier tier, int function, int order) {
        this.tier = tier;
        this.function = function;
        this.order = order;
    }

    int order() {
        return order;
    }

    /** The name by which other functions find its class. */
    String name() {
        String known = name;
        if (known == null) {
            known = CompiledClasses.nameOf(function);
            name = known;
        }
        return known;
    }

    /** Whether Graal can compile it, and does so if that is better. */
    void leaveToGraal(boolean can) {
        forGraal = can;
    }

    boolean isForGraal() {
        return forGraal;
    }

    /** Whether it was translated with calls of functions that had no classes yet. */
    boolean isIndirect() {
        return indirect;
    }

    void setIndirect(boolean newIndirect) {
        indirect = newIndirect;
    }

    long heat() {
        return heat.get();
    }

    /** Its tree, or what is in place of it; built now if it was not yet. */
    RootCallTarget target() {
        RootCallTarget known = target;
        if (known == null) {
            known = tier.target(function);
            target = known;
        }
        return known;
    }

    @Override
    public MethodHandle entry() {
        MethodHandle known = entry;
        return known == null ? tier.linked(this) : known;
    }

    /** Links it, with enough stack for that. */
    synchronized MethodHandle linked() {
        if (entry == null) {
            entry = tier.isImported(function) ? tier.packed(this, Object.class) : CompiledTier.last(direct(), Object.class);
        }
        return entry;
    }

    /** A call of it by compiled code; changes to the compiled code when that is there, and back for instruments. */
    synchronized CallSite site() {
        MethodHandle handle = direct();
        MutableCallSite site = new MutableCallSite(handle);
        sites.add(site);
        return site;
    }

    /** Looks for it in the cache, before its first call, which is that of its root: so instruments know of it. */
    synchronized void load() {
        if (!sought) {
            sought = true;
            tier.load(this);
        }
    }

    private MethodHandle direct() {
        if (direct == null) {
            direct = type == null ? tier.packed(this, WasmInstance.class) : tier.handle(function, type);
        }
        return direct;
    }

    /** Whether other functions may call its class by name. */
    boolean hasClass() {
        return named != null;
    }

    /** The class that others find by its name; null if there is none yet. */
    Class<?> named() {
        return named;
    }

    /** Whether instruments have heard of its root. */
    boolean isAnnounced() {
        return announced;
    }

    void setAnnounced() {
        announced = true;
    }

    @Override
    public void called(int calls) {
        heat.addAndGet(calls);
        if (code() == null) {
            tier.queue().request(this, TranslationQueue.NO_LOOP);
        }
    }

    @Override
    public CompiledCode looped(int loop, int rounds) {
        heat.addAndGet((long) rounds * ROUND_WEIGHT);
        CompiledCode known = loops.get(loop);
        if (known == null && loops.size() >= MOST_LOOPS) {
            return NONE;
        }
        if (known == null && code() != NONE) {
            tier.queue().request(this, loop);
            known = loops.get(loop);
        }
        return known == null && code() == NONE ? NONE : known;
    }

    boolean hasLoop(int loop) {
        return loops.containsKey(loop);
    }

    /** From now on trees go over to {@code code} at a loop; or never, if it is {@link #NONE}. */
    synchronized void enterLoop(int loop, CompiledCode code) {
        loops.put(loop, retired ? NONE : code);
    }

    /**
     * Lets all calls go to the compiled code from now on.
     *
     * @param isNamed whether others may call the class by its name
     */
    synchronized void enter(CompiledCode newCode, Class<?> newType, boolean isNamed) {
        if (retired) {
            // Others may find it by its name all the same.
            CompiledClasses.retire(newType);
            return;
        }
        type = newType;
        callAnew();
        setCompiled(newCode);
        setCode(newCode);
        if (isNamed) {
            named = newType;
        }
    }

    /** Lets those call {@link #type} who call by handles. */
    private void callAnew() {
        direct = null;
        if (entry != null) {
            entry = CompiledTier.last(direct(), Object.class);
        }
        if (!sites.isEmpty()) {
            sites.forEach(site -> site.setTarget(direct()));
            MutableCallSite.syncAll(sites.toArray(MutableCallSite[]::new));
        }
    }

    @Override
    public synchronized void retire() {
        if (!retired && !tier.isImported(function)) {
            retired = true;
            Class<?> old = type;
            type = null;
            setCompiled(null);
            callAnew();
            if (old != null) {
                CompiledClasses.retire(old);
            }
            loops.replaceAll((_, _) -> NONE);
            setCode(NONE);
        }
    }

    /** It stays in the interpreter, or does so at a loop: {@code instead} is {@link #NONE}, or what tells of a defect. */
    synchronized void refuse(int loop, CompiledCode instead) {
        if (loop != TranslationQueue.NO_LOOP) {
            loops.put(loop, instead);
        } else if (code() == null) {
            setCode(instead);
        }
    }
}
