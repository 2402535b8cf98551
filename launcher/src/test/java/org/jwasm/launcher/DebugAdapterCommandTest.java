// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.jwasm.launcher.Command.jwasm;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.jwasm.launcher.Command.Mode;
import org.jwasm.launcher.Command.Running;

/** {@code jwasm run --dap}, as an editor sees it. */
final class DebugAdapterCommandTest {

    private static final String HELLO = Command.root().resolve("examples/hello.wasm").toString();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void editorsDebugTheGuest() throws IOException, InterruptedException {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        Running running = jwasm(Mode.NO_GRAAL, "run", "--dap=" + port, HELLO).start();
        try (Editor editor = Editor.connect(port)) {
            editor.ask("initialize", "\"adapterID\": \"graalvm\", \"pathFormat\": \"path\", \"linesStartAt1\": true, \"columnsStartAt1\": true");
            editor.ask("attach", "");
            editor.ask("configurationDone", "");
            assertThat(editor.await("\"event\":\"stopped\"")).contains("\"threadId\":1");
            editor.ask("stackTrace", "\"threadId\": 1");
            assertThat(editor.await("\"command\":\"stackTrace\"")).contains("\"name\":\"main\"", "hello.wasm.wat");
            editor.ask("evaluate", "\"frameId\": 1, \"expression\": \"(i32.mul (i32.const 6) (i32.const 7))\"");
            assertThat(editor.await("\"command\":\"evaluate\"")).contains("\"result\":\"42\"");
            editor.ask("continue", "\"threadId\": 1");
            assertThat(running.readLine()).isEqualTo("Hello from WebAssembly!");
        }
        assertThat(running.end().exitCode()).isZero();
    }

    /** The side of the editor: messages of JSON, each after its length. */
    private record Editor(Socket socket, DataInputStream in) implements AutoCloseable {

        static Editor connect(int port) throws IOException, InterruptedException {
            for (long end = System.nanoTime() + PATIENCE.toNanos(); System.nanoTime() < end; Thread.sleep(100)) {
                try {
                    Socket socket = new Socket("127.0.0.1", port);
                    socket.setSoTimeout((int) PATIENCE.toMillis());
                    return new Editor(socket, new DataInputStream(new BufferedInputStream(socket.getInputStream())));
                } catch (IOException e) {
                    // Not yet.
                }
            }
            throw new AssertionError("nobody listens on port " + port);
        }

        void ask(String command, String arguments) throws IOException {
            byte[] message = ("{\"seq\": 1, \"type\": \"request\", \"command\": \"" + command + "\", \"arguments\": {" + arguments + "}}").getBytes(UTF_8);
            socket.getOutputStream().write(("Content-Length: " + message.length + "\r\n\r\n").getBytes(UTF_8));
            socket.getOutputStream().write(message);
        }

        /** The next message that has a text in it. */
        String await(String text) throws IOException {
            StringBuilder others = new StringBuilder();
            while (true) {
                String message;
                try {
                    message = next();
                } catch (IOException e) {
                    throw new AssertionError("no " + text + ", but " + others, e);
                }
                if (message.contains(text)) {
                    return message;
                }
                others.append(message).append('\n');
            }
        }

        private String next() throws IOException {
            int length = -1;
            for (String line = line(); !line.isEmpty(); line = line()) {
                if (line.startsWith("Content-Length:")) {
                    length = Integer.parseInt(line.substring(line.indexOf(':') + 1).strip());
                }
            }
            byte[] message = new byte[length];
            in.readFully(message);
            return new String(message, UTF_8);
        }

        private String line() throws IOException {
            StringBuilder line = new StringBuilder();
            for (int next = in.readUnsignedByte(); next != '\n'; next = in.readUnsignedByte()) {
                line.append((char) next);
            }
            return line.toString().strip();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
