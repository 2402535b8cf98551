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
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

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
 * Many guests that wait at a time, each in a virtual thread; all of these together have one thread of the system. The first argument says how
 * the waiting ends: {@code free} or {@code cancel}; the second is a directory with a FIFO {@code fifo}.
 */
final class WaitingGuests {

    private static final int GUESTS = 12;
    private static final long PATIENCE_SECONDS = 60;
    /** What ends when it gets something, what ends by itself, and what ends in no other way than by being cancelled. */
    private static final List<String> ENDING = List.of("read", "pollInput", "pollSockets", "pollAll", "accept", "receive", "send", "readFifo", "nap");
    private static final List<String> ENDLESS = List.of("sleep", "read", "pollInput", "pollSockets", "pollAll", "accept", "receive", "send", "readFifo");
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

        boolean wasCancelled() throws Exception {
            try {
                call.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
                return false;
            } catch (ExecutionException e) {
                return e.getCause() instanceof PolyglotException cause && cause.isCancelled();
            }
        }

        void release() {
            for (TcpListenerCapability each : List.of(listener, peers)) {
                each.close();
            }
            connection.close();
            peer.close();
        }
    }

    public static void main(String[] arguments) throws Exception {
        boolean cancels = arguments[0].equals("cancel");
        Path directory = Path.of(arguments[1]);
        for (String function : cancels ? ENDLESS : ENDING) {
            try {
                run(function, cancels, directory);
            } catch (TimeoutException e) {
                require(false, function + " ends");
            }
        }
        System.out.println("done");
        System.exit(0);
    }

    private static void run(String function, boolean cancels, Path directory) throws Exception {
        List<Guest> guests = new ArrayList<>();
        for (int i = 0; i < GUESTS; i++) {
            guests.add(new Guest(directory));
        }
        // A FIFO that nobody writes is at its end.
        try (FileOutputStream _ = function.equals("readFifo") ? openBothWays(directory.resolve("fifo")) : null) {
            guests.forEach(guest -> guest.start(function));
            long start = System.nanoTime();
            while (guests.stream().anyMatch(guest -> guest.begun.size() == 0)) {
                require(System.nanoTime() - start < TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS), function + " begins in all");
                Thread.sleep(1);
            }
            // While all wait, others go on.
            CompletableFuture.runAsync(() -> {
            }, task -> Thread.ofVirtual().start(task)).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            require(function.equals("nap") || guests.stream().noneMatch(guest -> guest.call.isDone()), "all still wait in " + function);
            for (Guest guest : guests) {
                if (cancels) {
                    guest.context.close(true);
                } else {
                    guest.free(function, directory);
                }
            }
            for (Guest guest : guests) {
                require(cancels ? guest.wasCancelled() : guest.call.get(PATIENCE_SECONDS, TimeUnit.SECONDS) == 0 || function.equals("send"),
                                "no error, or the right one, of " + function);
            }
        }
        guests.forEach(Guest::release);
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
