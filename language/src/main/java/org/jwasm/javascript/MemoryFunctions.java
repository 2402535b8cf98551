// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.javascript;

import java.nio.ByteBuffer;

import org.jwasm.runtime.MemoryObserver;
import org.jwasm.runtime.WasmMemory;
import org.jwasm.runtime.WasmVoid;
import org.jwasm.structure.AddressType;
import org.jwasm.structure.Limits;
import org.jwasm.structure.MemoryType;

import com.oracle.truffle.api.interop.InteropException;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.UnsupportedMessageException;

/** What memories are asked. Spec: JavaScript Interface, Memories. */
final class MemoryFunctions implements MemoryObserver {

    /** GraalJS multiplies the address by this before it looks for those who wait there, whose addresses it knows in bytes. */
    private static final int NOTIFY_FACTOR = 4;

    private final WebAssemblyObject owner;
    private final ModuleHost host;
    private volatile Object growCallback;
    private volatile Object notifyCallback;

    MemoryFunctions(WebAssemblyObject owner, ModuleHost host) {
        this.owner = owner;
        this.host = host;
    }

    void addTo(WebAssemblyObject.Functions functions) {
        functions.add("mem_alloc", 1, this::allocate);
        functions.add("mem_grow", 2, MemoryFunctions::grow);
        functions.add("mem_max", 1, arguments -> maximum(arguments.memory(0)));
        functions.add("mem_has_address_type_64", 1, arguments -> arguments.memory(0).type().addressType() == AddressType.I64);
        functions.add("mem_as_byte_buffer", 1, this::buffer);
        functions.add("mem_set_grow_callback", 1, arguments -> {
            growCallback = callback(arguments);
            return WasmVoid.INSTANCE;
        });
        functions.add("mem_set_notify_callback", 1, arguments -> {
            notifyCallback = callback(arguments);
            return WasmVoid.INSTANCE;
        });
        // Threads that wait in a memory wait in the memory itself.
        functions.add("mem_set_wait_callback", 1, arguments -> {
            callback(arguments);
            return WasmVoid.INSTANCE;
        });
    }

    /** The last argument: there was once a memory before it. */
    private static Object callback(ProtocolArguments arguments) {
        return arguments.executable(arguments.count() - 1);
    }

    private Object allocate(ProtocolArguments arguments) {
        long minimum = arguments.unsigned(0);
        boolean shared = arguments.flagOr(2, false);
        AddressType addressType = arguments.flagOr(3, false) ? AddressType.I64 : AddressType.I32;
        Limits limits = arguments.count() > 1 ? Limits.between(minimum, arguments.unsigned(1)) : Limits.atLeast(minimum);
        MemoryType type = new MemoryType(addressType, limits, shared);
        if (limits.hasMaximum() && Long.compareUnsigned(minimum, limits.maximum()) > 0) {
            throw arguments.failed("the minimum of " + Long.toUnsignedString(minimum) + " pages is above the maximum");
        }
        if (Long.compareUnsigned(minimum, type.mostPages()) > 0) {
            throw arguments.failed("a memory of " + Long.toUnsignedString(minimum) + " pages is above the limit of " + type.mostPages());
        }
        return host.limitations().withBuffers().allocate(type);
    }

    /**
     * What GraalJS makes a shared buffer of. Until 25.4 that is as long as the memory; since 25.5 GraalJS keeps the length itself, and its buffers
     * can grow. Other memories are arrays, which it reaches by interop, as it does what is no memory.
     */
    private Object buffer(ProtocolArguments arguments) {
        if (!(arguments.get(0) instanceof WasmMemory memory)) {
            return WasmVoid.INSTANCE;
        }
        ByteBuffer buffer = owner.generation().isAtLeast(Generation.MEMORY64) ? memory.room() : memory.buffer();
        return buffer == null ? WasmVoid.INSTANCE : host.env().asGuestValue(buffer);
    }

    private static Object grow(ProtocolArguments arguments) {
        WasmMemory memory = arguments.memory(0);
        long before = memory.grow(arguments.unsigned(1));
        if (before < 0) {
            throw arguments.failed("a memory of " + memory.pages() + " pages can't grow by " + Long.toUnsignedString(arguments.unsigned(1)) +
                            " (limit " + memory.maximumPages() + " pages)");
        }
        return number(before);
    }

    private static Object maximum(WasmMemory memory) {
        Limits limits = memory.type().limits();
        return limits.hasMaximum() ? limits.maximum() : memory.type().mostPages();
    }

    /** JavaScript knows no longs but big integers. */
    static Object number(long value) {
        return value == (int) value ? (Object) (int) value : (Object) value;
    }

    /** JavaScript may have a buffer of the memory, which it has to detach or, if it's shared, to forget. */
    @Override
    public void grown(WasmMemory memory) {
        Object callback = growCallback;
        if (callback != null) {
            call("growth of", callback, memory);
        }
    }

    /** Wakes those who wait by {@code Atomics.waitAsync}. */
    @Override
    public int notified(WasmMemory memory, long address, int count) {
        Object callback = notifyCallback;
        if (callback == null || memory.buffer() == null) {
            return 0;
        }
        try {
            return InteropLibrary.getUncached().asInt(call("notifications in", callback, memory, address / NOTIFY_FACTOR, count));
        } catch (UnsupportedMessageException e) {
            throw new ProtocolException("the callback for notifications in memories gave no number");
        }
    }

    private static Object call(String what, Object callback, Object... arguments) {
        try {
            return InteropLibrary.getUncached().execute(callback, arguments);
        } catch (InteropException e) {
            throw new ProtocolException("the callback for " + what + " memories failed: " + e.getMessage());
        }
    }
}
