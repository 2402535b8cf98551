// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.wasi;

import java.nio.ByteBuffer;
import java.util.List;

import org.jwasm.capabilities.CapabilityException;
import org.jwasm.capabilities.FileType;
import org.jwasm.capabilities.InputStreamCapability;
import org.jwasm.capabilities.OutputStreamCapability;
import org.jwasm.capabilities.TransferBuffer;
import org.jwasm.wasi.WasiFunction.Body;
import org.jwasm.wasi.WasiFunction.Definition;

/** Reading and writing contents. Large transfers go in chunks, so that a guest can't make the host allocate what it claims to want. */
final class TransferFunctions {

    static final List<Definition> ALL = List.of(
                    Definition.of("fd_read", "iiii", new Read()),
                    Definition.of("fd_pread", "iiili", new ReadAt()),
                    Definition.of("fd_write", "iiii", new Write()),
                    Definition.of("fd_pwrite", "iiili", new WriteAt()));

    private static final int CHUNK = TransferBuffer.CAPACITY;
    /** The position that a file has. */
    private static final long HERE = -1;

    private TransferFunctions() {
    }

    private static final class Read implements Body {
        @Override
        public void run(Wasi wasi, Guest guest, long[] a) throws WasiException, CapabilityException {
            read(wasi, guest, a);
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
            return readFile(file, vectors, false, 0);
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
        return file.type() == FileType.REGULAR_FILE;
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

    private static final class ReadAt implements Body {
        @Override
        public void run(Wasi wasi, Guest guest, long[] a) throws WasiException, CapabilityException {
            readAt(wasi, guest, a);
        }
    }

    private static void readAt(Wasi wasi, Guest guest, long[] a) throws WasiException, CapabilityException {
        FileDescriptor file = seekable(wasi, a[0], Rights.FD_READ);
        Vectors vectors = new Vectors(guest, a[1], a[2]);
        guest.range(a[4], 4);
        guest.storeInt(a[4], readFile(file, vectors, true, a[3]));
    }

    /** @param elsewhere whether it is read at {@code position}, or else where it is */
    private static long readFile(FileDescriptor file, Vectors vectors, boolean elsewhere, long position) throws WasiException, CapabilityException {
        return file.file().readsArrays(vectors.single()) && vectors.array() != null && !(elsewhere && position < 0)
                        ? readArray(file, vectors, elsewhere ? position : HERE)
                        : readBuffered(file, vectors, elsewhere, position);
    }

    /** Straight into the memory, for what goes into one buffer there. */
    private static long readArray(FileDescriptor file, Vectors vectors, long position) throws CapabilityException {
        long address = vectors.address();
        long length = vectors.remaining();
        long done = 0;
        while (done < length) {
            int wanted = (int) Math.min(CHUNK, length - done);
            int count = 0;
            try {
                // Asked for each time: the memory may have grown while the safepoint let others in.
                count = file.file().readArray(vectors.array(), address + done, wanted, position == HERE ? HERE : position + done);
            } catch (CapabilityException e) {
                throwFirst(e, done);
            }
            done += count;
            if (count < wanted || done == length) {
                break;
            }
            Safepoint.poll();
        }
        return done;
    }

    private static long readBuffered(FileDescriptor file, Vectors vectors, boolean elsewhere, long position) throws WasiException, CapabilityException {
        long total = vectors.remaining();
        try (TransferBuffer chunk = TransferBuffer.take()) {
            while (vectors.remaining() > 0) {
                long done = total - vectors.remaining();
                chunk.bytes().clear().limit((int) Math.min(CHUNK, vectors.remaining()));
                int count = 0;
                try {
                    if (elsewhere) {
                        count = file.file().read(chunk, position + done);
                    } else if (done == 0 || isRegular(file)) {
                        count = file.file().read(chunk);
                    }
                } catch (CapabilityException e) {
                    throwFirst(e, done);
                }
                vectors.scatter(chunk.bytes(), count);
                if (count < CHUNK) {
                    break;
                }
                Safepoint.poll();
            }
            return total - vectors.remaining();
        }
    }

    /** After some bytes a failure is left to the next call, which will meet it again. */
    private static void throwFirst(CapabilityException failure, long done) throws CapabilityException {
        if (done == 0) {
            throw failure;
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
        vectors.scatter(ByteBuffer.wrap(bytes), count);
        return count;
    }

    private static final class Write implements Body {
        @Override
        public void run(Wasi wasi, Guest guest, long[] a) throws WasiException, CapabilityException {
            write(wasi, guest, a);
        }
    }

    private static void write(Wasi wasi, Guest guest, long[] a) throws WasiException, CapabilityException {
        Descriptor descriptor = opened(wasi, a[0], Rights.FD_WRITE);
        Vectors vectors = new Vectors(guest, a[1], a[2]);
        guest.range(a[3], 4);
        guest.storeInt(a[3], write(descriptor, vectors));
    }

    private static long write(Descriptor descriptor, Vectors vectors) throws WasiException, CapabilityException {
        if (descriptor instanceof FileDescriptor file) {
            return writeFile(file, vectors, false, 0);
        }
        if (descriptor instanceof OutputDescriptor output) {
            return writeStream(output.stream(), vectors);
        }
        if (descriptor instanceof SocketDescriptor socket) {
            return SocketFunctions.write(socket, vectors);
        }
        throw new WasiException(Errno.BADF);
    }

    private static final class WriteAt implements Body {
        @Override
        public void run(Wasi wasi, Guest guest, long[] a) throws WasiException, CapabilityException {
            writeAt(wasi, guest, a);
        }
    }

    private static void writeAt(Wasi wasi, Guest guest, long[] a) throws WasiException, CapabilityException {
        FileDescriptor file = seekable(wasi, a[0], Rights.FD_WRITE);
        Vectors vectors = new Vectors(guest, a[1], a[2]);
        guest.range(a[4], 4);
        guest.storeInt(a[4], writeFile(file, vectors, true, a[3]));
    }

    /** @param elsewhere whether it is written at {@code position}, or else where it is */
    private static long writeFile(FileDescriptor file, Vectors vectors, boolean elsewhere, long position) throws WasiException, CapabilityException {
        long done = 0;
        try (TransferBuffer chunk = TransferBuffer.take()) {
            while (vectors.remaining() > 0) {
                vectors.gather(chunk.bytes());
                int wanted = chunk.bytes().limit();
                int count = 0;
                try {
                    count = elsewhere ? file.file().write(chunk, position + done) : file.file().write(chunk);
                } catch (CapabilityException e) {
                    throwFirst(e, done);
                }
                done += count;
                if (count < wanted || vectors.remaining() == 0) {
                    break;
                }
                Safepoint.poll();
            }
            return done;
        }
    }

    private static long writeStream(OutputStreamCapability stream, Vectors vectors) throws WasiException, CapabilityException {
        byte[] bytes = new byte[(int) Math.min(CHUNK, vectors.remaining())];
        ByteBuffer chunk = ByteBuffer.wrap(bytes);
        long done = 0;
        while (vectors.remaining() > 0) {
            vectors.gather(chunk);
            try {
                stream.write(bytes, 0, chunk.limit());
            } catch (CapabilityException e) {
                throwFirst(e, done);
                break;
            }
            done += chunk.limit();
            Safepoint.poll();
        }
        return done;
    }
}
