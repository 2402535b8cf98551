// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.wasi;

import org.jwasm.capabilities.Holder;
import org.jwasm.runtime.FailureType;
import org.jwasm.runtime.HostFunction;
import org.jwasm.runtime.WasmException;
import org.jwasm.runtime.WasmMemory;
import org.jwasm.structure.FunctionType;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.TruffleObject;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;

/** Functions that can be imported, but not used: of WASI they return NOTCAPABLE, others trap. Each call is told to the audit log. */
public final class DeniedFunction {

    private DeniedFunction() {
    }

    /** What to import under this name. */
    public static Object of(Holder holder, String module, String name) {
        String importName = module + "." + name;
        HostFunction replaced = module.equals(Wasi.MODULE) || module.equals(Wasi.OLD_MODULE) ? Wasi.builder().build().function(module, name) : null;
        return replaced == null || replaced.type().results().isEmpty() ? new Trapping(holder, importName) : new Failing(holder, importName, replaced.type());
    }

    private static void tell(Holder holder, String importName) {
        if (holder.audit() != null) {
            holder.audit().refused(holder, importName, "this import is denied");
        }
    }

    private record Failing(Holder holder, String name, FunctionType type) implements HostFunction {
        @Override
        public void call(WasmMemory memory, long[] values) {
            tell(holder, name);
            values[0] = Errno.NOTCAPABLE.code();
        }
    }

    /** Fits any type, as it never returns. */
    @ExportLibrary(InteropLibrary.class)
    static final class Trapping implements TruffleObject {
        private final Holder holder;
        private final String name;

        Trapping(Holder holder, String name) {
            this.holder = holder;
            this.name = name;
        }

        @ExportMessage
        boolean isExecutable() {
            return true;
        }

        @ExportMessage
        @TruffleBoundary
        Object execute(@SuppressWarnings("unused") Object[] arguments) {
            tell(holder, name);
            throw WasmException.of(FailureType.TRAP, name + " is denied to " + holder.path());
        }
    }
}
