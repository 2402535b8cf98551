// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.capabilities;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.jwasm.capabilities.internal.Endpoint;
import org.jwasm.capabilities.internal.Endpoints;

/** Connections, datagrams and names, on this machine only. */
@Timeout(60)
class NetworkTest {

    private static void assertKind(ThrowingCallable action, ErrorKind kind) {
        assertThatThrownBy(action).isInstanceOfSatisfying(CapabilityException.class, e -> assertThat(e.kind()).isEqualTo(kind));
    }

    private static byte[] bytes(String text) {
        return text.getBytes();
    }

    private static String read(TcpConnectionCapability connection) throws CapabilityException {
        ByteBuffer target = ByteBuffer.allocate(100);
        int count = connection.read(target);
        return count < 0 ? null : new String(target.array(), 0, target.position());
    }

    @Test
    void connectionsBothWays() throws Exception {
        try (TcpListenerCapability listener = TcpListenCapability.of("127.0.0.1:0").listen("127.0.0.1", 0)) {
            int port = listener.localAddress().getPort();
            TcpConnectCapability net = TcpConnectCapability.of("127.0.0.1:*").bytes(10);
            TcpConnectionCapability client = net.connect("127.0.0.1", port);
            TcpConnectionCapability server = listener.accept();
            assertThat(client.write(ByteBuffer.wrap(bytes("hello")))).isEqualTo(5);
            assertThat(read(server)).isEqualTo("hello");
            server.write(ByteBuffer.wrap(bytes("12345678")));
            assertThat(read(client)).isEqualTo("12345");
            assertKind(() -> read(client), ErrorKind.EXHAUSTED);
            assertKind(() -> client.without(Right.WRITE).write(ByteBuffer.allocate(1)), ErrorKind.NOTCAPABLE);
            client.endOutput();
            assertThat(read(server)).isNull();
            assertKind(() -> net.only("127.0.0.1:1").connect("127.0.0.1", port), ErrorKind.NOTCAPABLE);
            assertKind(() -> net.only("127.0.0.1:1").only("127.0.0.1:*").connect("127.0.0.1", port), ErrorKind.NOTCAPABLE);
            assertKind(() -> TcpListenCapability.of("127.0.0.1:*").listen("127.0.0.1", port), ErrorKind.ADDRINUSE);
            assertKind(() -> TcpListenCapability.of("127.0.0.1:*").listen("0.0.0.0", 0), ErrorKind.NOTCAPABLE);
            net.revoke();
            assertKind(() -> client.localAddress(), ErrorKind.REVOKED);
            assertThat(server.isLive()).isTrue();
        }
    }

    @Test
    void refusedConnections() throws Exception {
        int port;
        try (TcpListenerCapability listener = TcpListenCapability.of("127.0.0.1:*").listen("127.0.0.1", 0)) {
            port = listener.localAddress().getPort();
        }
        assertKind(() -> TcpConnectCapability.of("localhost:*").connect("127.0.0.1", port), ErrorKind.CONNREFUSED);
        assertKind(() -> TcpConnectCapability.of("127.0.0.1:*").connect("127.0.0.1", 70_000), ErrorKind.INVAL);
        assertKind(() -> TcpConnectCapability.of("*:*").connect("a b", 1), ErrorKind.INVAL);
    }

    private interface Attempt {
        void run() throws CapabilityException;
    }

    private static void assertWoken(Capability revoked, Attempt attempt) throws InterruptedException {
        AtomicReference<ErrorKind> end = new AtomicReference<>();
        Thread thread = Thread.ofPlatform().start(() -> {
            try {
                attempt.run();
            } catch (CapabilityException e) {
                end.set(e.kind());
            }
        });
        Thread.sleep(30);
        revoked.revoke();
        thread.join();
        assertThat(end).hasValue(ErrorKind.REVOKED);
    }

    @Test
    void revocationWakesWhoWaits() throws Exception {
        TcpListenCapability listen = TcpListenCapability.of("127.0.0.1:*");
        TcpListenerCapability listener = listen.listen("127.0.0.1", 0);
        TcpListenerCapability granted = listener.delegate(Holder.HOST.child("app"));
        assertWoken(granted, granted::accept);
        TcpConnectionCapability client = TcpConnectCapability.of("127.0.0.1:*").connect("127.0.0.1", listener.localAddress().getPort());
        TcpConnectionCapability server = listener.accept();
        assertWoken(client, () -> client.read(ByteBuffer.allocate(1)));
        assertThat(read(server)).isNull();
        TcpConnectionCapability unread = TcpConnectCapability.of("127.0.0.1:*").connect("127.0.0.1", listener.localAddress().getPort());
        TcpConnectionCapability full = listener.accept();
        assertWoken(listen, () -> {
            while (true) {
                full.write(ByteBuffer.allocate(1 << 20));
            }
        });
        assertThat(unread.isLive()).isTrue();
        UdpSocketCapability udp = UdpCapability.of("127.0.0.1:*").open();
        assertWoken(udp, udp::receive);
    }

