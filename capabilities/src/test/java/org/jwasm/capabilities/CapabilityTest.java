// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.capabilities;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import com.oracle.truffle.api.interop.InteropLibrary;

/** Rights, derivation, revocation, and streams. */
class CapabilityTest {

    @TempDir
    Path root;

    private static void assertKind(ThrowingCallable action, ErrorKind kind) {
        assertThatThrownBy(action).isInstanceOfSatisfying(CapabilityException.class, e -> assertThat(e.kind()).isEqualTo(kind));
    }

    private DirectoryCapability writable() throws CapabilityException {
        return DirectoryCapability.open(root, Right.DIRECTORY);
    }

    @Test
    void readOnlyIsReadOnly() throws Exception {
        Files.writeString(root.resolve("file"), "text");
        Files.createDirectory(root.resolve("sub"));
        DirectoryCapability all = writable();
        DirectoryCapability directory = all.readOnly();
        assertThat(directory.rights()).isEqualTo(Right.DIRECTORY_READ_ONLY);
        assertKind(() -> directory.open("file", EnumSet.of(OpenFlag.WRITE)), ErrorKind.NOTCAPABLE);
        assertKind(() -> directory.open("file", EnumSet.of(OpenFlag.READ, OpenFlag.TRUNCATE)), ErrorKind.NOTCAPABLE);
        assertKind(() -> directory.open("file", EnumSet.of(OpenFlag.TRUNCATE)), ErrorKind.NOTCAPABLE);
        assertKind(() -> directory.open("new", EnumSet.of(OpenFlag.READ, OpenFlag.CREATE)), ErrorKind.NOTCAPABLE);
        assertKind(() -> directory.createDirectory("new"), ErrorKind.NOTCAPABLE);
        assertKind(() -> directory.createLink("file", "new"), ErrorKind.NOTCAPABLE);
        assertKind(() -> directory.removeFile("file"), ErrorKind.NOTCAPABLE);
        assertKind(() -> directory.removeDirectory("sub"), ErrorKind.NOTCAPABLE);
        assertKind(() -> directory.setTimes("file", true, new FileTimes(0, 0)), ErrorKind.NOTCAPABLE);
        assertKind(() -> directory.setTimes(new FileTimes(0, 0)), ErrorKind.NOTCAPABLE);
        assertKind(() -> directory.rename("file", all, "moved"), ErrorKind.NOTCAPABLE);
        assertKind(() -> all.rename("file", directory, "moved"), ErrorKind.NOTCAPABLE);
        assertKind(() -> directory.link("file", all, "linked"), ErrorKind.NOTCAPABLE);
        assertKind(() -> all.link("file", directory, "linked"), ErrorKind.NOTCAPABLE);
        assertKind(() -> directory.subdirectory("sub").createDirectory("new"), ErrorKind.NOTCAPABLE);
        FileCapability file = (FileCapability) directory.open("file", EnumSet.of(OpenFlag.READ));
        assertKind(() -> file.write(ByteBuffer.allocate(1)), ErrorKind.NOTCAPABLE);
        assertKind(() -> file.setSize(0), ErrorKind.NOTCAPABLE);
        assertKind(() -> file.allocate(0, 100), ErrorKind.NOTCAPABLE);
        assertKind(() -> file.setTimes(new FileTimes(0, 0)), ErrorKind.NOTCAPABLE);
        assertThat(root.resolve("file")).hasContent("text");
        try (var names = Files.list(root)) {
            assertThat(names).hasSize(2);
        }
        all.close();
    }

    @Test
    void derivedRightsOnlyShrink() throws Exception {
        DirectoryCapability listing = writable().only(EnumSet.of(Right.LIST, Right.STATUS));
        assertThat(listing.only(Right.DIRECTORY).rights()).containsExactlyInAnyOrder(Right.LIST, Right.STATUS, Right.DUPLICATE, Right.TRANSFER);
        assertThat(listing.readOnly().rights()).containsExactlyInAnyOrder(Right.LIST, Right.STATUS, Right.DUPLICATE, Right.TRANSFER);
        assertKind(() -> listing.open("x", EnumSet.of(OpenFlag.READ)), ErrorKind.NOTCAPABLE);
        EnvironmentCapability environment = EnvironmentCapability.of(Map.of("A", "1", "B", "2"));
        EnvironmentCapability one = environment.onlyVariables(List.of("A", "C"));
        assertThat(one.variables()).containsExactly(Map.entry("A", "1"));
        assertThat(one.onlyVariables(List.of("A", "B")).variables()).containsExactly(Map.entry("A", "1"));
        ClockCapability clock = ClockCapability.realtime().coarser(1_000_000_000L);
        assertThat(clock.coarser(10).resolution()).isEqualTo(1_000_000_000L);
        assertThat(clock.now() % 1_000_000_000L).isZero();
        assertKind(() -> clock.withoutWaiting().sleep(0), ErrorKind.NOTCAPABLE);
    }

