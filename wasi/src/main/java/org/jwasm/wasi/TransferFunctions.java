// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.wasi;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;

import org.jwasm.capabilities.CapabilityException;
import org.jwasm.capabilities.InputStreamCapability;
import org.jwasm.capabilities.OutputStreamCapability;
import org.jwasm.wasi.WasiFunction.Definition;

/** Reading and writing contents. Large transfers go in chunks, so that a guest can't make the host allocate what it claims to want. */
final class TransferFunctions {

    static final List<Definition> ALL = List.of(
                    Definition.of("fd_read", "iiii", TransferFunctions::read),
                    Definition.of("fd_pread", "iiili", TransferFunctions::readAt),
                    Definition.of("fd_write", "iiii", TransferFunctions::write),
                    Definition.of("fd_pwrite", "iiili", TransferFunctions::writeAt));

    private static final int CHUNK = 1 << 17;
    private static final int POOL_SIZE = 8;
    /** The one that is taken first. */
    private static final AtomicReference<ByteBuffer> SPARE = new AtomicReference<>();
    private static final ConcurrentLinkedQueue<ByteBuffer> POOL = new ConcurrentLinkedQueue<>();

    /** One transfer of as much as the buffer holds or has room for; returns the count of bytes. */
    @FunctionalInterface
    private interface Step {
        int run(ByteBuffer chunk, long done) throws CapabilityException;
    }

    private TransferFunctions() {
    }

    private static ByteBuffer take() {
        ByteBuffer free = SPARE.getAndSet(null);
        free = free == null ? POOL.poll() : free;
        return free == null ? ByteBuffer.allocateDirect(CHUNK) : free;
    }

    private static void give(ByteBuffer chunk) {
        if (!SPARE.compareAndSet(null, chunk) && POOL.size() < POOL_SIZE) {
            POOL.add(chunk);
        }
    }

    private static void read(Wasi wasi, Guest guest, long[] a) throws WasiException, CapabilityException {
        Descriptor descriptor = readable(wasi, a[0]);
        Vectors vectors = new Vectors(guest, a[1], a[2]);
        guest.range(a[3], 4);
        guest.storeInt(a[3], read(descriptor, vectors));
    }

    // No switch, which Java would make a class for at every start.
    private static long read(Descriptor descriptor, Vectors vectors) throws WasiException, CapabilityException {
        if (descriptor instanceof FileDescriptor file) {
            return readChunks(vectors, (chunk, done) -> done == 0 || isRegular(file) ? file.file().read(chunk) : 0);
        }
        if (descriptor instanceof InputDescriptor input) {
            return readStream(input, vectors);
        }
        if (descriptor instanceof SocketDescriptor socket) {
            return SocketFunctions.read(socket, vectors);
        }
        throw new WasiException(Errno.BADF);
    }

    /** What is not a regular file may make the second read wait although the first has bytes. */
    private static boolean isRegular(FileDescriptor file) {
        return Layout.fileType(file.type()) == 4;
    }

    /** POSIX's answer to a descriptor that wasn't opened for it is BADF, and programs know that one. */
    private static Descriptor readable(Wasi wasi, long number) throws WasiException {
        return opened(wasi, number, Rights.FD_READ);
    }

    private static Descriptor opened(Wasi wasi, long number, long right) throws WasiException {
        Descriptor descriptor = wasi.descriptors().get(number);
        if (descriptor instanceof DirectoryDescriptor) {
            throw new WasiException(Errno.ISDIR);
        }
        if ((descriptor.base() & right) == 0) {
            throw new WasiException(Errno.BADF);
        }
        return descriptor;
    }

    private static FileDescriptor seekable(Wasi wasi, long number, long right) throws WasiException {
        Descriptor descriptor = opened(wasi, number, right);
        if (!(descriptor instanceof FileDescriptor file)) {
            throw new WasiException(Errno.SPIPE);
        }
        file.require(Rights.FD_SEEK);
        return file;
    }

    private static void readAt(Wasi wasi, Guest guest, long[] a) throws WasiException, CapabilityException {
        FileDescriptor file = seekable(wasi, a[0], Rights.FD_READ);
        Vectors vectors = new Vectors(guest, a[1], a[2]);
        guest.range(a[4], 4);
        guest.storeInt(a[4], readChunks(vectors, (chunk, done) -> file.file().read(chunk, a[3] + done)));
    }

