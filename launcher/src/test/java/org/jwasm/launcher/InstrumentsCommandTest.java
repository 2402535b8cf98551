// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jwasm.launcher.Command.jwasm;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jwasm.launcher.Command.Mode;
import org.jwasm.launcher.Command.Result;
import org.jwasm.launcher.Command.Running;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The instruments of {@code jwasm run}. */
final class InstrumentsCommandTest {

    private static final String HELLO = Command.root().resolve("examples/hello.wasm").toString();
    private static final Path PERFT = Command.root().resolve("examples/programs/bin/perft.wasm");
    private static final int PATIENCE_SECONDS = 30;

    @Test
    void theSamplerReportsFunctionsAtTheEnd() {
        Result result = jwasm(Mode.GRAAL, "run", "--cpusampler", PERFT.toString(), "3").run();
        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).endsWith("total 8902\n");
        assertThat(result.err()).contains("Sampling Histogram", "perft.wasm.perft ", "perft.wasm.wat~");
    }

    @Test
    void theReportComesEvenIfTheGuestFailsOrIsStopped() {
        Result result = jwasm(Mode.NO_GRAAL, "run", "--cpusampler=calltree", Command.module("traps")).run();
        assertThat(result.exitCode()).isEqualTo(134);
        assertThat(result.err()).contains("trap: unreachable", "Sampling Call Tree");
        result = jwasm(Mode.NO_GRAAL, "run", "--timeout", "2s", "--cpusampler", PERFT.toString(), "7").run();
        assertThat(result.exitCode()).isEqualTo(124);
        assertThat(result.err()).contains("timeout", "perft.wasm.perft ");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
                    "--cpusampler=often | --cpusampler=often: histogram, calltree, json or flamegraph is expected",
                    "--inspect=here     | --inspect=here: a port is expected, or a host, a colon and a port",
                    "--dap=1:2:3        | --dap=1:2:3: a port is expected, or a host, a colon and a port"})
    void saysWhatAnInstrumentWants(String option, String message) {
        Result result = jwasm(Mode.NO_GRAAL, "run", option, HELLO).run();
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err()).contains(message);
    }

    @Test
    void chromesToolsDebugTheGuest() throws IOException, InterruptedException {
        int port = freePort();
        Running running = jwasm(Mode.NO_GRAAL, "run", "--inspect=" + port, HELLO).start();
        HttpClient client = HttpClient.newHttpClient();
        try {
            Inspector inspector = new Inspector();
            WebSocket socket = client.newWebSocketBuilder().buildAsync(address(client, port), inspector).orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
            int id = 0;
            for (String method : new String[]{"Runtime.enable", "Debugger.enable", "Runtime.runIfWaitingForDebugger"}) {
                socket.sendText("{\"id\": " + ++id + ", \"method\": \"" + method + "\"}", true).join();
            }
            assertThat(inspector.awaitMessage("Debugger.scriptParsed")).contains("hello.wasm.wat");
            String paused = inspector.awaitMessage("Debugger.paused");
            assertThat(paused).contains("\"functionName\":\"main\"");
            socket.sendText("{\"id\": " + ++id + ", \"method\": \"Debugger.resume\"}", true).join();
            assertThat(running.readLine()).isEqualTo("Hello from WebAssembly!");
        } finally {
            // Closing would wait for the inspector to hang up.
            client.shutdownNow();
        }
        assertThat(running.end().exitCode()).isZero();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** Asks the inspector, once it is there, where its socket is. */
    private static URI address(HttpClient client, int port) throws IOException, InterruptedException {
        // A connection that says nothing is part of the wait only: the inspector serves the next one all the same.
        awaitServer(port);
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/json")).timeout(Duration.ofSeconds(PATIENCE_SECONDS)).build();
        String answer = client.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8)).body();
        Matcher matcher = Pattern.compile("\"webSocketDebuggerUrl\"\\s*:\\s*\"([^\"]+)\"").matcher(answer.replace("\\/", "/"));
        assertThat(matcher.find()).as(answer).isTrue();
        return URI.create(matcher.group(1));
    }

    private static void awaitServer(int port) throws InterruptedException {
        for (int i = 0; i < 10 * PATIENCE_SECONDS; i++) {
            try (Socket _ = new Socket("127.0.0.1", port)) {
                return;
            } catch (IOException e) {
                Thread.sleep(100);
            }
        }
        throw new AssertionError("nobody listens on port " + port);
    }

    /** The side of the developer tools. */
    private static final class Inspector implements WebSocket.Listener {

        private final StringBuilder part = new StringBuilder();
        private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            part.append(data);
            if (last) {
                messages.add(part.toString());
                part.setLength(0);
            }
            return WebSocket.Listener.super.onText(socket, data, last);
        }

        String awaitMessage(String method) throws InterruptedException {
            StringBuilder others = new StringBuilder();
            for (String message = next(); message != null; message = next()) {
                if (message.contains("\"" + method + "\"")) {
                    return message;
                }
                others.append(message).append('\n');
            }
            throw new AssertionError("no " + method + ", but " + others);
        }

        private String next() throws InterruptedException {
            return messages.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
    }
}
