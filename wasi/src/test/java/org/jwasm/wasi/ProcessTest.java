// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.wasi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.jwasm.wasi.TestGuest.BUFFER;
import static org.jwasm.wasi.TestGuest.OUT;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.jwasm.capabilities.ArgumentsCapability;
import org.jwasm.capabilities.ClockCapability;
import org.jwasm.capabilities.EnvironmentCapability;
import org.jwasm.capabilities.InputStreamCapability;
import org.jwasm.capabilities.OutputStreamCapability;
import org.jwasm.capabilities.RandomCapability;

import com.oracle.truffle.api.interop.InteropLibrary;

/** Arguments, variables, clocks, randomness, streams, waiting, exit; and what a guest has that was granted nothing. */
class ProcessTest {

    private static final int CLOCK = 0;
    private static final int FD_READ = 1;
    private static final int FD_WRITE = 2;

    @Test
    void nothingGranted() {
        TestGuest guest = new TestGuest(Wasi.builder().build());
        guest.ok("args_sizes_get", OUT, OUT + 4);
        assertThat(guest.loadLong(OUT)).isZero();
        guest.ok("args_get", OUT, BUFFER);
        guest.ok("environ_sizes_get", OUT, OUT + 4);
        assertThat(guest.loadLong(OUT)).isZero();
        guest.ok("environ_get", OUT, BUFFER);
        for (int clock = 0; clock < 4; clock++) {
            assertThat(guest.call("clock_time_get", clock, 0, OUT)).isEqualTo(Errno.NOTCAPABLE);
            assertThat(guest.call("clock_res_get", clock, OUT)).isEqualTo(Errno.NOTCAPABLE);
        }
        assertThat(guest.call("random_get", BUFFER, 8)).isEqualTo(Errno.NOTCAPABLE);
        for (int descriptor = 0; descriptor < 5; descriptor++) {
            assertThat(guest.read(descriptor, 1)).isEqualTo(Errno.BADF);
            assertThat(guest.write(descriptor, "x")).isEqualTo(Errno.BADF);
            assertThat(guest.call("fd_prestat_get", descriptor, OUT)).isEqualTo(Errno.BADF);
            assertThat(guest.call("fd_fdstat_get", descriptor, OUT)).isEqualTo(Errno.BADF);
            assertThat(guest.open(descriptor, true, "x", 0, 0, 0, 0)).isEqualTo(Errno.BADF);
        }
    }

    @Test
    void argumentsAndVariables() {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("HOME", "/h");
        variables.put("EMPTY", "");
        TestGuest guest = new TestGuest(Wasi.builder().arguments(ArgumentsCapability.of("prog", "\u00e9t\u00e9", ""))
                        .environment(EnvironmentCapability.of(variables)).build());
        guest.ok("args_sizes_get", OUT, OUT + 4);
        assertThat(guest.loadInt(OUT)).isEqualTo(3);
        assertThat(guest.loadInt(OUT + 4)).isEqualTo(5 + 6 + 1);
        guest.ok("args_get", OUT, BUFFER);
        assertThat(guest.loadInt(OUT + 4)).isEqualTo(BUFFER + 5);
        assertThat(guest.text(BUFFER, 12)).isEqualTo("prog\0\u00e9t\u00e9\0\0");
        guest.ok("environ_sizes_get", OUT, OUT + 4);
        assertThat(guest.loadInt(OUT + 4)).isEqualTo(8 + 7);
        guest.ok("environ_get", OUT, BUFFER);
        assertThat(guest.text(BUFFER, 15)).isEqualTo("HOME=/h\0EMPTY=\0");
        assertThat(guest.call("args_get", TestGuest.SIZE - 8, BUFFER)).isEqualTo(Errno.FAULT);
        assertThat(guest.call("args_get", OUT, TestGuest.SIZE - 7)).isEqualTo(Errno.FAULT);
        assertThat(guest.call("args_sizes_get", -1, OUT)).isEqualTo(Errno.FAULT);
    }

