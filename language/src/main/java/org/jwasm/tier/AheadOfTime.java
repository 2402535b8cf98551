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

import org.jwasm.binary.FileBytes;
import org.jwasm.runtime.CodeProfile;
import org.jwasm.runtime.ModuleCode;
import org.jwasm.structure.Feature;
import org.jwasm.structure.Module;
import org.jwasm.tier.cache.CodeCache;
import org.jwasm.tier.cache.ModuleCache;

import com.oracle.truffle.api.RootCallTarget;

/** Translates all functions of a module into a cache, on all processors, without running any. */
public final class AheadOfTime {

    // The class-file library calls itself for each label of a method.
    private static final long STACK_SIZE = 64L << 20;
    /** Of one function: nobody waits for it. */
    private static final long LONGEST = TimeUnit.MINUTES.toNanos(5);

    private final ModuleCode code;
    private final CompiledTier tier;
    private final ModuleCache cache;
    private final AtomicInteger next;
    private final AtomicInteger known = new AtomicInteger();
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

    private AheadOfTime(CodeCache cache, FileBytes bytes, Module module, CodeProfile profile, Set<Feature> features) {
        this.cache = cache.of(bytes, profile, features);
        this.code = new ModuleCode(module, profile, AheadOfTime::build);
        this.tier = new CompiledTier(code, Share.ALL, new CompiledTier.Thresholds(1, 1), null, null, false);
        this.next = new AtomicInteger(module.importedFunctionCount());
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
        return new AheadOfTime(cache, bytes, module, profile, features).fill();
    }

    private Summary fill() throws InterruptedException {
        int workers = Runtime.getRuntime().availableProcessors();
        CountDownLatch done = new CountDownLatch(workers);
        for (int i = 0; i < workers; i++) {
            Thread worker = new Thread(null, () -> work(done), "translation " + i, STACK_SIZE);
            worker.setDaemon(true);
            worker.start();
        }
        done.await();
        CodeCache.save();
        Module module = code.module();
        return new Summary(module.functionCount() - module.importedFunctionCount(), known.get(), translated.get(), codeBytes.get(), classBytes.get(),
                        Map.copyOf(refusals), cache.isWritten());
    }

    private void work(CountDownLatch done) {
        try {
            for (int function = next.getAndIncrement(); function < code.module().functionCount(); function = next.getAndIncrement()) {
                translate(function);
            }
        } finally {
            done.countDown();
        }
    }

    private void translate(int function) {
        if (cache.has(function)) {
            known.incrementAndGet();
            return;
        }
        try {
            Translation translation = tier.translate(function, new Pace(LONGEST));
            cache.add(function, translation.toEntry());
            translated.incrementAndGet();
            codeBytes.addAndGet(code.module().codeSize(function));
            classBytes.addAndGet(translation.bytes().length);
        } catch (Untranslatable e) {
            refusals.merge(e.getMessage(), 1, Integer::sum);
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            refusals.merge("a defect of the translation: " + e, 1, Integer::sum);
        }
    }
}
