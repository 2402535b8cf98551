// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.language;

import java.io.ByteArrayOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.jwasm.capabilities.ClockCapability;
import org.jwasm.capabilities.DirectoryCapability;
import org.jwasm.capabilities.InputStreamCapability;
import org.jwasm.capabilities.OutputStreamCapability;
import org.jwasm.capabilities.Right;
import org.jwasm.capabilities.TcpConnectCapability;
import org.jwasm.capabilities.TcpConnectionCapability;
import org.jwasm.capabilities.TcpListenCapability;
import org.jwasm.capabilities.TcpListenerCapability;
import org.jwasm.wasi.Wasi;

/**
 * Many guests that wait at a time, each in a virtual thread; all of these together have one thread of the system. The first argument says in
 * what they wait, the second how that ends: {@code free} or {@code cancel}; the third is a directory with a FIFO {@code fifo}.
 */
final class WaitingGuests {

    private static final int GUESTS = 12;
    /** The most that one read of the module takes. */
    private static final int READ_SIZE = 1 << 15;

    private static final Engine ENGINE = Engine.create("wasm");
    private static final Source MODULE = Wat.source("waiting", WasiWaitingTest.MODULE);

    private WaitingGuests() {
    }

    /** A guest with all that it can wait for. */
    private static final class Guest {
        final ByteArrayOutputStream begun = new ByteArrayOutputStream();
        final PipedOutputStream input = new PipedOutputStream();
        final Context context = Context.newBuilder("wasm").engine(ENGINE).build();
        final TcpListenerCapability listener;
        final TcpListenerCapability peers;
        final TcpConnectionCapability connection;
        final TcpConnectionCapability peer;
        final Value exports;
        CompletableFuture<Integer> call;

        Guest(Path directory) throws Exception {
            listener = TcpListenCapability.of("127.0.0.1:0").listen("127.0.0.1", 0);
            peers = TcpListenCapability.of("127.0.0.1:0").listen("127.0.0.1", 0);
            connection = TcpConnectCapability.of("127.0.0.1:*").connect("127.0.0.1", peers.localAddress().getPort());
            peer = peers.accept();
            Wasi wasi = Wasi.builder().stdin(InputStreamCapability.of(new PipedInputStream(input))).stdout(OutputStreamCapability.of(begun)).clocks(
                            ClockCapability.monotonic()).preopen("/", DirectoryCapability.open(directory, Right.DIRECTORY)).listener(listener).connection(
                                            connection).build();
            exports = context.eval(MODULE).newInstance(wasi).getMember("exports");
        }

        void start(String function) {
            call = CompletableFuture.supplyAsync(() -> exports.invokeMember(function).asInt(), task -> Thread.ofVirtual().start(task));
        }

        /** Gives it what it waits for. */
        void free(String function, Path directory) throws Exception {
            switch (function) {
                case "read", "pollInput", "pollAll" -> {
                    input.write('.');
                    input.flush();
                }
                case "accept" -> new Socket(InetAddress.getLoopbackAddress(), listener.localAddress().getPort());
                case "receive", "pollSockets" -> peer.write(ByteBuffer.wrap(new byte[]{'.'}));
                case "send" -> peer.close();
                case "readFifo" -> writeTo(directory.resolve("fifo"));
                default -> {
                    // It ends by itself.
                }
            }
        }

        /** Enough for one guest, whichever takes it: they have the FIFO in common. */
        private static void writeTo(Path fifo) throws IOException {
            try (FileOutputStream stream = new FileOutputStream(fifo.toFile())) {
                stream.write(new byte[READ_SIZE]);
            }
        }

        boolean wasCancelled() {
            try {
                call.join();
                return false;
            } catch (CompletionException e) {
                return e.getCause() instanceof PolyglotException cause && cause.isCancelled();
            }
        }
    }

    public static void main(String[] arguments) throws Exception {
        String function = arguments[0];
        Path directory = Path.of(arguments[2]);
        List<Guest> guests = new ArrayList<>();
        for (int i = 0; i < GUESTS; i++) {
            guests.add(new Guest(directory));
        }
        // A FIFO that nobody writes is at its end.
        try (FileOutputStream _ = function.equals("readFifo") ? openBothWays(directory.resolve("fifo")) : null) {
            guests.forEach(guest -> guest.start(function));
            for (Guest guest : guests) {
                while (guest.begun.size() == 0) {
                    Thread.sleep(1);
                }
            }
            // While all wait, others go on.
            Thread.ofVirtual().start(() -> {
            }).join();
            require(function.equals("nap") || guests.stream().noneMatch(guest -> guest.call.isDone()), "all still wait");
            if (arguments[1].equals("cancel")) {
                for (Guest guest : guests) {
                    guest.context.close(true);
                }
                require(guests.stream().allMatch(Guest::wasCancelled), "all were cancelled");
            } else {
                for (Guest guest : guests) {
                    guest.free(function, directory);
                }
                for (Guest guest : guests) {
                    require(guest.call.join() == 0 || function.equals("send"), "no error of " + function);
                }
            }
        }
        System.out.println("done");
        System.exit(0);
    }

    /** Opened for reading as well, which doesn't wait for a reader. */
    private static FileOutputStream openBothWays(Path fifo) throws IOException {
        return new FileOutputStream(new RandomAccessFile(fifo.toFile(), "rw").getFD());
    }

    private static void require(boolean condition, String what) {
        if (!condition) {
            System.out.println("not so: " + what);
            System.exit(1);
        }
    }
}