    @Test
    void clocks() {
        ClockCapability frozen = ClockCapability.frozen(Instant.ofEpochSecond(3, 7));
        TestGuest guest = new TestGuest(Wasi.builder().clocks(frozen, ClockCapability.monotonic()).build());
        guest.ok("clock_time_get", 0, 0, OUT);
        assertThat(guest.loadLong(OUT)).isEqualTo(3_000_000_007L);
        guest.ok("clock_time_get", 1, 0, OUT);
        assertThat(guest.loadLong(OUT)).isNotNegative();
        guest.ok("clock_res_get", 1, OUT);
        assertThat(guest.loadLong(OUT)).isPositive();
        assertThat(guest.call("clock_time_get", 2, 0, OUT)).isEqualTo(Errno.NOTCAPABLE);
        assertThat(guest.call("clock_time_get", 4, 0, OUT)).isEqualTo(Errno.INVAL);
        assertThat(guest.call("clock_time_get", -1, 0, OUT)).isEqualTo(Errno.INVAL);
        assertThat(guest.call("clock_time_get", 0, 0, TestGuest.SIZE - 7)).isEqualTo(Errno.FAULT);
    }

    @Test
    void randomness() {
        TestGuest guest = new TestGuest(Wasi.builder().random(RandomCapability.seeded(1)).build());
        guest.ok("random_get", 3, TestGuest.SIZE - 3);
        assertThat(guest.loadLong(TestGuest.SIZE - 8)).isNotZero();
        assertThat(guest.call("random_get", 4, TestGuest.SIZE - 3)).isEqualTo(Errno.FAULT);
        assertThat(guest.call("random_get", 4, -1)).isEqualTo(Errno.FAULT);
        guest.ok("random_get", TestGuest.SIZE, 0);
    }

    @Test
    void exitAndSignals() {
        TestGuest guest = new TestGuest(Wasi.builder().build());
        assertThatThrownBy(() -> guest.call("proc_exit", 42)).isInstanceOfSatisfying(ProcExit.class, e -> {
            assertThat(e.code()).isEqualTo(42);
            assertThat(e.getStackTrace()).isEmpty();
        });
        assertThatThrownBy(() -> guest.call("proc_raise", 6))
                        .isInstanceOfSatisfying(ProcExit.class, e -> assertThat(e.code()).isEqualTo(134));
        guest.ok("proc_raise", 0);
        guest.ok("proc_raise", 16);
        assertThat(guest.call("proc_raise", 18)).isEqualTo(Errno.NOTSUP);
        assertThat(guest.call("proc_raise", 31)).isEqualTo(Errno.INVAL);
        guest.ok("sched_yield");
    }

