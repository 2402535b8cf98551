// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.tier.cache;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;

import org.jwasm.binary.FileBytes;
import org.jwasm.runtime.CodeProfile;
import org.jwasm.structure.Feature;

/**
 * A directory of translated code, shared by processes: a file for each module, kind of code and build of the engine. No
 * process waits for another; of two that write at the same time, what one wrote is lost and translated again some time.
 */
public final class CodeCache {

    /** How many bytes the files may have together, if nothing else is said. */
    public static final long DEFAULT_LIMIT = 1L << 30;

    private final CacheDirectory directory;

    private CodeCache(CacheDirectory directory) {
        this.directory = directory;
    }

    /**
     * Opens a cache, and makes its directory if there is none.
     *
     * @param directory absolute
     * @param limit how many bytes its files may have together
     * @throws CacheException it can't be made, or others than this user could write to it
     */
    public static CodeCache open(Path directory, long limit) throws CacheException {
        return new CodeCache(CacheDirectory.open(directory, limit));
    }

    /**
     * What it has of a module. Returns at once: the module is identified meanwhile.
     *
     * @param module its bytes
     */
    public ModuleCache of(FileBytes module, CodeProfile profile, Set<Feature> features) {
        String known = KnownFiles.find(directory, module);
        return new ModuleCache(directory, known != null, () -> {
            String build = EngineBuild.id(directory);
            return build == null ? null
                            : CacheKey.of(build, known != null ? known : KnownFiles.digest(directory, module), module.length(), profile, features);
        });
    }

    /**
     * Has functions translated that ran in this process, but not often enough for that, so that the next one has them, for all caches; to be called when programs have
     * come to their end. What can't be done in time is left out.
     */
    public static void complete(Duration longest) throws InterruptedException {
        ModuleCache.completeAll(System.nanoTime() + longest.toNanos());
    }

    /** Writes what this process has translated and not written yet, for all caches; otherwise that happens before long. */
    public static void save() {
        CacheWriter.INSTANCE.writeAll();
    }

    @Override
    public String toString() {
        return directory.toString();
    }
}
