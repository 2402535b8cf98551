// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.capabilities;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.concurrent.atomic.AtomicLong;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jwasm.capabilities.host.HostFile;

/** S9: what is derived neither outlives nor outspends what it came from. */
class CaveatTest {

    private final ManualTime time = new ManualTime();
    private final Holder app = Holder.host(null, time).child("app");

    private static void assertKind(ThrowingCallable action, ErrorKind kind) {
        assertThatThrownBy(action).isInstanceOfSatisfying(CapabilityException.class, e -> assertThat(e.kind()).isEqualTo(kind));
    }

    private ClockCapability clock() throws CapabilityException {
        return ClockCapability.frozen(Instant.EPOCH).delegate(app);
    }

    @Test
    void derivedCannotOutlive() throws Exception {
        ClockCapability minute = clock().expiresAfter(Duration.ofMinutes(1));
        ClockCapability hour = minute.expiresAfter(Duration.ofHours(1)).delegate(app.child("gui"));
        ClockCapability dated = clock().expiresAt(time.now().plusSeconds(30));
        time.advance(Duration.ofSeconds(29));
        hour.now();
        dated.now();
        time.advance(Duration.ofSeconds(1));
        assertKind(dated::now, ErrorKind.EXPIRED);
        time.advance(Duration.ofSeconds(30));
        assertKind(minute::now, ErrorKind.EXPIRED);
        assertKind(hour::now, ErrorKind.EXPIRED);
        assertKind(() -> hour.uses(5), ErrorKind.EXPIRED);
        assertThat(minute.isLive()).isTrue();
    }

    @Test
    void derivedCannotOutspend() throws Exception {
        ClockCapability three = clock().uses(3);
        ClockCapability five = three.uses(5);
        ClockCapability two = three.uses(2).delegate(app.child("gui"));
        two.now();
        two.now();
        assertKind(two::now, ErrorKind.EXHAUSTED);
        five.now();
        assertKind(five::now, ErrorKind.EXHAUSTED);
        assertKind(three::now, ErrorKind.EXHAUSTED);
        assertThat(five.caveats()).containsExactly("0 uses left", "4 uses left");
        assertKind(() -> clock().uses(-1), ErrorKind.INVAL);
        assertKind(() -> clock().uses(0).now(), ErrorKind.EXHAUSTED);
    }

    @Test
    void ratesHoldInEveryStretchOfTime() throws Exception {
        ClockCapability twice = clock().rate(2, Duration.ofSeconds(1));
        twice.now();
        time.advance(Duration.ofMillis(900));
        twice.now();
        assertKind(twice::now, ErrorKind.AGAIN);
        time.advance(Duration.ofMillis(100));
        twice.now();
        assertKind(twice::now, ErrorKind.AGAIN);
        assertKind(() -> clock().rate(0, Duration.ofSeconds(1)).now(), ErrorKind.AGAIN);
        assertKind(() -> clock().rate(1 << 30, Duration.ofSeconds(1)), ErrorKind.INVAL);
    }

    @Test
    void refusedUsesCostNothing() throws Exception {
        ClockCapability outer = clock().uses(1);
        ClockCapability never = outer.uses(0);
        assertKind(never::now, ErrorKind.EXHAUSTED);
        outer.now();
    }

    @Test
    void bytesOfStreams() throws Exception {
        InputStreamCapability input = InputStreamCapability.of(new ByteArrayInputStream(new byte[100])).bytes(10);
        InputStreamCapability derived = input.bytes(50);
        byte[] target = new byte[8];
        assertThat(derived.read(target, 0, 8)).isEqualTo(8);
        assertThat(input.read(target, 0, 8)).isEqualTo(2);
        assertKind(() -> derived.read(target, 0, 1), ErrorKind.EXHAUSTED);
        assertThat(derived.read(target, 0, 0)).isZero();
        ByteArrayOutputStream sink = new ByteArrayOutputStream();
        OutputStreamCapability output = OutputStreamCapability.of(sink).bytes(10);
        assertKind(() -> output.write(new byte[11], 0, 11), ErrorKind.EXHAUSTED);
        output.write(new byte[10], 0, 10);
        assertThat(sink.size()).isEqualTo(10);
        InputStreamCapability atEnd = InputStreamCapability.of(new ByteArrayInputStream(new byte[1])).bytes(2);
        assertThat(atEnd.read(target, 0, 8)).isEqualTo(1);
        assertThat(atEnd.read(target, 0, 8)).isEqualTo(-1);
    }

