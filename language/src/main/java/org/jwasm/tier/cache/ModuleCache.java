// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.tier.cache;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;

/**
 * The translated functions of a module: those that the cache has, and those that it is to have. Entries are what the
 * tier makes of a function. Whatever goes wrong with files, there is just less in the cache.
 */
public final class ModuleCache {

    /** Of entries that wait to be written. */
    private static final long MOST_WAITING = 256L << 20;
    /** One in so many is worth writing a file anew. */
    private static final int MUCH_OF = 16;

    private final CacheDirectory directory;
    private final boolean identified;
    private final FutureTask<Opened> opening;
    private final Map<Integer, byte[]> waiting = new LinkedHashMap<>();
    private final Set<Integer> ran = new LinkedHashSet<>();
    private long waitingBytes;
    /** What this process wrote after the file was opened. */
    private final Set<Integer> written = new HashSet<>();
    /** Null if there is none, or no good one. */
    private CacheFile file;
    private boolean opened;
    private boolean off;
    private volatile boolean failed;

    /** Those to which something can be added once more. */
    private static final Set<ModuleCache> INCOMPLETE = Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));
    private volatile Completion completion;

    /** Translates what is missing. */
    public interface Completion {

        /** @param deadline by {@link System#nanoTime}, when the rest is given up */
        void complete(long deadline) throws InterruptedException;
    }

    /** @param file or null */
    private record Opened(CacheKey key, CacheFile file) {
    }

    /**
     * @param identified whether the key is there at once
     * @param key gives null if there can be no cache
     */
    ModuleCache(CacheDirectory directory, boolean identified, Supplier<CacheKey> key) {
        this.directory = directory;
        this.identified = identified;
        this.opening = new FutureTask<>(() -> open(key.get()));
        try {
            Thread.ofPlatform().daemon().name("code cache").start(opening);
        } catch (OutOfMemoryError e) {
            // No thread to be had: done when it's asked for.
        }
    }

    private Opened open(CacheKey key) {
        return key == null ? null : new Opened(key, read(directory, key));
    }

    private static CacheFile read(CacheDirectory directory, CacheKey key) {
        RandomAccessFile found = directory.read(key.fileName());
        if (found == null) {
            return null;
        }
        try {
            return CacheFile.open(found, key);
        } catch (IOException e) {
            directory.delete(key.fileName());
            closeQuietly(found);
            return null;
        }
    }

    private static void closeQuietly(AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (Exception e) {
            // Was only read.
        }
    }

    /** What adds, when programs have ended, what they ran and nobody has translated. */
    public void completeBy(Completion newCompletion) {
        completion = newCompletion;
        INCOMPLETE.add(this);
    }

    static void completeAll(long deadline) throws InterruptedException {
        for (ModuleCache each : INCOMPLETE.toArray(ModuleCache[]::new)) {
            each.completion.complete(deadline);
        }
    }

    /** Waits until the module is identified; null if there is no cache for it. */
    private Opened opened() {
        // Runs it if the thread hasn't begun; otherwise does nothing.
        opening.run();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return opening.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    return null;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void ensureOpen() {
        if (!opened) {
            Opened result = opened();
            opened = true;
            off = result == null;
            file = off ? null : result.file;
        }
    }

    /** The functions that a program ran before, in the order in which it first did, of those that there are entries of. */
    public synchronized int[] ran() {
        ensureOpen();
        return file == null ? new int[0] : file.ran();
    }

    /** Takes note of what a program ran, in the order in which it first did, to be written with new entries, or before long where it is much that wasn't known. */
    public void setRan(int[] functions) {
        synchronized (this) {
            ensureOpen();
            Set<Integer> known = new HashSet<>();
            for (int function : file == null ? new int[0] : file.ran()) {
                known.add(function);
            }
            int fresh = 0;
            for (int function : functions) {
                ran.add(function);
                fresh += known.contains(function) ? 0 : 1;
            }
            if (off || fresh * MUCH_OF <= known.size()) {
                return;
            }
        }
        CacheWriter.INSTANCE.later(this);
    }

    /** The entry of a function; null if there is none. */
    public synchronized byte[] find(int function) {
        ensureOpen();
        if (file == null) {
            return null;
        }
        try {
            return file.entry(function);
        } catch (IOException e) {
            discard();
            return null;
        }
    }

    /** Whether there is code of the module, so that it was valid before; false as well where that takes long to be told. */
    public synchronized boolean knows() {
        if (!identified) {
            return false;
        }
        ensureOpen();
        return file != null;
    }

    /** Whether there is an entry of a function, which may still turn out to be damaged. */
    public synchronized boolean has(int function) {
        ensureOpen();
        return file != null && file.has(function) || waiting.containsKey(function) || written.contains(function);
    }

    /** An entry is not what the tier writes: all of the file is given up, and made anew. */
    public synchronized void discard() {
        if (file != null) {
            directory.delete(opened().key.fileName());
            closeQuietly(file);
            file = null;
        }
    }

    /** Takes a new entry, to be written before long. */
    public void add(int function, byte[] entry) {
        synchronized (this) {
            if (off || waitingBytes > MOST_WAITING) {
                failed = true;
                return;
            }
            if (waiting.put(function, entry) == null) {
                waitingBytes += entry.length;
            }
        }
        CacheWriter.INSTANCE.later(this);
    }

    /** Whether all that was to be written is. */
    public synchronized boolean isWritten() {
        return waiting.isEmpty() && !failed && !off;
    }

    /** Writes what waits to be written. */
    void save() {
        Map<Integer, byte[]> entries;
        Set<Integer> order;
        synchronized (this) {
            ensureOpen();
            entries = new LinkedHashMap<>(waiting);
            written.addAll(waiting.keySet());
            waiting.clear();
            waitingBytes = 0;
            order = new LinkedHashSet<>(ran);
            ran.clear();
            if (off || entries.isEmpty() && order.isEmpty()) {
                return;
            }
        }
        write(opened().key, entries, order);
    }

    private void write(CacheKey key, Map<Integer, byte[]> entries, Set<Integer> order) {
        // What others have written meanwhile stays.
        CacheFile newest = read(directory, key);
        try {
            directory.write(key.fileName(), out -> CacheFile.write(out, key, newest, entries, order));
        } catch (IOException e) {
            // A full disk, or a directory that went away: the code is translated again the next time.
            failed = true;
        } finally {
            if (newest != null) {
                closeQuietly(newest);
            }
        }
    }
}