    @Test
    void datagramsOnlyFromWhomTheyMayCome() throws Exception {
        UdpCapability all = UdpCapability.of("127.0.0.1:*");
        try (UdpSocketCapability first = all.bind("127.0.0.1", 0); UdpSocketCapability second = all.bind("127.0.0.1", 0);
                        UdpSocketCapability third = all.bind("127.0.0.1", 0)) {
            UdpSocketCapability picky = first.only("127.0.0.1:" + third.localAddress().getPort());
            int port = first.localAddress().getPort();
            second.send("127.0.0.1", port, bytes("no"));
            third.send("127.0.0.1", port, bytes("yes"));
            assertThat(picky.receive().contents()).isEqualTo(bytes("yes"));
            assertKind(() -> picky.send("127.0.0.1", second.localAddress().getPort(), bytes("x")), ErrorKind.NOTCAPABLE);
            assertKind(() -> third.send("127.0.0.1", port, new byte[1 << 17]), ErrorKind.MSGSIZE);
        }
    }

    /** The owner of a name aims it at the inside after it was granted. */
    @Test
    void rebindingGetsNowhere() throws Exception {
        try (TcpListenerCapability inside = TcpListenCapability.of("127.0.0.1:*").listen("127.0.0.1", 0)) {
            int port = inside.localAddress().getPort();
            AtomicInteger asked = new AtomicInteger();
            Endpoints.Resolver evil = _ -> {
                asked.incrementAndGet();
                return new InetAddress[]{InetAddress.ofLiteral("127.0.0.1"), InetAddress.ofLiteral("169.254.169.254"),
                                InetAddress.ofLiteral("::ffff:10.0.0.1"), InetAddress.ofLiteral("fd00::1"), InetAddress.ofLiteral("64:ff9b::7f00:1")};
            };
            TcpConnectCapability net = TcpConnectCapability.of(Endpoints.of(evil, "evil.example:*", "*:443"));
            assertKind(() -> net.connect("EVIL.example.", port), ErrorKind.NOTCAPABLE);
            assertKind(() -> net.connect("0x7f.1", 443), ErrorKind.NOTCAPABLE);
            assertKind(() -> net.connect("127.1", 443), ErrorKind.NOTCAPABLE);
            assertKind(() -> net.connect("2130706433", 443), ErrorKind.NOTCAPABLE);
            assertThat(asked).hasValue(2);
            assertKind(() -> net.connect("other.example", port), ErrorKind.NOTCAPABLE);
            assertThat(asked).hasValue(2);
            assertKind(() -> NameLookupCapability.of(Endpoints.of(evil, "*.example:*")).resolve("evil.example"), ErrorKind.NOTCAPABLE);
            TcpConnectCapability meant = TcpConnectCapability.of(Endpoints.of(evil, "evil.example:*", "127.0.0.0/8:" + port));
            meant.connect("evil.example", port).close();
            assertKind(() -> meant.only("evil.example:*").connect("evil.example", port), ErrorKind.NOTCAPABLE);
        }
    }

    @Test
    void names() throws Exception {
        assertThat(NameLookupCapability.of("localhost").resolve("localhost")).allMatch(InetAddress::isLoopbackAddress);
        NameLookupCapability some = NameLookupCapability.of("*.example.org");
        assertKind(() -> some.resolve("example.org"), ErrorKind.NOTCAPABLE);
        assertKind(() -> some.only("a.example.org").resolve("b.example.org"), ErrorKind.NOTCAPABLE);
        assertKind(() -> some.only("not a pattern"), ErrorKind.INVAL);
    }

    @Test
    void patterns() {
        for (String bad : List.of("", ":", "a", "a:", ":80", "a:80-", "a:x", "a:65536", "a/8:80", "10.0.0.0/33:1", "a..b:1", "[::1]", "a*:80", "::1%lo:80")) {
            assertThatThrownBy(() -> Endpoint.parse(bad)).as(bad).isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(Endpoint.parse("*.Example.ORG:80-90").matchesName("a.b.example.org", 85)).isTrue();
        assertThat(Endpoint.parse("*.example.org:80").matchesName("badexample.org", 80)).isFalse();
        assertThat(Endpoint.parse("*.example.org:80").matchesName("example.org", 80)).isFalse();
        assertThat(Endpoint.parse("10.0.0.0/9:*").matchesAddress(InetAddress.ofLiteral("10.127.0.1"), 1)).isTrue();
        assertThat(Endpoint.parse("10.0.0.0/9:*").matchesAddress(InetAddress.ofLiteral("10.128.0.1"), 1)).isFalse();
        assertThat(Endpoint.parse("[fe80::]/10:*").toString()).isEqualTo("[fe80::]/10:*");
    }
}
