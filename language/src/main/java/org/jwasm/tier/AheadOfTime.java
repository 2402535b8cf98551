// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.tier;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

import org.jwasm.binary.FileBytes;
import org.jwasm.runtime.CodeProfile;
import org.jwasm.runtime.ModuleCode;
import org.jwasm.structure.Feature;
import org.jwasm.structure.Module;
import org.jwasm.tier.cache.CodeCache;
import org.jwasm.tier.cache.ModuleCache;

import com.oracle.truffle.api.RootCallTarget;

/** Translates functions of a module into a cache, on all processors, without running any: all of them, or those that a program ran. */
public final class AheadOfTime {

    // The class-file library calls itself for each label of a method.
    private static final long STACK_SIZE = 64L << 20;
    /** Of one function: nobody waits for it. */
    private static final long LONGEST = TimeUnit.MINUTES.toNanos(5);
    /** Who asked for all waits for all. */
    private static final long LONGEST_OF_ALL = TimeUnit.DAYS.toNanos(1);

    private final Module module;
    private final CompiledTier tier;
    private final ModuleCache cache;
    private final int[] functions;
    /** By {@link System#nanoTime}, when the rest is given up. */
    private final long deadline;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger translated = new AtomicInteger();
    private final AtomicLong codeBytes = new AtomicLong();
    private final AtomicLong classBytes = new AtomicLong();
    private final Map<String, Integer> refusals = new ConcurrentSkipListMap<>();

    /**
     * What was done.
     *
     * @param functions that the module defines
     * @param known of them the cache had already
     * @param translated of them are new in it
     * @param codeBytes of the translated functions in the module, {@code classBytes} of what they became
     * @param refusals why functions stay in the interpreter, and how many do for each reason
     * @param written whether the cache has them now
     */
    public record Summary(int functions, int known, int translated, long codeBytes, long classBytes, Map<String, Integer> refusals,
                    boolean written) {
    }

    private AheadOfTime(ModuleCode code, Share share, ModuleCache cache, int[] functions, long deadline) {
        this.module = code.module();
        this.cache = cache;
        this.functions = functions;
        this.deadline = deadline;
        this.tier = new CompiledTier(code, share, new CompiledTier.Thresholds(1, 1), null, null, false);
    }

    private static RootCallTarget build(ModuleCode code, int function) {
        throw new IllegalStateException(code + ", function " + function + ": nothing runs here");
    }

    /**
     * Translates what a cache doesn't have yet, and writes it.
     *
     * @param bytes of the module
     * @param features that the module is going to be run with
     */
    public static Summary fill(CodeCache cache, FileBytes bytes, Module module, CodeProfile profile, Set<Feature> features) throws InterruptedException {
        ModuleCode code = new ModuleCode(module, profile, AheadOfTime::build);
        ModuleCache moduleCache = cache.of(bytes, profile, features);
        int[] missing = IntStream.range(module.importedFunctionCount(), module.functionCount()).filter(function -> !moduleCache.has(function)).toArray();
        AheadOfTime work = new AheadOfTime(code, Share.ALL, moduleCache, missing, System.nanoTime() + LONGEST_OF_ALL);
        work.run();
        CodeCache.save();
        int functions = module.functionCount() - module.importedFunctionCount();
        return new Summary(functions, functions - missing.length, work.translated.get(), work.codeBytes.get(), work.classBytes.get(), Map.copyOf(work.refusals),
                        moduleCache.isWritten());
    }

    /**
     * Translates functions that a program ran, for the next process.
     *
     * @param deadline by {@link System#nanoTime}, when the rest is given up
     */
    static void complete(ModuleCode code, Share share, ModuleCache cache, int[] functions, long deadline) throws InterruptedException {
        new AheadOfTime(code, share, cache, functions, deadline).run();
    }

    private void run() throws InterruptedException {
        int workers = Runtime.getRuntime().availableProcessors();
        CountDownLatch done = new CountDownLatch(workers);
        for (int i = 0; i < workers; i++) {
            Thread worker = new Thread(null, () -> work(done), "translation " + i, STACK_SIZE);
            worker.setDaemon(true);
            try {
                worker.start();
            } catch (OutOfMemoryError e) {
                // No thread to be had.
                work(done);
            }
        }
        done.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    private void work(CountDownLatch done) {
        try {
            for (int i = next.getAndIncrement(); i < functions.length && System.nanoTime() < deadline; i = next.getAndIncrement()) {
                translate(functions[i]);
            }
        } finally {
            done.countDown();
        }
    }

    private void translate(int function) {
        try {
            Translation translation = tier.translate(function, new Pace(Math.min(LONGEST, deadline - System.nanoTime())));
            cache.add(function, translation.toEntry());
            translated.incrementAndGet();
            codeBytes.addAndGet(module.codeSize(function));
            classBytes.addAndGet(translation.length());
        } catch (Untranslatable e) {
            refusals.merge(e.getMessage(), 1, Integer::sum);
        } catch (RuntimeException | Error e) {
            refusals.merge("a defect of the translation: " + e, 1, Integer::sum);
        }
    }
}
