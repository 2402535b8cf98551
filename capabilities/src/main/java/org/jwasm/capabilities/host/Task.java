package org.jwasm.capabilities.host;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.jwasm.capabilities.CapabilityException;
import org.jwasm.capabilities.ErrorKind;

/** Host calls that can't be interrupted, each in a thread of its own while the caller waits so that it can be woken. */
public final class Task {

    private static final long SLICE_MILLIS = 20;

    private Task() {
    }

    /** Waits, out of the gate, for what {@code call} gives. */
    public static <T> T await(Callable<T> call, Gate gate) throws CapabilityException, IOException {
        FutureTask<T> task = new FutureTask<>(call);
        Thread.ofVirtual().start(task);
        gate.leave();
        try {
            Blocking.await(() -> join(task, gate));
        } finally {
            gate.back();
            if (!gate.isLive()) {
                task.cancel(true);
            }
        }
        gate.check();
        try {
            return task.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failure) {
                throw failure;
            }
            throw new CapabilityException(ErrorKind.IO, String.valueOf(e.getCause().getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CapabilityException(ErrorKind.INTR, "interrupted");
        }
    }

    private static void join(FutureTask<?> task, Gate gate) throws InterruptedException {
        while (gate.isLive() && !task.isDone()) {
            try {
                task.get(SLICE_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException | ExecutionException e) {
                // Looked at by the caller.
            }
        }
    }
}
