// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.capabilities;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/** Requests to a server of the test. */
@Timeout(60)
class HttpTest {

    private final AtomicInteger requests = new AtomicInteger();
    /** Lets an endless answer begin, and tells that its receiver has left. */
    private final Semaphore begin = new Semaphore(0);
    private final Semaphore left = new Semaphore(0);
    private HttpServer server;
    private String origin;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
        origin = "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        requests.incrementAndGet();
        String path = exchange.getRequestURI().toString();
        if (path.equals("/redirect")) {
            exchange.getResponseHeaders().add("Location", "http://localhost:" + server.getAddress().getPort() + "/elsewhere");
            exchange.sendResponseHeaders(302, -1);
            return;
        }
        if (path.equals("/slow")) {
            try {
                Thread.sleep(10_000);
            } catch (InterruptedException e) {
                return;
            }
        }
        if (path.equals("/endless")) {
            answerEndlessly(exchange);
            return;
        }
        byte[] text = (exchange.getRequestMethod() + " " + path + " " + new String(exchange.getRequestBody().readAllBytes())).getBytes();
        exchange.sendResponseHeaders(200, text.length);
        exchange.getResponseBody().write(text);
        exchange.close();
    }

    /** Until nobody listens any more. */
    private void answerEndlessly(HttpExchange exchange) throws IOException {
        begin.acquireUninterruptibly();
        exchange.sendResponseHeaders(200, 0);
        try {
            while (true) {
                exchange.getResponseBody().write(new byte[1 << 16]);
            }
        } catch (IOException e) {
            left.release();
        }
    }

    private static String text(HttpCapability.Response response) throws CapabilityException {
        StringBuilder text = new StringBuilder();
        byte[] bytes = new byte[100];
        for (int count = response.body().read(bytes, 0, 100); count > 0; count = response.body().read(bytes, 0, 100)) {
            text.append(new String(bytes, 0, count));
        }
        return text.toString();
    }

    private static void assertKind(ThrowingCallable action, ErrorKind kind) {
        assertThatThrownBy(action).isInstanceOfSatisfying(CapabilityException.class, e -> assertThat(e.kind()).isEqualTo(kind));
    }

    @Test
    void methodsAndOrigins() throws Exception {
        HttpCapability http = HttpCapability.of(Set.of("GET", "POST"), origin, "https://api.example.org");
        assertThat(text(http.send("GET", origin, "/a?b=c", Map.of("X-Test", "1"), new byte[0]))).isEqualTo("GET /a?b=c ");
        assertThat(text(http.send("POST", origin, "/", Map.of(), "body".getBytes()))).isEqualTo("POST / body");
        assertKind(() -> http.onlyMethods("GET", "PUT").send("POST", origin, "/", Map.of(), new byte[0]), ErrorKind.NOTCAPABLE);
        assertKind(() -> http.onlyMethods("GET", "PUT").send("PUT", origin, "/", Map.of(), new byte[0]), ErrorKind.NOTCAPABLE);
        HttpCapability other = http.onlyOrigins("https://api.example.org");
        assertKind(() -> other.send("GET", origin, "/", Map.of(), new byte[0]), ErrorKind.NOTCAPABLE);
        assertKind(() -> other.onlyOrigins(origin).send("GET", origin, "/", Map.of(), new byte[0]), ErrorKind.NOTCAPABLE);
        assertThat(requests).hasValue(2);
    }

    @Test
    void waysOutOfTheOrigin() throws Exception {
        HttpCapability http = HttpCapability.of(Set.of("GET"), origin);
        HttpCapability.Response redirect = http.send("GET", origin, "/redirect", Map.of(), new byte[0]);
        assertThat(redirect.status()).isEqualTo(302);
        for (String path : new String[]{"http://localhost/", "@localhost/", "", "x", ":80/", "/a b", "/a\r\nHost: x", "/#"}) {
            assertKind(() -> http.send("GET", origin, path, Map.of(), new byte[0]), ErrorKind.INVAL);
        }
        for (String header : new String[]{"Host", "content-LENGTH", "Transfer-Encoding", "Connection", "Upgrade"}) {
            assertKind(() -> http.send("GET", origin, "/", Map.of(header, "x"), new byte[0]), ErrorKind.NOTCAPABLE);
        }
        assertKind(() -> http.send("GET", origin, "/", Map.of("X-A", "1\r\nHost: x"), new byte[0]), ErrorKind.INVAL);
        for (String bad : new String[]{"file:///etc/passwd", "http://a/b", "http://u@a", "http://", "x", "http://a?b"}) {
            assertThatThrownBy(() -> HttpCapability.of(Set.of("GET"), bad)).isInstanceOf(IllegalArgumentException.class);
            assertKind(() -> http.send("GET", bad, "/", Map.of(), new byte[0]), ErrorKind.INVAL);
        }
        assertThat(requests).hasValue(1);
    }

    @Test
    void nobodysAnswerIsClosed() throws Exception {
        HttpCapability granted = HttpCapability.of(Set.of("GET"), origin).delegate(Holder.HOST.child("app"));
        Thread waiting = Thread.ofPlatform().start(() -> assertKind(() -> granted.send("GET", origin, "/endless", Map.of(), new byte[0]),
                        ErrorKind.REVOKED));
        while (requests.get() < 1) {
            Thread.onSpinWait();
        }
        granted.revoke();
        waiting.join();
        begin.release();
        left.acquire();
        Thread killed = Thread.ofPlatform().start(() -> assertKind(() -> HttpCapability.of(Set.of("GET"), origin).send("GET", origin, "/endless",
                        Map.of(), new byte[0]), ErrorKind.INTR));
        while (requests.get() < 2) {
            Thread.onSpinWait();
        }
        killed.interrupt();
        killed.join();
        begin.release();
        left.acquire();
    }

    @Test
    void answersDieWithTheCapability() throws Exception {
        HttpCapability http = HttpCapability.of(Set.of("GET"), origin);
        HttpCapability granted = http.delegate(Holder.HOST.child("app"));
        HttpCapability.Response response = granted.send("GET", origin, "/", Map.of(), new byte[0]);
        AtomicReference<ErrorKind> end = new AtomicReference<>();
        Thread waiting = Thread.ofPlatform().start(() -> {
            try {
                granted.send("GET", origin, "/slow", Map.of(), new byte[0]);
            } catch (CapabilityException e) {
                end.set(e.kind());
            }
        });
        while (requests.get() < 2) {
            Thread.onSpinWait();
        }
        granted.revoke();
        waiting.join();
        assertThat(end).hasValue(ErrorKind.REVOKED);
        assertKind(() -> response.body().read(new byte[1], 0, 1), ErrorKind.REVOKED);
        assertThat(http.send("GET", origin, "/", Map.of(), new byte[0]).status()).isEqualTo(200);
        assertKind(() -> text(http.bytes(3).send("GET", origin, "/long", Map.of(), new byte[0])), ErrorKind.EXHAUSTED);
    }
}