    @Test
    void streams() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        TestGuest guest = new TestGuest(Wasi.builder().stdin(InputStreamCapability.of(new ByteArrayInputStream("input".getBytes())))
                        .stdout(OutputStreamCapability.of(out)).build());
        assertThat(guest.write(1, "hello")).isEqualTo(Errno.SUCCESS);
        assertThat(guest.loadInt(OUT)).isEqualTo(5);
        assertThat(out).hasToString("hello");
        guest.read(0, 2, 1, 0, 10);
        assertThat(guest.got()).isEqualTo("input");
        guest.read(0, 10);
        assertThat(guest.loadInt(OUT)).isZero();
        assertThat(guest.write(0, "x")).isEqualTo(Errno.BADF);
        assertThat(guest.read(1, 1)).isEqualTo(Errno.BADF);
        assertThat(guest.read(2, 1)).isEqualTo(Errno.BADF);
        assertThat(guest.call("fd_seek", 0, 0, 0, OUT)).isEqualTo(Errno.SPIPE);
        assertThat(guest.readAt(0, 1, 0)).isEqualTo(Errno.SPIPE);
        guest.ok("fd_filestat_get", 1, OUT);
        guest.ok("fd_fdstat_get", 1, OUT);
        assertThat(guest.loadLong(OUT + 8) & (Rights.FD_SEEK | Rights.FD_TELL | Rights.FD_READ)).isZero();
        assertThat(guest.call("sock_recv", 0, 0, 0, 0, OUT, OUT)).isEqualTo(Errno.NOTSOCK);
        assertThat(guest.call("sock_shutdown", 9, 1)).isEqualTo(Errno.BADF);
        guest.ok("fd_close", 1);
        assertThat(guest.write(1, "x")).isEqualTo(Errno.BADF);
    }

    @Test
    void hostileVectors() {
        TestGuest guest = new TestGuest(Wasi.builder().stdout(OutputStreamCapability.discard()).build());
        assertThat(guest.call("fd_write", 1, 0, -1, OUT)).isEqualTo(Errno.INVAL);
        assertThat(guest.call("fd_write", 1, 0, 1025, OUT)).isEqualTo(Errno.INVAL);
        assertThat(guest.call("fd_write", 1, TestGuest.SIZE - 8, 2, OUT)).isEqualTo(Errno.FAULT);
        assertThat(guest.call("fd_write", 1, -8, 1, OUT)).isEqualTo(Errno.FAULT);
        guest.memory.storeInt(3, 0, null);
        guest.memory.storeInt(7, -1, null);
        assertThat(guest.call("fd_write", 1, 3, 1, OUT)).isEqualTo(Errno.FAULT);
        guest.memory.storeInt(7, TestGuest.SIZE, null);
        guest.ok("fd_write", 1, 3, 1, OUT);
        assertThat(guest.loadInt(OUT)).isEqualTo(TestGuest.SIZE);
        assertThat(guest.call("fd_write", 1, 3, 1, TestGuest.SIZE - 3)).isEqualTo(Errno.FAULT);
        guest.ok("fd_write", 1, TestGuest.SIZE, 0, OUT);
        for (int i = 0; i < 1024; i++) {
            guest.memory.storeInt(BUFFER + 8 * i, 0, null);
            guest.memory.storeInt(BUFFER + 8 * i + 4, TestGuest.SIZE, null);
        }
        guest.ok("fd_write", 1, BUFFER, 1024, OUT);
        assertThat(guest.loadInt(OUT)).isEqualTo(1024 * TestGuest.SIZE);
    }

    @Test
    void moduleWithoutMemory() {
        Wasi wasi = Wasi.builder().build();
        long[] values = {OUT, OUT + 4};
        wasi.function(Wasi.MODULE, "args_sizes_get").call(null, values);
        assertThat(values[0]).isEqualTo(Errno.FAULT.code());
    }

    private static void clock(TestGuest guest, int index, int id, long timeout, int flags) {
        int at = BUFFER + 48 * index;
        guest.memory.storeLong(at, 100 + index, null);
        guest.memory.storeLong(at + 8, CLOCK, null);
        guest.memory.storeInt(at + 16, id, null);
        guest.memory.storeLong(at + 24, timeout, null);
        guest.memory.storeShort(at + 40, (short) flags, null);
    }

    private static void descriptor(TestGuest guest, int index, int type, int descriptor) {
        int at = BUFFER + 48 * index;
        guest.memory.storeLong(at, 100 + index, null);
        guest.memory.storeLong(at + 8, type, null);
        guest.memory.storeInt(at + 16, descriptor, null);
    }

    /** {@code userdata errno type} of the events. */
    private static String poll(TestGuest guest, int count) {
        guest.ok("poll_oneoff", BUFFER, BUFFER + 4096, count, OUT);
        StringBuilder events = new StringBuilder();
        for (int i = 0; i < guest.loadInt(OUT); i++) {
            int at = BUFFER + 4096 + 32 * i;
            events.append(guest.loadLong(at)).append(' ').append(Errno.values()[guest.memory.loadShort(at + 8, null)]).append(' ')
                            .append(guest.memory.loadByte(at + 10, null)).append(';');
        }
        return events.toString();
    }

    @Test
    @Timeout(60)
    void polling() throws Exception {
        PipedOutputStream sender = new PipedOutputStream();
        TestGuest guest = new TestGuest(Wasi.builder().stdin(InputStreamCapability.of(new PipedInputStream(sender)))
                        .stdout(OutputStreamCapability.discard()).clocks(ClockCapability.monotonic(), ClockCapability.realtime()).build());
        clock(guest, 0, 1, 1_000_000, 0);
        assertThat(poll(guest, 1)).isEqualTo("100 SUCCESS 0;");
        clock(guest, 0, 0, 1, 1);
        clock(guest, 1, 1, Long.MAX_VALUE, 0);
        clock(guest, 2, 1, -1, 0);
        assertThat(poll(guest, 3)).isEqualTo("100 SUCCESS 0;");
        clock(guest, 0, 2, 1, 0);
        clock(guest, 1, 9, 1, 0);
        clock(guest, 2, 1, 1, 2);
        descriptor(guest, 3, FD_READ, 77);
        descriptor(guest, 4, FD_WRITE, 1);
        descriptor(guest, 5, FD_WRITE, 0);
        descriptor(guest, 6, 5, 0);
        assertThat(poll(guest, 7)).isEqualTo(
                        "100 NOTCAPABLE 0;101 INVAL 0;102 INVAL 0;103 BADF 1;104 SUCCESS 2;105 BADF 2;106 INVAL 5;");
        descriptor(guest, 0, FD_READ, 0);
        clock(guest, 1, 1, 1_000_000, 0);
        assertThat(poll(guest, 2)).isEqualTo("101 SUCCESS 0;");
        sender.write(1);
        sender.flush();
        clock(guest, 1, 1, Long.MAX_VALUE, 0);
        assertThat(poll(guest, 2)).isEqualTo("100 SUCCESS 1;");
        assertThat(poll(guest, 1)).isEqualTo("100 SUCCESS 1;");
        assertThat(guest.call("poll_oneoff", BUFFER, BUFFER, 0, OUT)).isEqualTo(Errno.INVAL);
        assertThat(guest.call("poll_oneoff", BUFFER, BUFFER, -1, OUT)).isEqualTo(Errno.INVAL);
        assertThat(guest.call("poll_oneoff", TestGuest.SIZE - 47, BUFFER, 1, OUT)).isEqualTo(Errno.FAULT);
    }

    /** A pipe's end is no byte that could be counted beforehand. */
    @Test
    @Timeout(60)
    void endOfInputWithoutWaiting() throws Exception {
        PipedOutputStream sender = new PipedOutputStream();
        TestGuest guest = new TestGuest(Wasi.builder().stdin(InputStreamCapability.of(new PipedInputStream(sender)))
                        .clocks(ClockCapability.monotonic()).build());
        guest.ok("fd_fdstat_set_flags", 0, FdFlags.NONBLOCK);
        assertThat(guest.read(0, 8)).isEqualTo(Errno.AGAIN);
        sender.write("ab".getBytes());
        sender.close();
        readWhenReady(guest);
        assertThat(guest.got()).isEqualTo("ab");
        readWhenReady(guest);
        assertThat(guest.got()).isEmpty();
        assertThat(guest.read(0, 8)).isEqualTo(Errno.SUCCESS);
    }

    @Test
    @Timeout(60)
    void endOfInputIsAnEvent() throws Exception {
        PipedOutputStream sender = new PipedOutputStream();
        TestGuest guest = new TestGuest(Wasi.builder().stdin(InputStreamCapability.of(new PipedInputStream(sender)))
                        .clocks(ClockCapability.monotonic()).build());
        sender.close();
        String events;
        do {
            descriptor(guest, 0, FD_READ, 0);
            clock(guest, 1, 1, 0, 0);
            events = poll(guest, 2);
        } while (!events.startsWith("100 "));
        assertThat(events).startsWith("100 SUCCESS 1;");
        guest.ok("fd_fdstat_set_flags", 0, FdFlags.NONBLOCK);
        assertThat(guest.read(0, 8)).isEqualTo(Errno.SUCCESS);
        assertThat(guest.got()).isEmpty();
    }

    private static void readWhenReady(TestGuest guest) {
        Errno errno;
        do {
            errno = guest.read(0, 8);
        } while (errno == Errno.AGAIN);
        assertThat(errno).isEqualTo(Errno.SUCCESS);
    }

    @Test
    @Timeout(60)
    void blockedReadIsInterrupted() throws Exception {
        InputStreamCapability input = InputStreamCapability.of(new PipedInputStream(new PipedOutputStream()));
        ByteArrayOutputStream prompt = new ByteArrayOutputStream();
        TestGuest guest = new TestGuest(Wasi.builder().stdin(input).stdout(OutputStreamCapability.of(prompt)).build());
        Thread.currentThread().interrupt();
        assertThat(guest.read(0, 1)).isEqualTo(Errno.INTR);
        assertThat(Thread.interrupted()).isTrue();
        guest.ok("fd_fdstat_set_flags", 0, FdFlags.NONBLOCK);
        assertThat(guest.read(0, 1)).isEqualTo(Errno.AGAIN);
        input.revoke();
        assertThat(guest.read(0, 1)).isEqualTo(Errno.NOTCAPABLE);
    }

    @Test
    void importObject() throws Exception {
        InteropLibrary interop = InteropLibrary.getUncached();
        Wasi wasi = Wasi.builder().build();
        Object module = interop.readMember(wasi, Wasi.MODULE);
        assertThat(interop.getArraySize(interop.getMembers(module))).isEqualTo(46);
        assertThat(interop.readMember(module, "fd_read")).isSameAs(wasi.function(Wasi.MODULE, "fd_read"));
        assertThat(wasi.function(Wasi.MODULE, "fd_reads")).isNull();
        assertThat(wasi.function("env", "fd_read")).isNull();
        assertThat(wasi.function(Wasi.MODULE, "path_open").type().toString())
                        .isEqualTo("(func (param i32 i32 i32 i32 i32 i64 i64 i32 i32) (result i32))");
        assertThat(wasi.function(Wasi.MODULE, "proc_exit").type().results()).isEmpty();
    }
}
