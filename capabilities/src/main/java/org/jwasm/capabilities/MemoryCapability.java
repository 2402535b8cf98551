// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.capabilities;

import org.jwasm.runtime.WasmMemory;

/**
 * A stretch of a WebAssembly memory: what lies around it is out of reach, and it stays where it is when the memory grows.
 *
 * <pre>{@code
 * MemoryCapability buffer = MemoryCapability.of(memory, 1024, 256);
 * MemoryCapability header = buffer.slice(0, 16).readOnly();
 * }</pre>
 */
public final class MemoryCapability extends Kind<MemoryCapability> {

    private static final Members<MemoryCapability> MEMBERS = Members.of(MemoryCapability.class)
                    .add("slice", 2, (self, a) -> self.slice(a.number(0), a.number(1)))
                    .add("readOnly", 0, (self, _) -> self.readOnly())
                    .add("length", 0, (self, _) -> self.length())
                    .add("read", 2, (self, a) -> {
                        byte[] bytes = new byte[a.size(1)];
                        self.read(a.number(0), bytes, 0, bytes.length);
                        return new Bytes(bytes);
                    })
                    .add("write", 2, (self, a) -> {
                        byte[] bytes = a.bytes(1);
                        self.write(a.number(0), bytes, 0, bytes.length);
                        return bytes.length;
                    });

    private final WasmMemory memory;
    private final long start;
    private final long length;

    private MemoryCapability(Origin origin, WasmMemory memory, long start, long length) {
        super(origin);
        this.memory = memory;
        this.start = start;
        this.length = length;
    }

    /** @throws IndexOutOfBoundsException if the stretch isn't inside of the memory */
    public static MemoryCapability of(WasmMemory memory, long start, long length) {
        if (!memory.inBounds(start, length)) {
            throw new IndexOutOfBoundsException("[" + start + ", +" + length + ") of " + memory.size() + " bytes");
        }
        return new MemoryCapability(Origin.original(Right.READ, Right.WRITE), memory, start, length);
    }

    @Override
    public String kind() {
        return "memory";
    }

    @Override
    public String scope() {
        return length + " bytes";
    }

    @Override
    MemoryCapability copy(Origin origin) {
        return new MemoryCapability(origin, memory, start, length);
    }

    /** In bytes. */
    public long length() {
        return length;
    }

    /** A part of it; FAULT if that isn't inside. */
    public MemoryCapability slice(long offset, long size) throws CapabilityException {
        check(offset, size, "slice");
        return derive("slice", () -> new MemoryCapability(Origin.same(this), memory, start + offset, size));
    }

    /** The same, only to be read. */
    public MemoryCapability readOnly() throws CapabilityException {
        return without(Right.WRITE);
    }

    private void check(long offset, long size, String operation) throws CapabilityException {
        if (offset < 0 || size < 0 || offset > length - size) {
            throw denied(ErrorKind.FAULT, operation, null, "[" + offset + ", +" + size + ") is outside of its " + length + " bytes");
        }
    }

    /** Copies bytes out of the memory. */
    public void read(long offset, byte[] target, int at, int count) throws CapabilityException {
        enter(Right.READ, "read", null);
        try {
            check(offset, count, "read");
            takeAll(count, "read");
            memory.read(start + offset, target, at, count, null);
        } finally {
            exit();
        }
    }

    /** Copies bytes into the memory. */
    public void write(long offset, byte[] source, int at, int count) throws CapabilityException {
        enter(Right.WRITE, "write", null);
        try {
            check(offset, count, "write");
            takeAll(count, "write");
            memory.write(start + offset, source, at, count, null);
        } finally {
            exit();
        }
    }

    public byte readByte(long offset) throws CapabilityException {
        enter(Right.READ, "read", null);
        try {
            check(offset, 1, "read");
            takeAll(1, "read");
            return memory.loadByte(start + offset, null);
        } finally {
            exit();
        }
    }

    public void writeByte(long offset, byte value) throws CapabilityException {
        enter(Right.WRITE, "write", null);
        try {
            check(offset, 1, "write");
            takeAll(1, "write");
            memory.storeByte(start + offset, value, null);
        } finally {
            exit();
        }
    }

    @Override
    Members<?> members() {
        return MEMBERS;
    }
}