    @Test
    void whatIsOpenedSharesBytesAndTime(@TempDir Path root) throws Exception {
        Files.writeString(root.resolve("a"), "0123456789");
        DirectoryCapability directory = DirectoryCapability.open(root, Right.DIRECTORY).delegate(app);
        DirectoryCapability once = directory.bytes(12).uses(1).expiresAfter(Duration.ofMinutes(1));
        FileCapability file = (FileCapability) once.open("a", EnumSet.of(OpenFlag.READ, OpenFlag.WRITE));
        assertKind(() -> once.open("a", EnumSet.of(OpenFlag.READ)), ErrorKind.EXHAUSTED);
        assertThat(file.read(ByteBuffer.allocate(6))).isEqualTo(6);
        assertThat(file.read(ByteBuffer.allocate(2), 0)).isEqualTo(2);
        assertKind(() -> file.setSize(1 << 20), ErrorKind.EXHAUSTED);
        // What fails costs nothing.
        assertKind(() -> file.allocate(12, -1), ErrorKind.INVAL);
        assertThat(file.write(ByteBuffer.allocate(10))).isEqualTo(4);
        assertKind(() -> file.write(ByteBuffer.allocate(10)), ErrorKind.EXHAUSTED);
        time.advance(Duration.ofMinutes(1));
        assertKind(file::status, ErrorKind.EXPIRED);
        // A directory opened through it is no way around the count.
        DirectoryCapability two = directory.uses(2);
        DirectoryCapability again = (DirectoryCapability) two.open(".", EnumSet.of(OpenFlag.READ, OpenFlag.DIRECTORY));
        again.status();
        assertKind(again::status, ErrorKind.EXHAUSTED);
    }

    /** A file on a disk that is full at 60 bytes. */
    private static HostFile onFullDisk() {
        AtomicLong size = new AtomicLong();
        return (HostFile) Proxy.newProxyInstance(HostFile.class.getClassLoader(), new Class<?>[]{HostFile.class}, (_, method, arguments) -> switch (method.getName()) {
            case "status" -> new FileStatus(1, 1, FileType.REGULAR_FILE, 1, size.get(), 0, 0, 0);
            case "allocate" -> {
                size.set(60);
                throw new CapabilityException(ErrorKind.NOSPC, "full");
            }
            case "setSize" -> {
                size.set((long) arguments[0]);
                yield null;
            }
            default -> null;
        });
    }

    @Test
    void whatAFileGrewByIsChargedAlthoughItFailed(@TempDir Path root) throws Exception {
        DirectoryCapability directory = DirectoryCapability.open(root, Right.DIRECTORY).delegate(app).bytes(100);
        FileCapability file = new FileCapability(Origin.opened(directory, directory.rightsMask()), onFullDisk(), "directory", "file");
        assertKind(() -> file.allocate(0, 90), ErrorKind.NOSPC);
        assertKind(() -> file.setSize(60 + 41), ErrorKind.EXHAUSTED);
        file.setSize(60 + 40);
        assertKind(() -> file.setSize(60 + 40 + 1), ErrorKind.EXHAUSTED);
    }

    @Test
    void linksDontShedCaveats(@TempDir Path root) throws Exception {
        Files.writeString(root.resolve("a"), "text");
        DirectoryCapability directory = DirectoryCapability.open(root, Right.DIRECTORY);
        DirectoryCapability expiring = directory.expiresAfter(Duration.ofHours(1));
        assertKind(() -> expiring.link("a", directory, "b"), ErrorKind.NOTCAPABLE);
        assertKind(() -> expiring.rename("a", directory, "b"), ErrorKind.NOTCAPABLE);
        directory.rename("a", expiring, "b");
        expiring.rename("b", expiring.uses(10), "c");
        assertThat(root.resolve("c")).exists();
    }
}
