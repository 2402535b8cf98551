// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.tier;

import java.nio.file.Path;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

import org.jwasm.binary.DecoderOptions;
import org.jwasm.binary.FileBytes;
import org.jwasm.binary.ModuleDecoder;
import org.jwasm.runtime.CodeProfile;
import org.jwasm.runtime.WasmException;
import org.jwasm.structure.Feature;
import org.jwasm.structure.Module;
import org.jwasm.tier.cache.CacheException;
import org.jwasm.tier.cache.CodeCache;
import org.jwasm.tier.cache.ModuleCache;

/**
 * A module that a thread of its own looks for in the code cache and decodes while the engine is made that is to run it. Whatever comes between, the engine does without:
 * then it does the same again, and tells of what is wrong.
 */
public final class PreparedModule {

    /** Those that no engine has asked for yet. */
    private static final Map<FileBytes, PreparedModule> WAITING = Collections.synchronizedMap(new IdentityHashMap<>());

    private final Wanted wanted;
    private final FutureTask<Result> work;

    /**
     * How a module is to be loaded.
     *
     * @param name of the module
     * @param features that it can use
     * @param directory of the code cache; empty if there is none
     * @param size how many bytes its files may have together
     */
    public record Wanted(String name, Set<Feature> features, CodeProfile profile, String directory, long size) {

        // At each start, Java would make classes for a record's own method.
        @Override
        public boolean equals(Object other) {
            return other instanceof Wanted wanted && name.equals(wanted.name) && directory.equals(wanted.directory) && size == wanted.size && profile.equals(wanted.profile) &&
                            features.equals(wanted.features);
        }

        @Override
        public int hashCode() {
            return name.hashCode();
        }
    }

    /**
     * What there is then.
     *
     * @param codeCache of the directory, or null
     * @param cache what it has of the module, or null
     */
    public record Result(CodeCache codeCache, ModuleCache cache, Module module) {
    }

    private PreparedModule(Wanted wanted, FileBytes bytes) {
        this.wanted = wanted;
        this.work = new FutureTask<>(() -> prepare(wanted, bytes));
    }

    /** Begins with it, if there is another processor than the one that makes the engine. */
    public static void start(FileBytes bytes, Wanted wanted) {
        if (Runtime.getRuntime().availableProcessors() == 1) {
            return;
        }
        PreparedModule prepared = new PreparedModule(wanted, bytes);
        try {
            Thread.ofPlatform().daemon().name("decoding").start(prepared::run);
            WAITING.put(bytes, prepared);
        } catch (OutOfMemoryError e) {
            // No thread to be had: decoded when the engine is there.
        }
    }

    /** What was prepared for just that, once; null if nothing was, or if it can't be had. */
    public static Result take(FileBytes bytes, Wanted wanted) {
        PreparedModule prepared = WAITING.remove(bytes);
        if (prepared == null || !prepared.wanted.equals(wanted)) {
            return null;
        }
        try {
            return prepared.work.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        } catch (ExecutionException e) {
            return null;
        }
    }

    private void run() {
        work.run();
        try {
            TranslationThread.begin();
        } catch (OutOfMemoryError e) {
            // No thread to be had: who has something to translate asks for one again.
        }
    }

    private static Result prepare(Wanted wanted, FileBytes bytes) throws CacheException {
        CodeCache codeCache = wanted.directory.isEmpty() ? null : CodeCache.open(Path.of(wanted.directory), wanted.size);
        // Identifies the module while it is decoded.
        ModuleCache cache = codeCache == null ? null : codeCache.of(bytes, wanted.profile, wanted.features);
        return new Result(codeCache, cache, decode(wanted, bytes, cache));
    }

    /**
     * Decodes a module, and validates it unless it was valid before.
     *
     * @param cache what the code cache has of it, or null
     * @throws WasmException malformed or invalid
     */
    public static Module decode(Wanted wanted, FileBytes bytes, ModuleCache cache) {
        DecoderOptions options = DecoderOptions.DEFAULT.withFeatures(wanted.features);
        return ModuleDecoder.decode(wanted.name, bytes.array(), cache == null ? options : options.withValidatedBefore(cache::knows));
    }
}