    @Test
    void revocationReachesAllDescendants() throws Exception {
        Files.createDirectories(root.resolve("a/b"));
        Files.writeString(root.resolve("a/b/file"), "text");
        DirectoryCapability top = writable();
        DirectoryCapability middle = top.subdirectory("a").readOnly();
        DirectoryCapability bottom = middle.subdirectory("b");
        FileCapability file = (FileCapability) bottom.open("file", EnumSet.of(OpenFlag.READ));
        FileCapability copy = file.readOnly();
        middle.revoke();
        assertThat(List.of(middle.isLive(), bottom.isLive(), file.isLive(), copy.isLive())).containsOnly(false);
        assertKind(() -> bottom.status(), ErrorKind.REVOKED);
        assertKind(() -> file.read(ByteBuffer.allocate(1)), ErrorKind.REVOKED);
        assertKind(() -> copy.seek(0, Whence.START), ErrorKind.REVOKED);
        assertKind(() -> middle.subdirectory("b"), ErrorKind.REVOKED);
        assertKind(() -> top.rename("a", bottom, "x"), ErrorKind.REVOKED);
        assertThat(top.isLive()).isTrue();
        assertThat(top.status("a/b/file", true).size()).isEqualTo(4);
        top.close();
    }

    @Test
    void derivedShareTheObjectUntilTheLastIsGone() throws Exception {
        DirectoryCapability top = writable();
        DirectoryCapability first = top.readOnly();
        DirectoryCapability second = top.readOnly();
        first.close();
        assertThat(second.list(0)).isNotEmpty();
        second.close();
        assertThat(top.list(0)).isNotEmpty();
        top.close();
    }

    @Test
    void tenThousandDescendantsOfAChain() throws Exception {
        DirectoryCapability top = writable();
        List<DirectoryCapability> chain = new ArrayList<>(List.of(top));
        for (int i = 0; i < 10_000; i++) {
            chain.add(chain.getLast().only(Right.DIRECTORY));
        }
        top.revoke();
        assertThat(chain).noneMatch(Capability::isLive);
    }

    @Test
    void closedDescriptorsAreGivenBack() throws Exception {
        Files.writeString(root.resolve("file"), "text");
        DirectoryCapability top = writable();
        long before = descriptors();
        for (int i = 0; i < 2000; i++) {
            FileCapability file = (FileCapability) top.open("file", EnumSet.of(OpenFlag.READ));
            top.subdirectory(".").close();
            file.close();
        }
        assertThat(descriptors()).isLessThan(before + 100);
    }

    private static long descriptors() throws IOException {
        try (var list = Files.list(Path.of("/proc/self/fd"))) {
            return list.count();
        }
    }

    @Test
    void entriesStayInPlaceWhileOthersChange() throws Exception {
        Set<String> kept = new java.util.TreeSet<>();
        for (int i = 0; i < 3000; i++) {
            Files.createFile(root.resolve("file-with-a-rather-long-name-" + i));
            if (i % 2 == 0) {
                kept.add("file-with-a-rather-long-name-" + i);
            }
        }
        DirectoryCapability directory = writable();
        List<String> seen = new ArrayList<>();
        boolean changed = false;
        for (List<DirectoryEntry> batch = directory.list(0); !batch.isEmpty(); batch = directory.list(batch.getLast().next())) {
            batch.forEach(entry -> seen.add(entry.name()));
            if (!changed) {
                changed = true;
                for (int i = 1; i < 3000; i += 2) {
                    Files.delete(root.resolve("file-with-a-rather-long-name-" + i));
                }
            }
        }
        assertThat(seen).doesNotHaveDuplicates().containsAll(kept).contains(".", "..");
        long own = directory.status().inode();
        assertThat(directory.list(0)).filteredOn(entry -> entry.name().equals("..")).allMatch(entry -> entry.inode() == own);
    }

