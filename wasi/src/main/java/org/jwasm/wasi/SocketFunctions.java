// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.wasi;

import java.nio.ByteBuffer;
import java.util.List;

import org.jwasm.capabilities.CapabilityException;
import org.jwasm.capabilities.NetworkWait;
import org.jwasm.capabilities.TcpConnectionCapability;
import org.jwasm.wasi.WasiFunction.Definition;

/** Sockets: granted listeners and connections, and what comes from them. */
final class SocketFunctions {

    static final List<Definition> ALL = List.of(
                    Definition.of("sock_accept", "iii", SocketFunctions::accept),
                    Definition.of("sock_recv", "iiiiii", SocketFunctions::receive),
                    Definition.of("sock_send", "iiiii", SocketFunctions::send),
                    Definition.of("sock_shutdown", "ii", (wasi, guest, a) -> shutdown(wasi, a)));

    private static final int CHUNK = 1 << 16;
    private static final int PEEK = 1;
    private static final int WAITALL = 2;
    private static final int SHUT_INPUT = 1;
    private static final int SHUT_OUTPUT = 2;

    private SocketFunctions() {
    }

    private static SocketDescriptor socket(Wasi wasi, long number, long right) throws WasiException {
        Descriptor descriptor = wasi.descriptors().get(number);
        if (!(descriptor instanceof SocketDescriptor socket)) {
            throw new WasiException(descriptor instanceof ListenerDescriptor ? Errno.NOTCONN : Errno.NOTSOCK);
        }
        if ((descriptor.base() & right) == 0) {
            throw descriptor.notCapable("the descriptor lacks the right");
        }
        return socket;
    }

    private static void accept(Wasi wasi, Guest guest, long[] a) throws WasiException, CapabilityException {
        Descriptor descriptor = wasi.descriptors().get(a[0]);
        if (!(descriptor instanceof ListenerDescriptor listener)) {
            throw new WasiException(descriptor instanceof SocketDescriptor ? Errno.INVAL : Errno.NOTSOCK);
        }
        listener.require(Rights.SOCK_ACCEPT);
        int flags = (int) a[1] & 0xFFFF;
        if ((flags & ~FdFlags.NONBLOCK) != 0) {
            throw new WasiException(Errno.INVAL);
        }
        guest.range(a[2], 4);
        wasi.descriptors().requireRoom();
        TcpConnectionCapability connection = listener.accept(listener.has(FdFlags.NONBLOCK));
        guest.storeInt(a[2], wasi.descriptors().add(SocketDescriptor.accepted(connection, listener.inheriting(), flags)));
    }

    private static void receive(Wasi wasi, Guest guest, long[] a) throws WasiException, CapabilityException {
        SocketDescriptor socket = socket(wasi, a[0], Rights.FD_READ);
        Vectors vectors = new Vectors(guest, a[1], a[2]);
        int flags = (int) a[3] & 0xFFFF;
        if ((flags & ~(PEEK | WAITALL)) != 0) {
            throw new WasiException(Errno.INVAL);
        }
        guest.range(a[4], 4);
        guest.range(a[5], 2);
        guest.storeInt(a[4], read(socket, vectors, flags));
        // Bytes of a stream are never cut off.
        guest.storeShort(a[5], 0);
    }

    /** What {@code fd_read} does with a connection. */
    static long read(SocketDescriptor socket, Vectors vectors) throws WasiException, CapabilityException {
        return read(socket, vectors, 0);
    }

    private static long read(SocketDescriptor socket, Vectors vectors, int flags) throws WasiException, CapabilityException {
        boolean peeks = (flags & PEEK) != 0;
        ByteBuffer chunk = ByteBuffer.allocate((int) Math.min(CHUNK, vectors.remaining()));
        long total = 0;
        while (vectors.remaining() > 0) {
            chunk.clear().limit((int) Math.min(chunk.capacity(), vectors.remaining()));
            int count = peeks ? socket.peek(chunk) : socket.take(chunk);
            if (count > 0) {
                vectors.scatter(chunk, count);
                total += count;
                if ((flags & WAITALL) == 0 || peeks) {
                    return total;
                }
            } else if (count < 0) {
                return total;
            } else if (socket.has(FdFlags.NONBLOCK)) {
                return again(total);
            } else {
                new NetworkWait().forInput(socket.connection()).await(0, true);
            }
            Safepoint.poll();
        }
        return total;
    }

    private static long again(long done) throws WasiException {
        if (done == 0) {
            throw new WasiException(Errno.AGAIN);
        }
        return done;
    }

    private static void send(Wasi wasi, Guest guest, long[] a) throws WasiException, CapabilityException {
        SocketDescriptor socket = socket(wasi, a[0], Rights.FD_WRITE);
        Vectors vectors = new Vectors(guest, a[1], a[2]);
        if ((a[3] & 0xFFFF) != 0) {
            throw new WasiException(Errno.INVAL);
        }
        guest.range(a[4], 4);
        guest.storeInt(a[4], write(socket, vectors));
    }

    /** What {@code fd_write} does with a connection: all of it, unless it isn't to wait. */
    static long write(SocketDescriptor socket, Vectors vectors) throws WasiException, CapabilityException {
        ByteBuffer chunk = ByteBuffer.allocate((int) Math.min(CHUNK, vectors.remaining()));
        long done = 0;
        while (vectors.remaining() > 0) {
            vectors.gather(chunk);
            while (chunk.hasRemaining()) {
                int count = attempt(socket.connection(), chunk, done);
                if (count < 0) {
                    return done;
                }
                done += count;
                if (count == 0) {
                    if (socket.has(FdFlags.NONBLOCK)) {
                        return again(done);
                    }
                    new NetworkWait().forOutput(socket.connection()).await(0, true);
                }
                Safepoint.poll();
            }
        }
        return done;
    }

    /** -1 for a failure after some bytes: the next call will meet it again. */
    private static int attempt(TcpConnectionCapability connection, ByteBuffer chunk, long done) throws CapabilityException {
        try {
            return connection.tryWrite(chunk);
        } catch (CapabilityException e) {
            if (done == 0) {
                throw e;
            }
            return -1;
        }
    }

    private static void shutdown(Wasi wasi, long[] a) throws WasiException, CapabilityException {
        SocketDescriptor socket = socket(wasi, a[0], Rights.SOCK_SHUTDOWN);
        int how = (int) a[1] & 0xFF;
        if (how == 0 || (how & ~(SHUT_INPUT | SHUT_OUTPUT)) != 0) {
            throw new WasiException(Errno.INVAL);
        }
        if ((how & SHUT_INPUT) != 0) {
            socket.shutInput();
        }
        if ((how & SHUT_OUTPUT) != 0) {
            socket.connection().endOutput();
        }
    }
}
