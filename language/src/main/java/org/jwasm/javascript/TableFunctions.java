// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.javascript;

import org.jwasm.instantiation.Limitations;
import org.jwasm.runtime.WasmNull;
import org.jwasm.runtime.WasmTable;
import org.jwasm.runtime.WasmVoid;
import org.jwasm.structure.AddressType;
import org.jwasm.structure.Limits;
import org.jwasm.structure.ReferenceType;
import org.jwasm.structure.TableType;

/** What tables are asked. Spec: JavaScript Interface, Tables. */
final class TableFunctions {

    private final ModuleHost host;

    TableFunctions(ModuleHost host) {
        this.host = host;
    }

    void addTo(WebAssemblyObject.Functions functions) {
        functions.add("table_alloc", 4, this::allocate);
        functions.add("table_grow", 2, TableFunctions::grow);
        functions.add("table_read", 2, TableFunctions::read);
        functions.add("table_write", 3, TableFunctions::write);
        functions.add("table_size", 1, arguments -> arguments.table(0).size());
    }

    private Object allocate(ProtocolArguments arguments) {
        if (!(TypeStrings.parse(arguments.text(2)) instanceof ReferenceType elementType)) {
            throw arguments.expected(2, "a reference type");
        }
        Limits limits = Limits.between(arguments.unsigned(0), arguments.unsigned(1));
        if (Long.compareUnsigned(limits.minimum(), limits.maximum()) > 0) {
            throw arguments.failed("the minimum of " + Long.toUnsignedString(limits.minimum()) + " elements is above the maximum");
        }
        AddressType addressType = arguments.flagOr(4, false) ? AddressType.I64 : AddressType.I32;
        Limitations limitations = host.limitations();
        return new WasmTable(new TableType(addressType, limits, elementType), limitations.tableElements(), arguments.value(3, elementType),
                        limitations.limiter());
    }

    private static Object grow(ProtocolArguments arguments) {
        WasmTable table = arguments.table(0);
        Object initial = arguments.count() > 2 ? arguments.value(2, table.type().elementType()) : null;
        long before = table.grow(arguments.unsigned(1), initial);
        if (before < 0) {
            throw arguments.failed("a table of " + table.size() + " elements can't grow by " + Long.toUnsignedString(arguments.unsigned(1)));
        }
        return MemoryFunctions.number(before);
    }

    private static Object read(ProtocolArguments arguments) {
        Object element = arguments.table(0).get(arguments.unsigned(1), null);
        return element == null ? WasmNull.INSTANCE : element;
    }

    private static Object write(ProtocolArguments arguments) {
        WasmTable table = arguments.table(0);
        table.set(arguments.unsigned(1), arguments.value(2, table.type().elementType()), null);
        return WasmVoid.INSTANCE;
    }
}
