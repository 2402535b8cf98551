// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.wasi;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.jwasm.capabilities.ArgumentsCapability;
import org.jwasm.capabilities.Capability;
import org.jwasm.capabilities.CapabilityException;
import org.jwasm.capabilities.ClockCapability;
import org.jwasm.capabilities.DirectoryCapability;
import org.jwasm.capabilities.EnvironmentCapability;
import org.jwasm.capabilities.FileCapability;
import org.jwasm.capabilities.HttpCapability;
import org.jwasm.capabilities.ImportScope;
import org.jwasm.capabilities.InputStreamCapability;
import org.jwasm.capabilities.LogCapability;
import org.jwasm.capabilities.NameLookupCapability;
import org.jwasm.capabilities.OpenFlag;
import org.jwasm.capabilities.Operations;
import org.jwasm.capabilities.Operations.Operation;
import org.jwasm.capabilities.Operations.Parameter;
import org.jwasm.capabilities.OutputStreamCapability;
import org.jwasm.capabilities.RandomCapability;
import org.jwasm.capabilities.TcpConnectCapability;
import org.jwasm.capabilities.TcpConnectionCapability;
import org.jwasm.capabilities.TcpListenCapability;
import org.jwasm.capabilities.TcpListenerCapability;
import org.jwasm.capabilities.UdpCapability;
import org.jwasm.capabilities.UdpSocketCapability;
import org.jwasm.runtime.HostFunction;
import org.jwasm.runtime.WasmMemory;
import org.jwasm.structure.FunctionType;

/** An operation of one capability as a function for the modules of one guest: see {@link Operations}. */
public final class OperationFunction implements HostFunction {

    /** The most that one call moves. */
    private static final int CHUNK = 1 << 16;
    private static final List<Set<OpenFlag>> OPEN_MODES = List.of(EnumSet.of(OpenFlag.READ),
                    EnumSet.of(OpenFlag.WRITE, OpenFlag.CREATE, OpenFlag.TRUNCATE), EnumSet.of(OpenFlag.WRITE, OpenFlag.CREATE, OpenFlag.APPEND));

    private final Capability capability;
    private final Operation operation;
    private final OperationHandles handles;
    private final String importName;

    /** @param importName for messages, such as {@code net.connect} */
    public OperationFunction(Capability capability, String operation, OperationHandles handles, String importName) {
        this.capability = capability;
        this.operation = Operations.of(capability.kind()).get(operation);
        if (this.operation == null) {
            throw new IllegalArgumentException("a " + capability.kind() + " capability has no operation " + operation);
        }
        this.handles = handles;
        this.importName = importName;
    }

    @Override
    public String name() {
        return importName;
    }

    @Override
    public FunctionType type() {
        return operation.type();
    }

    @Override
    public void call(WasmMemory memory, long[] values) {
        ImportScope.Place place = ImportScope.place();
        String outer = place.enter(importName);
        try {
            values[0] = run(new Passed(new Guest(memory, Snapshot.PREVIEW1), operation.parameters(), values));
        } catch (WasiException e) {
            values[0] = -e.errno().code();
        } catch (CapabilityException e) {
            values[0] = -Errno.of(e.kind()).code();
        } finally {
            place.leave(outer);
        }
    }

    /** The arguments, read from the guest's numbers. */
    private final class Passed {
        private final Guest guest;
        /** Where each parameter starts. */
        private final int[] at;
        private final long[] values;

        Passed(Guest guest, List<Parameter> parameters, long[] values) {
            this.guest = guest;
            this.values = values;
            this.at = new int[parameters.size()];
            int next = 0;
            for (int i = 0; i < at.length; i++) {
                at[i] = next;
                next += switch (parameters.get(i)) {
                    case TEXT, BYTES, ROOM -> 2;
                    default -> 1;
                };
            }
        }

        long number(int index) {
            return values[at[index]];
        }

