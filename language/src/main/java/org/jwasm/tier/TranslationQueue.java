// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.tier;

import java.lang.ref.WeakReference;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CountDownLatch;

import org.jwasm.runtime.CompiledFrames;
import org.jwasm.runtime.StackProbe;

import com.oracle.truffle.api.TruffleSafepoint;

/**
 * What the compiled tiers of an engine are to translate, the hottest first, on one thread: a thread of the host, which runs no
 * code of guests, and ends when there is nothing to do. Safe for use by many threads.
 */
public final class TranslationQueue {

    static final int NO_LOOP = Integer.MIN_VALUE;
    private static final long IDLE_MILLIS = 500;
    /** The more there are, the more are chosen at a time: to look at thousands for each would take as long as to translate it. */
    private static final int WAITING_PER_CHOSEN = 64;
    private static final int MOST_CHOSEN = 32;

    /**
     * Bounds.
     *
     * @param length how many functions may wait; more are forgotten, until they ask again
     * @param nanos how long one translation may take
     * @param synchronous whether those who ask for a translation wait for it
     */
    public record Limits(int length, long nanos, boolean synchronous) {
    }

    /** A function to be translated, and maybe a loop of it. Those who drop a module drop what waits of it. */
    static final class Request {
        private final WeakReference<Link> link;
        private final long since = System.nanoTime();
        private final CountDownLatch done = new CountDownLatch(1);
        private int loop;
        private boolean running;

        private Request(Link link, int loop) {
            this.link = new WeakReference<>(link);
            this.loop = loop;
        }
    }

    private record Chosen(Request request, long heat) {
    }

    private final Limits limits;
    private final List<Request> waiting = new ArrayList<>();
    /** What is next, the hottest first: not among those that wait. */
    private final ArrayDeque<Request> hottest = new ArrayDeque<>();
    private boolean working;
    private boolean failed;

    public TranslationQueue(Limits limits) {
        this.limits = limits;
    }

    boolean isSynchronous() {
        return limits.synchronous;
    }

    /** Asks for a translation, of a loop too if that is not {@link #NO_LOOP}. */
    void request(Link link, int loop) {
        if ((limits.synchronous || link.request == null) && !StackProbe.isRoomy()) {
            // A guest chooses how deep it is when it asks; there will be another time.
            return;
        }
        Request request = add(link, loop);
        if (limits.synchronous && request != null) {
            // The host may want the guest to end meanwhile.
            TruffleSafepoint.setBlockedThreadInterruptible(CompiledFrames.HERE, CountDownLatch::await, request.done);
        }
    }

    private synchronized Request add(Link link, int loop) {
        Request request = link.request;
        if (request != null) {
            if (!request.running && loop != NO_LOOP) {
                request.loop = loop;
            }
            return request;
        }
        if (failed) {
            return null;
        }
        if (length() >= limits.length) {
            link.tier.log().dropped(link, length());
            return null;
        }
        request = new Request(link, loop);
        link.request = request;
        waiting.add(request);
        link.tier.log().queued(link, loop, length());
        wake(link);
        return request;
    }

    private void wake(Link link) {
        if (working) {
            notifyAll();
            return;
        }
        try {
            TranslationThread.run(this::work);
            working = true;
        } catch (OutOfMemoryError e) {
            // There is no thread to be had; guests run interpreted.
            failed = true;
            link.tier.log().refused(link, NO_LOOP, 0, "there is no thread: " + e.getMessage());
            clear();
        }
    }

    /** Forgets all that waits, when no context is left. */
    public synchronized void clear() {
        for (Request request : waiting) {
            finish(request, request.link.get());
        }
        for (Request request : hottest) {
            finish(request, request.link.get());
        }
        waiting.clear();
        hottest.clear();
    }

    /** How many functions wait. */
    public synchronized int length() {
        return waiting.size() + hottest.size();
    }

    private void finish(Request request, Link link) {
        if (link != null) {
            link.request = null;
        }
        request.done.countDown();
    }

    private void work() {
        while (true) {
            Request request;
            Link link;
            int loop;
            synchronized (this) {
                request = next();
                if (request == null) {
                    return;
                }
                request.running = true;
                link = request.link.get();
                loop = request.loop;
            }
            try {
                if (link != null) {
                    link.tier.translate(link, loop, new Pace(limits.nanos), System.nanoTime() - request.since);
                }
            } finally {
                synchronized (this) {
                    finish(request, link);
                }
            }
        }
    }

    /** The hottest request, removed; null if there was none for a while: then the thread is to end. */
    private Request next() {
        long end = System.nanoTime() + IDLE_MILLIS * 1_000_000;
        while (length() == 0) {
            long millis = (end - System.nanoTime()) / 1_000_000;
            if (millis <= 0) {
                working = false;
                return null;
            }
            try {
                wait(millis);
            } catch (InterruptedException e) {
                working = false;
                return null;
            }
        }
        if (hottest.isEmpty()) {
            choose(Math.clamp(waiting.size() / WAITING_PER_CHOSEN, 1, MOST_CHOSEN));
        }
        return hottest.removeFirst();
    }

    /** Takes so many of the hottest out of those that wait, at most all; those whose module is gone count as the hottest, to be rid of them. */
    private void choose(int count) {
        long[] heats = new long[waiting.size()];
        for (int i = 0; i < heats.length; i++) {
            Link link = waiting.get(i).link.get();
            heats[i] = link == null ? Long.MAX_VALUE : link.heat();
        }
        long[] sorted = heats.clone();
        Arrays.sort(sorted);
        long least = sorted[sorted.length - count];
        List<Chosen> chosen = new ArrayList<>(count);
        int kept = 0;
        for (int i = 0; i < heats.length; i++) {
            Request request = waiting.get(i);
            if (heats[i] >= least && chosen.size() < count) {
                chosen.add(new Chosen(request, heats[i]));
            } else {
                waiting.set(kept++, request);
            }
        }
        waiting.subList(kept, heats.length).clear();
        chosen.sort(Comparator.comparingLong(Chosen::heat).reversed());
        chosen.forEach(one -> hottest.add(one.request));
    }
}
