// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.capabilities.host;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

import org.jwasm.capabilities.CapabilityException;
import org.jwasm.capabilities.ErrorKind;

/** A host call that can't be interrupted, in a thread of its own while the caller waits so that it can be woken. */
public final class Task<T> {

    private static final long SLICE_MILLIS = 20;

    private final FutureTask<Void> call;
    private final Consumer<? super T> discard;
    /** What the call gave, until the caller has it. */
    private T result;
    private boolean abandoned;

    private Task(Callable<T> call, Consumer<? super T> discard) {
        this.discard = discard;
        this.call = new FutureTask<>(() -> {
            keep(call.call());
            return null;
        });
    }

    /**
     * Waits, out of the gate, for what {@code call} gives.
     *
     * @param discard gets what it gave if the caller doesn't: because its guest was killed, or its capability revoked
     */
    public static <T> T await(Callable<T> call, Consumer<? super T> discard, Gate gate) throws CapabilityException, IOException {
        Task<T> task = new Task<>(call, discard);
        try {
            task.run(gate);
            return task.take();
        } finally {
            task.abandon();
        }
    }

    private void run(Gate gate) throws CapabilityException {
        Thread.ofVirtual().start(call);
        gate.leave();
        try {
            Blocking.await(() -> join(gate));
        } finally {
            gate.back();
        }
        gate.check();
    }

    private void join(Gate gate) throws InterruptedException {
        while (gate.isLive() && !call.isDone()) {
            try {
                call.get(SLICE_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException | ExecutionException e) {
                // Looked at by the caller.
            }
        }
    }

    private T take() throws CapabilityException, IOException {
        try {
            call.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failure) {
                throw failure;
            }
            throw new CapabilityException(ErrorKind.IO, String.valueOf(e.getCause().getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CapabilityException(ErrorKind.INTR, "interrupted");
        }
        return takeResult();
    }

    private void keep(T given) {
        boolean late;
        synchronized (this) {
            late = abandoned;
            result = late ? null : given;
        }
        if (late) {
            discard.accept(given);
        }
    }

    private synchronized T takeResult() {
        T taken = result;
        result = null;
        return taken;
    }

    /** After this nobody takes what the call gives, or gave. */
    private void abandon() {
        T left;
        synchronized (this) {
            abandoned = true;
            left = takeResult();
        }
        if (left != null) {
            discard.accept(left);
        }
        call.cancel(true);
    }
}
