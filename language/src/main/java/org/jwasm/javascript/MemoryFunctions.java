package org.jwasm.javascript;

import org.jwasm.instantiation.Limitations;
import org.jwasm.runtime.WasmMemory;
import org.jwasm.runtime.WasmVoid;
import org.jwasm.structure.AddressType;
import org.jwasm.structure.Limits;
import org.jwasm.structure.MemoryType;

import com.oracle.truffle.api.interop.InteropException;
import com.oracle.truffle.api.interop.InteropLibrary;

/** What memories are asked. Spec: JavaScript Interface, Memories. */
final class MemoryFunctions {

    private final ModuleHost host;
    private volatile Object growCallback;

    MemoryFunctions(ModuleHost host) {
        this.host = host;
    }

    void addTo(WebAssemblyObject.Functions functions) {
        functions.add("mem_alloc", 1, this::allocate);
        functions.add("mem_grow", 2, MemoryFunctions::grow);
        functions.add("mem_max", 1, arguments -> maximum(arguments.memory(0)));
        functions.add("mem_has_address_type_64", 1, arguments -> arguments.memory(0).type().addressType() == AddressType.I64);
        // Memories are arrays, which GraalJS reaches by interop; what it takes for a ByteBuffer has to be direct.
        functions.add("mem_as_byte_buffer", 1, _ -> WasmVoid.INSTANCE);
        functions.add("mem_set_grow_callback", 1, arguments -> {
            growCallback = callback(arguments);
            return WasmVoid.INSTANCE;
        });
        // Threads that wait in a memory wait in the memory itself.
        functions.add("mem_set_notify_callback", 1, MemoryFunctions::ignoreCallback);
        functions.add("mem_set_wait_callback", 1, MemoryFunctions::ignoreCallback);
    }

    /** The last argument: there was once a memory before it. */
    private static Object callback(ProtocolArguments arguments) {
        return arguments.executable(arguments.count() - 1);
    }

    private static Object ignoreCallback(ProtocolArguments arguments) {
        callback(arguments);
        return WasmVoid.INSTANCE;
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
        Limitations limitations = host.limitations();
        return new WasmMemory(type, limitations.memoryPages(), limitations.limiter());
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

    /** A memory that JavaScript may have a buffer of has grown, if by nothing: the buffer has to be detached. */
    void grown(WasmMemory memory) {
        Object callback = growCallback;
        if (callback != null) {
            try {
                InteropLibrary.getUncached().execute(callback, memory);
            } catch (InteropException e) {
                throw new ProtocolException("the callback for the growth of memories failed: " + e.getMessage());
            }
        }
    }
}