    @Test
    @Timeout(60)
    void revocationWakesAReader() throws Exception {
        InputStreamCapability input = InputStreamCapability.of(endless());
        AtomicReference<Exception> thrown = new AtomicReference<>();
        CountDownLatch started = new CountDownLatch(1);
        Thread reader = Thread.ofPlatform().start(() -> {
            started.countDown();
            try {
                input.read(new byte[10], 0, 10);
            } catch (CapabilityException e) {
                thrown.set(e);
            }
        });
        started.await();
        input.revoke();
        reader.join();
        assertThat(thrown.get()).isInstanceOfSatisfying(CapabilityException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.REVOKED));
    }

    @Test
    @Timeout(60)
    void interruptedReadLosesNothing() throws Exception {
        PipedOutputStream sender = new PipedOutputStream();
        InputStreamCapability input = InputStreamCapability.of(new PipedInputStream(sender));
        assertThat(input.awaitReadable(1_000_000)).isFalse();
        Thread.currentThread().interrupt();
        assertKind(() -> input.read(new byte[10], 0, 10), ErrorKind.INTR);
        assertThat(Thread.interrupted()).isTrue();
        sender.write("hello".getBytes());
        sender.flush();
        input.awaitReadable();
        byte[] bytes = new byte[10];
        int count = 0;
        while (count < 5) {
            count += input.read(bytes, count, 10 - count);
        }
        assertThat(new String(bytes, 0, 5)).isEqualTo("hello");
        sender.close();
        assertThat(input.read(bytes, 0, 10)).isEqualTo(-1);
        assertThat(input.read(bytes, 0, 0)).isZero();
        assertThat(input.isReadable()).isTrue();
    }

    /** A stream that never has anything, and whose reads can't be interrupted. */
    private static InputStream endless() {
        return new InputStream() {
            @Override
            public int read() {
                while (true) {
                    try {
                        Thread.sleep(Long.MAX_VALUE);
                    } catch (InterruptedException e) {
                        Thread.interrupted();
                    }
                }
            }
        };
    }

    @Test
    void streams() throws Exception {
        InputStreamCapability input = InputStreamCapability.of(new ByteArrayInputStream("abc".getBytes()));
        assertThat(input.available()).isEqualTo(3);
        byte[] bytes = new byte[2];
        assertThat(input.read(bytes, 0, 2)).isEqualTo(2);
        assertThat(input.read(bytes, 0, 2)).isEqualTo(1);
        assertThat(input.read(bytes, 0, 2)).isEqualTo(-1);
        assertThat(InputStreamCapability.empty().read(bytes, 0, 2)).isEqualTo(-1);
        ByteArrayOutputStream sink = new ByteArrayOutputStream();
        OutputStreamCapability output = OutputStreamCapability.of(sink);
        output.write("hello".getBytes(), 1, 3);
        assertThat(sink.toString()).isEqualTo("ell");
        output.revoke();
        assertKind(() -> output.write(bytes, 0, 1), ErrorKind.REVOKED);
    }

    @Test
    @Timeout(60)
    void fifoIsWaitedForUntilItIsRevoked() throws Exception {
        assertThat(new ProcessBuilder("mkfifo", root.resolve("fifo").toString()).start().waitFor()).isZero();
        FileCapability fifo = (FileCapability) writable().open("fifo", EnumSet.of(OpenFlag.READ, OpenFlag.WRITE));
        assertThat(fifo.type()).isEqualTo(FileType.FIFO);
        AtomicReference<Exception> thrown = new AtomicReference<>();
        Thread reader = Thread.ofPlatform().start(() -> {
            try {
                fifo.read(ByteBuffer.allocate(10));
            } catch (CapabilityException e) {
                thrown.set(e);
            }
        });
        fifo.revoke();
        reader.join();
        assertThat(thrown.get()).isInstanceOfSatisfying(CapabilityException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.REVOKED));
        FileCapability polled = (FileCapability) writable().open("fifo", EnumSet.of(OpenFlag.READ, OpenFlag.WRITE, OpenFlag.NONBLOCK));
        assertKind(() -> polled.read(ByteBuffer.allocate(10)), ErrorKind.AGAIN);
        polled.close();
    }

    @Test
    void randomnessAndClocks() throws Exception {
        byte[] first = new byte[32];
        byte[] second = new byte[32];
        RandomCapability.seeded(7).fill(first);
        RandomCapability.seeded(7).fill(second);
        assertThat(first).isEqualTo(second);
        RandomCapability.secure().fill(second);
        assertThat(second).isNotEqualTo(first).isNotEqualTo(new byte[32]);
        ClockCapability monotonic = ClockCapability.monotonic();
        long before = monotonic.now();
        monotonic.sleep(1_000_000);
        assertThat(monotonic.now() - before).isGreaterThanOrEqualTo(1_000_000);
        assertThat(ClockCapability.frozen(java.time.Instant.ofEpochSecond(5)).now()).isEqualTo(5_000_000_000L);
        assertThat(ClockCapability.processCpu().now()).isPositive();
        assertThat(ClockCapability.threadCpu().now()).isPositive();
    }

    @Test
    void membersForOtherLanguages() throws Exception {
        InteropLibrary interop = InteropLibrary.getUncached();
        DirectoryCapability directory = writable();
        assertThat(interop.readMember(directory, "kind")).isEqualTo("directory");
        Object readOnly = interop.invokeMember(directory, "readOnly");
        assertThat(readOnly).isInstanceOf(DirectoryCapability.class);
        assertThat(interop.getArraySize(interop.readMember(readOnly, "rights"))).isEqualTo(5);
        assertThat(interop.isMemberInvocable(directory, "revoke")).isTrue();
        assertThat(interop.isMemberInvocable(directory, "copy")).isFalse();
        assertThatThrownBy(() -> interop.invokeMember(directory, "subdirectory", "..")).hasMessageContaining("PERM");
        directory.revoke();
        assertThat(interop.readMember(readOnly, "live")).isEqualTo(false);
    }

    @Test
    void unusableDirectories() {
        assertKind(() -> DirectoryCapability.open(root.resolve("missing"), Right.DIRECTORY), ErrorKind.NOENT);
        assertKind(() -> DirectoryCapability.open(Files.createFile(root.resolve("file")), Right.DIRECTORY), ErrorKind.NOTDIR);
    }
}
