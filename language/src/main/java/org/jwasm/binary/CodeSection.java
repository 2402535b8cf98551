// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.binary;

import java.util.BitSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import org.jwasm.runtime.WasmException;
import org.jwasm.structure.FunctionType;
import org.jwasm.structure.ModuleBuilder;
import org.jwasm.validation.BodyValidator;
import org.jwasm.validation.Context;

/**
 * Validates the bodies of a code section whose ranges are known, by several threads if it is large. The error is the
 * first by offset, whoever finds it: ranges are claimed in ascending order, and each thread stops only behind an error.
 */
final class CodeSection {

    /** Below this many bytes a second thread costs more than it gains. */
    private static final int PARALLEL_FROM = 1 << 20;
    /** Below this many bytes it's not worth asking whether they were validated before. */
    private static final int LATER_FROM = 1 << 20;
    private static final int CHUNK_BYTES = 1 << 17;
    private static final int MAX_THREADS = 8;

    private final ModuleBuilder module;
    private final Context context;
    private final DecoderOptions options;
    private final int count;
    /** The functions that were found valid after the module was decoded. */
    private final BitSet checked = new BitSet();
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicLong bytesDone = new AtomicLong();
    private volatile int failedAt = Integer.MAX_VALUE;
    private ModuleError failure;
    private Throwable crash;

    CodeSection(ModuleBuilder module, Context context, DecoderOptions options) {
        this.module = module;
        this.context = context;
        this.options = options;
        this.count = module.codeStarts.length;
    }

    void validate() {
        if (count == 0) {
            return;
        }
        int start = module.codeStarts[0];
        int size = module.codeEnds[count - 1] - start;
        if (size >= LATER_FROM && options.validatedBefore().getAsBoolean()) {
            module.functionCheck = this::check;
            return;
        }
        int helpers = !options.parallel() || size < PARALLEL_FROM ? 0
                        : Math.min(MAX_THREADS, Runtime.getRuntime().availableProcessors()) - 1;
        Thread[] threads = new Thread[helpers];
        for (int i = 0; i < helpers; i++) {
            threads[i] = Thread.ofPlatform().daemon().name("jwasm validator " + i).start(() -> work(false));
        }
        work(true);
        join(threads);
        if (crash instanceof Error error) {
            throw error;
        }
        if (crash != null) {
            throw new IllegalStateException("validation crashed", crash);
        }
        if (failure != null) {
            throw failure;
        }
    }

    private BodyValidator validator() {
        TypeReader.TypeSpace types = index -> index >= 0 && index < module.types.size() ? module.types.get(index) : null;
        return new BodyValidator(context, new CodeReader(module.bytes, types, options.features()));
    }

    private void validate(BodyValidator validator, int body) {
        FunctionType type = module.functions.get(module.importedFunctions + body).functionType();
        validator.validate(type, module.codeStarts[body], module.codeEnds[body]);
    }

    /** Validates a function of a module that was decoded. */
    private void check(int function) {
        synchronized (checked) {
            if (checked.get(function)) {
                return;
            }
        }
        try {
            validate(validator(), function - module.importedFunctions);
        } catch (ModuleError error) {
            throw WasmException.of(error.failureType(), ErrorPlace.describe(error, module, null));
        }
        synchronized (checked) {
            checked.set(function);
        }
    }

    private void work(boolean isCaller) {
        try {
            BodyValidator validator = validator();
            int base = module.codeStarts[0];
            for (int first = claim(); first < count; first = claim()) {
                if (module.codeStarts[first] > failedAt) {
                    return;
                }
                int behind = chunkEnd(first);
                for (int function = first; function < behind; function++) {
                    validate(validator, function);
                }
                long done = bytesDone.addAndGet(module.codeEnds[behind - 1] - module.codeStarts[first]);
                if (isCaller) {
                    options.report(base + done);
                }
            }
        } catch (ModuleError error) {
            fail(error);
        } catch (RuntimeException | Error error) {
            // The caller's thread is the one to hear of it.
            crash(error);
        }
    }

    /** The first function of a chunk that is now the caller's, or {@code count}. */
    private int claim() {
        while (true) {
            int first = next.get();
            if (first >= count || next.compareAndSet(first, chunkEnd(first))) {
                return first;
            }
        }
    }

    private int chunkEnd(int first) {
        int behind = first + 1;
        while (behind < count && module.codeEnds[behind] - module.codeStarts[first] < CHUNK_BYTES) {
            behind++;
        }
        return behind;
    }

    private synchronized void fail(ModuleError error) {
        if (error.offset() < failedAt) {
            failedAt = error.offset();
            failure = error;
        }
    }

    private synchronized void crash(Throwable error) {
        failedAt = -1;
        crash = error;
    }

    /** Waits for helpers, which end soon; an interruption is for the caller. */
    private static void join(Thread[] threads) {
        boolean interrupted = false;
        for (Thread thread : threads) {
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