        String text(int index) throws WasiException {
            return guest.path(values[at[index]], values[at[index] + 1]);
        }

        private int size(int index) {
            return (int) Math.min(CHUNK, Guest.unsigned(values[at[index] + 1]));
        }

        byte[] bytes(int index) throws WasiException {
            byte[] bytes = new byte[size(index)];
            guest.read(number(index), bytes, 0, bytes.length);
            return bytes;
        }

        /** Checked before anything is read that would be lost. */
        ByteBuffer room(int index) throws WasiException {
            guest.range(number(index), size(index));
            return ByteBuffer.allocate(size(index));
        }

        long put(int index, ByteBuffer filled) throws WasiException {
            int count = filled.position();
            guest.write(number(index), filled, 0, count);
            return count;
        }

        /** Copies what has room; the result is the size of all of it. */
        long put(int index, byte[] all) throws WasiException {
            guest.write(number(index), all, 0, Math.min(all.length, size(index)));
            return all.length;
        }

        <T> T handle(Class<T> type) throws WasiException {
            return handles.get(number(0), type);
        }
    }

    private long run(Passed passed) throws WasiException, CapabilityException {
        if (operation.name().equals("close")) {
            handles.close(passed.number(0));
            return 0;
        }
        return switch (capability) {
            case ArgumentsCapability arguments -> arguments(arguments, passed);
            case EnvironmentCapability environment -> variable(environment, passed);
            case ClockCapability clock -> clock(clock, passed);
            case DirectoryCapability directory -> directory(directory, passed);
            case FileCapability file -> operation.name().equals("read") ? read(file, passed, 0) : file.write(ByteBuffer.wrap(passed.bytes(0)));
            case HttpCapability http -> http(http, passed);
            case InputStreamCapability input -> read(input, passed, 0);
            case LogCapability log -> log(log, passed);
            case NameLookupCapability names -> passed.put(1, names.resolve(passed.text(0)).stream().map(java.net.InetAddress::getHostAddress)
                            .collect(Collectors.joining("\n")).getBytes(StandardCharsets.UTF_8));
            case OutputStreamCapability output -> write(output, passed);
            case RandomCapability random -> fill(random, passed);
            case TcpConnectCapability net -> operation.name().equals("connect") ? handles.add(net.connect(passed.text(0), port(passed, 1)))
                            : transfer(passed);
            case TcpListenCapability net -> listen(net, passed);
            case UdpCapability net -> udp(net, passed);
            default -> throw new WasiException(Errno.NOSYS);
        };
    }

    private static int port(Passed passed, int index) {
        return (int) Guest.unsigned(passed.number(index));
    }

    private long arguments(ArgumentsCapability arguments, Passed passed) throws WasiException, CapabilityException {
        List<String> values = arguments.values();
        if (operation.name().equals("count")) {
            return values.size();
        }
        long index = Guest.unsigned(passed.number(0));
        if (index >= values.size()) {
            throw new WasiException(Errno.INVAL);
        }
        return passed.put(1, values.get((int) index).getBytes(StandardCharsets.UTF_8));
    }

    private static long variable(EnvironmentCapability environment, Passed passed) throws WasiException, CapabilityException {
        String value = environment.variable(passed.text(0));
        if (value == null) {
            throw new WasiException(Errno.NOENT);
        }
        return passed.put(1, value.getBytes(StandardCharsets.UTF_8));
    }

    private long clock(ClockCapability clock, Passed passed) throws CapabilityException {
        if (operation.name().equals("now")) {
            return clock.now();
        }
        clock.sleep(Math.max(0, passed.number(0)));
        return 0;
    }

