// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.capabilities.host;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

import org.jwasm.capabilities.CapabilityException;
import org.jwasm.capabilities.ErrorKind;

/**
 * Opens files and directories by Java's handles, which can't say that opening must not wait. Between a look at a name and its opening a
 * FIFO can come to stand there, and to open that waits for its other end, with no way to be woken. So each opening has a thread of its
 * own, which is left behind if it takes too long; a few may wait so, then no more is opened in what was granted together.
 */
final class Openings {

    /** So many may wait. */
    static final int MOST_LEFT_BEHIND = 4;
    private static final long PATIENCE_MILLIS = 2_000;
    private static final Path SELF = Path.of(".");

    private final long patienceMillis;
    private final AtomicInteger leftBehind = new AtomicInteger();

    Openings() {
        this(PATIENCE_MILLIS);
    }

    Openings(long patienceMillis) {
        this.patienceMillis = patienceMillis;
    }

    /** @throws CapabilityException NOTSUP if it is no regular file, AGAIN if it can't be opened without waiting */
    SeekableByteChannel file(SecureDirectoryStream<Path> directory, Path name, Set<OpenOption> options) throws IOException, CapabilityException {
        SeekableByteChannel channel = open(directory, own -> own.newByteChannel(name, options));
        try {
            // What can't be asked for its position may let readers and writers wait.
            channel.position();
        } catch (IOException e) {
            channel.close();
            throw new CapabilityException(ErrorKind.NOTSUP, "not a directory or file");
        }
        return channel;
    }

    /** @throws CapabilityException AGAIN if it can't be opened without waiting */
    SecureDirectoryStream<Path> directory(SecureDirectoryStream<Path> parent, Path name) throws IOException, CapabilityException {
        return open(parent, own -> handle(own, name));
    }

    private static SecureDirectoryStream<Path> handle(SecureDirectoryStream<Path> directory, Path name) throws IOException {
        return (SecureDirectoryStream<Path>) directory.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS);
    }

    /** Opens something in a directory. */
    @FunctionalInterface
    private interface Way<C> {
        C open(SecureDirectoryStream<Path> directory) throws IOException;
    }

    private <C extends Closeable> C open(SecureDirectoryStream<Path> directory, Way<C> way) throws IOException, CapabilityException {
        if (leftBehind.get() >= MOST_LEFT_BEHIND) {
            throw new CapabilityException(ErrorKind.AGAIN, "others still wait to be opened");
        }
        Opening<C> task = new Opening<>(() -> {
            // A handle can't be closed while something is opened by it, so this one is used for nothing else.
            try (SecureDirectoryStream<Path> own = handle(directory, SELF)) {
                return way.open(own);
            }
        });
        Thread.ofPlatform().daemon().name("jwasm-opening").start(task);
        boolean[] done = new boolean[1];
        try {
            long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(patienceMillis);
            Blocking.await(() -> done[0] = task.isOver(deadline - System.nanoTime()));
        } finally {
            if (!done[0]) {
                task.leave();
            }
        }
        if (!done[0]) {
            throw new CapabilityException(ErrorKind.AGAIN, "it waits to be opened");
        }
        return task.result();
    }

    /** One of them. It is given up under its lock, so that what it opened is closed by whoever comes last. */
    private final class Opening<C extends Closeable> implements Runnable {

        private final FutureTask<C> task;
        private boolean left;
        private boolean over;

        Opening(Callable<C> opening) {
            task = new FutureTask<>(opening);
        }

        @Override
        public void run() {
            task.run();
            synchronized (this) {
                over = true;
                if (left) {
                    leftBehind.decrementAndGet();
                    discard();
                }
            }
        }

        /** Its caller waits no longer. */
        synchronized void leave() {
            if (over) {
                discard();
            } else {
                left = true;
                leftBehind.incrementAndGet();
            }
        }

        private void discard() {
            try (C opened = task.get()) {
                // Nobody wants it any more.
            } catch (IOException | ExecutionException | InterruptedException e) {
                // There is nothing to close.
            }
        }

        boolean isOver(long nanos) throws InterruptedException {
            try {
                task.get(Math.max(0, nanos), TimeUnit.NANOSECONDS);
                return true;
            } catch (ExecutionException e) {
                return true;
            } catch (TimeoutException e) {
                return false;
            }
        }

        C result() throws IOException {
            try {
                return task.get();
            } catch (ExecutionException e) {
                throw rethrown(e.getCause());
            } catch (InterruptedException e) {
                throw new AssertionError("it was done", e);
            }
        }

        private static IOException rethrown(Throwable cause) throws IOException {
            switch (cause) {
                case IOException failure -> throw failure;
                case RuntimeException failure -> throw failure;
                case Error failure -> throw failure;
                default -> throw new AssertionError(cause);
            }
        }
    }
}