    private static long readChunks(Vectors vectors, Step step) throws WasiException, CapabilityException {
        long total = vectors.remaining();
        ByteBuffer chunk = take();
        try {
            while (vectors.remaining() > 0) {
                chunk.clear().limit((int) Math.min(CHUNK, vectors.remaining()));
                int count = attempt(step, chunk, total - vectors.remaining());
                vectors.scatter(chunk.flip());
                if (count < chunk.capacity()) {
                    break;
                }
                Safepoint.poll();
            }
            return total - vectors.remaining();
        } finally {
            give(chunk);
        }
    }

    /** After some bytes a failure is left to the next call, which will meet it again. */
    private static int attempt(Step step, ByteBuffer chunk, long done) throws CapabilityException {
        try {
            return step.run(chunk, done);
        } catch (CapabilityException e) {
            if (done == 0) {
                throw e;
            }
            return 0;
        }
    }

    private static int readStream(InputDescriptor descriptor, Vectors vectors) throws WasiException, CapabilityException {
        InputStreamCapability stream = descriptor.stream();
        byte[] bytes = new byte[(int) Math.min(CHUNK, vectors.remaining())];
        // The end of a stream is found by reading only.
        if (bytes.length > 0 && descriptor.has(FdFlags.NONBLOCK) && !stream.awaitReadable(0)) {
            throw new WasiException(Errno.AGAIN);
        }
        int count = Math.max(0, stream.read(bytes, 0, bytes.length));
        vectors.scatter(ByteBuffer.wrap(bytes, 0, count));
        return count;
    }

    private static void write(Wasi wasi, Guest guest, long[] a) throws WasiException, CapabilityException {
        Descriptor descriptor = opened(wasi, a[0], Rights.FD_WRITE);
        Vectors vectors = new Vectors(guest, a[1], a[2]);
        guest.range(a[3], 4);
        guest.storeInt(a[3], write(descriptor, vectors));
    }

    private static long write(Descriptor descriptor, Vectors vectors) throws WasiException, CapabilityException {
        if (descriptor instanceof FileDescriptor file) {
            return writeChunks(vectors, (chunk, done) -> file.file().write(chunk));
        }
        if (descriptor instanceof OutputDescriptor output) {
            return writeStream(output.stream(), vectors);
        }
        if (descriptor instanceof SocketDescriptor socket) {
            return SocketFunctions.write(socket, vectors);
        }
        throw new WasiException(Errno.BADF);
    }

    private static void writeAt(Wasi wasi, Guest guest, long[] a) throws WasiException, CapabilityException {
        FileDescriptor file = seekable(wasi, a[0], Rights.FD_WRITE);
        Vectors vectors = new Vectors(guest, a[1], a[2]);
        guest.range(a[4], 4);
        guest.storeInt(a[4], writeChunks(vectors, (chunk, done) -> file.file().write(chunk, a[3] + done)));
    }

    private static long writeChunks(Vectors vectors, Step step) throws WasiException, CapabilityException {
        long done = 0;
        ByteBuffer chunk = take();
        try {
            while (vectors.remaining() > 0) {
                vectors.gather(chunk.clear());
                chunk.flip();
                int wanted = chunk.remaining();
                int count = attempt(step, chunk, done);
                done += count;
                if (count < wanted) {
                    break;
                }
                Safepoint.poll();
            }
            return done;
        } finally {
            give(chunk);
        }
    }

    private static long writeStream(OutputStreamCapability stream, Vectors vectors) throws WasiException, CapabilityException {
        byte[] bytes = new byte[(int) Math.min(CHUNK, vectors.remaining())];
        long done = 0;
        while (vectors.remaining() > 0) {
            ByteBuffer chunk = ByteBuffer.wrap(bytes);
            vectors.gather(chunk);
            int count = chunk.position();
            long written = attempt((ignored, before) -> {
                stream.write(bytes, 0, count);
                return count;
            }, chunk, done);
            done += written;
            if (written < count) {
                break;
            }
            Safepoint.poll();
        }
        return done;
    }
}