    private long directory(DirectoryCapability directory, Passed passed) throws WasiException, CapabilityException {
        switch (operation.name()) {
            case "open" -> {
                long mode = Guest.unsigned(passed.number(1));
                if (mode >= OPEN_MODES.size()) {
                    throw new WasiException(Errno.INVAL);
                }
                return handles.add(directory.open(passed.text(0), OPEN_MODES.get((int) mode)));
            }
            case "read" -> {
                return read(passed.handle(FileCapability.class), passed, 1);
            }
            case "write" -> {
                return passed.handle(FileCapability.class).write(ByteBuffer.wrap(passed.bytes(1)));
            }
            case "create-directory" -> directory.createDirectory(passed.text(0));
            case "remove-directory" -> directory.removeDirectory(passed.text(0));
            default -> directory.removeFile(passed.text(0));
        }
        return 0;
    }

    private static long read(FileCapability file, Passed passed, int index) throws WasiException, CapabilityException {
        ByteBuffer room = passed.room(index);
        file.read(room);
        return passed.put(index, room);
    }

    private static long read(InputStreamCapability input, Passed passed, int index) throws WasiException, CapabilityException {
        ByteBuffer room = passed.room(index);
        int count = input.read(room.array(), 0, room.capacity());
        room.position(Math.max(0, count));
        return passed.put(index, room);
    }

    private static long write(OutputStreamCapability output, Passed passed) throws WasiException, CapabilityException {
        byte[] bytes = passed.bytes(0);
        output.write(bytes, 0, bytes.length);
        return bytes.length;
    }

    private static long fill(RandomCapability random, Passed passed) throws WasiException, CapabilityException {
        ByteBuffer room = passed.room(0);
        random.fill(room.array());
        room.position(room.capacity());
        return passed.put(0, room);
    }

    private static long log(LogCapability log, Passed passed) throws WasiException, CapabilityException {
        long level = Guest.unsigned(passed.number(0));
        if (level >= LogCapability.Level.values().length) {
            throw new WasiException(Errno.INVAL);
        }
        log.write(LogCapability.Level.values()[(int) level], passed.text(1));
        return 0;
    }

    private long http(HttpCapability http, Passed passed) throws WasiException, CapabilityException {
        return switch (operation.name()) {
            case "request" -> handles.add(http.send(passed.text(0), passed.text(1), passed.text(2), Map.of(), passed.bytes(3)));
            case "status" -> passed.handle(HttpCapability.Response.class).status();
            default -> read(passed.handle(HttpCapability.Response.class).body(), passed, 1);
        };
    }

    private long listen(TcpListenCapability net, Passed passed) throws WasiException, CapabilityException {
        return switch (operation.name()) {
            case "listen" -> handles.add(net.listen(passed.text(0), port(passed, 1)));
            case "accept" -> handles.add(passed.handle(TcpListenerCapability.class).accept());
            case "port" -> passed.handle(TcpListenerCapability.class).localAddress().getPort();
            default -> transfer(passed);
        };
    }

    private long transfer(Passed passed) throws WasiException, CapabilityException {
        TcpConnectionCapability connection = passed.handle(TcpConnectionCapability.class);
        if (operation.name().equals("send")) {
            return connection.write(ByteBuffer.wrap(passed.bytes(1)));
        }
        ByteBuffer room = passed.room(1);
        connection.read(room);
        return passed.put(1, room);
    }

    private long udp(UdpCapability net, Passed passed) throws WasiException, CapabilityException {
        switch (operation.name()) {
            case "bind" -> {
                return handles.add(net.bind(passed.text(0), port(passed, 1)));
            }
            case "send" -> {
                byte[] contents = passed.bytes(3);
                passed.handle(UdpSocketCapability.class).send(passed.text(1), port(passed, 2), contents);
                return contents.length;
            }
            case "receive" -> {
                ByteBuffer room = passed.room(1);
                byte[] contents = passed.handle(UdpSocketCapability.class).receive().contents();
                return passed.put(1, contents.length > room.capacity() ? java.util.Arrays.copyOf(contents, room.capacity()) : contents);
            }
            default -> {
                return passed.handle(UdpSocketCapability.class).localAddress().getPort();
            }
        }
    }

    @Override
    public String toString() {
        return importName;
    }
}
