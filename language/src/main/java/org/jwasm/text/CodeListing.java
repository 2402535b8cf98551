// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.text;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jwasm.runtime.FailureType;
import org.jwasm.runtime.WasmException;
import org.jwasm.structure.Opcode;

/**
 * Lists the code of a module, valid or not: for each instruction its offset in the module, its bytes, and its text, indented
 * by the blocks around it. What is printed is handed on line by line. Spec: Binary Format, Modules, Code Section.
 *
 * <p>Whatever reads the module throws a {@link WasmException}, malformed, if it can't be read so far as is needed.
 */
public final class CodeListing {

    private static final int HEADER = 8;
    private static final int CUSTOM = 0;
    private static final int TYPE = 1;
    private static final int IMPORT = 2;
    private static final int FUNCTION = 3;
    private static final int EXPORT = 7;
    private static final int CODE = 10;

    private final byte[] module;
    private final Map<Integer, ByteCursor> sections = new HashMap<>();
    private final Map<Integer, List<String>> exports = new HashMap<>();
    private final List<String> imports = new ArrayList<>();
    private final List<Integer> functionTypes = new ArrayList<>();
    private PrintedNames names = new PrintedNames();
    private final TypePrinter types;

    private CodeListing(byte[] module) {
        this.module = module;
        split();
        types = new TypePrinter(names, section(TYPE));
        types.print(new TextOutput(Writer.nullWriter()));
        readImports();
        ByteCursor in = section(FUNCTION);
        for (int i = in.count(); i > 0; i--) {
            functionTypes.add(in.u32());
        }
        readExports();
    }

    /** Reads all of a module but its code. The module must not change any more. */
    public static CodeListing of(byte[] module) {
        return new CodeListing(module);
    }

    private void split() {
        ByteCursor in = new ByteCursor(module, 0, module.length);
        if (module.length < HEADER || in.littleEndian(4) != 0x6D736100L || in.littleEndian(4) != 1) {
            throw WasmException.of(FailureType.MALFORMED, "magic header not detected");
        }
        while (in.hasMore()) {
            int id = in.u8();
            ByteCursor content = in.part(in.count());
            if (id != CUSTOM) {
                sections.put(id, content);
            } else if (new String(content.vector(), StandardCharsets.UTF_8).equals("name")) {
                names = PrintedNames.read(content);
            }
        }
    }

    private ByteCursor section(int id) {
        ByteCursor section = sections.get(id);
        return section == null ? new ByteCursor(new byte[1], 0, 1) : new ByteCursor(section);
    }

    private void readImports() {
        ByteCursor in = section(IMPORT);
        for (int i = in.count(); i > 0; i--) {
            String from = PrintedNames.quote(in.vector()) + " " + PrintedNames.quote(in.vector());
            int kind = in.u8();
            switch (kind) {
                case 0, 0x20 -> {
                    imports.add(from);
                    functionTypes.add(in.u32());
                }
                case 1 -> {
                    types.referenceType(in);
                    skipLimits(in);
                }
                case 2 -> skipLimits(in);
                case 3 -> types.globalType(in);
                case 4 -> {
                    in.u8();
                    in.u32();
                }
                default -> throw in.malformed("malformed import kind");
            }
        }
    }

    private static void skipLimits(ByteCursor in) {
        int flags = in.u8();
        in.u64();
        if ((flags & 1) != 0) {
            in.u64();
        }
        if ((flags & 8) != 0) {
            in.u32();
        }
    }

    private void readExports() {
        ByteCursor in = section(EXPORT);
        for (int i = in.count(); i > 0; i--) {
            byte[] name = in.vector();
            if (in.u8() == 0) {
                exports.computeIfAbsent(in.u32(), index -> new ArrayList<>()).add(new String(name, StandardCharsets.UTF_8));
            } else {
                in.u32();
            }
        }
    }

    /** The function with an index, an exported name, or a name in the name section; -1 if there is none. */
    public int find(String wanted) {
        if (wanted.matches("\\d{1,9}")) {
            int index = Integer.parseInt(wanted);
            return index < functionTypes.size() ? index : -1;
        }
        String identifier = wanted.startsWith("$") ? wanted : PrintedNames.identifier(wanted);
        for (int i = 0; i < functionTypes.size(); i++) {
            if (exports.getOrDefault(i, List.of()).contains(wanted) || identifier.equals(names.of(PrintedNames.FUNCTIONS, i))) {
                return i;
            }
        }
        return -1;
    }

    /** How many functions there are, imported ones with them. */
    public int functionCount() {
        return functionTypes.size();
    }

    /** Lists all functions that the module defines. */
    public void print(Appendable out) throws IOException {
        ByteCursor in = section(CODE);
        int count = in.count();
        for (int i = 0; i < count; i++) {
            if (i > 0) {
                out.append('\n');
            }
            body(imports.size() + i, in.part(in.count()), out);
        }
    }

    /** Lists one function; of an imported one only where it is from. */
    public void print(int function, Appendable out) throws IOException {
        if (function < imports.size()) {
            out.append(header(function, section(CODE))).append("  import ").append(imports.get(function)).append('\n');
            return;
        }
        ByteCursor in = section(CODE);
        int count = in.count();
        for (int i = imports.size(); i < imports.size() + count; i++) {
            ByteCursor body = in.part(in.count());
            if (i == function) {
                body(function, body, out);
            }
        }
    }

    private String header(int function, ByteCursor where) {
        if (function >= functionTypes.size()) {
            throw where.malformed("function and code section have inconsistent lengths");
        }
        String name = names.of(PrintedNames.FUNCTIONS, function);
        return "func " + function + (name == null ? "" : " " + name) + types.definition(functionTypes.get(function), function, where);
    }

    private void body(int function, ByteCursor body, Appendable out) throws IOException {
        StringBuilder header = new StringBuilder(header(function, body));
        for (String export : exports.getOrDefault(function, List.of())) {
            header.append("  export ").append(PrintedNames.quote(export.getBytes(StandardCharsets.UTF_8)));
        }
        header.append("  at 0x").append(Integer.toHexString(body.at())).append(", ").append(body.end() - body.at()).append(" bytes\n");
        out.append(header);
        new FunctionListing(module, names, types, out).print(function, functionTypes.get(function), body);
    }

    /** An instruction's opcode; a failure blames its first byte. */
    static Opcode opcode(ByteCursor in) {
        ByteCursor at = new ByteCursor(in);
        int code = in.u8();
        Opcode opcode = Opcode.isPrefix(code) ? Opcode.of(code, in.u32()) : Opcode.of(code);
        if (opcode == null) {
            throw at.malformed("illegal opcode");
        }
        return opcode;
    }
}
