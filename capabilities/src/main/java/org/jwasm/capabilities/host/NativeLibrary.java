// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.capabilities.host;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * Writes the library of {@link NativeCalls} for Linux: an ELF shared object (System V ABI, chapters 4 and 5) with nothing but the few instructions of these
 * methods, so that building jwasm takes no C compiler. It needs no other library and has nothing to be relocated.
 */
final class NativeLibrary {

    private static final String PREFIX = "Java_org_jwasm_capabilities_host_NativeCalls_";

    /** What differs between processors: ELF's number for it, and the methods by their names. */
    private record Machine(int number, Map<String, String> methods) {
    }

    /**
     * Arguments come as the C calling convention has them, behind JNIEnv and the class. {@code read} calls GetPrimitiveArrayCritical (at 1776 in JNIEnv's
     * table) and ReleasePrimitiveArrayCritical (at 1784) around {@code preadv2}, with a structure iovec on the stack; without an array it says EAGAIN.
     */
    private static final Map<String, Machine> MACHINES = Map.of(
                    "amd64", new Machine(62, Map.of("call",
                                    // endbr64; mov rax, rdx; mov rdi, rcx; mov rsi, r8; mov rdx, r9
                                    "f30f1efa 4889d0 4889cf 4c89c6 4c89ca" +
                                                    // mov r10, [rsp+8]; mov r8, [rsp+16]; xor r9d, r9d; syscall; ret
                                                    "4c8b542408 4c8b442410 4531c9 0f05 c3",
                                    "read",
                                    // endbr64; push rbx, rbp, r12, r13, r14, r15; sub rsp, 24
                                    "f30f1efa 53 55 4154 4155 4156 4157 4883ec18" +
                                                    // mov rbx, rdi; mov rbp, rcx; mov r12, rdx; mov r13, r8; mov r14, r9; mov r15, [rsp+80]
                                                    "4889fb 4889cd 4989d4 4d89c5 4d89ce 4c8b7c2450" +
                                                    // mov rsi, rcx; xor edx, edx; mov rax, [rdi]; call [rax+1776]; test rax, rax; je to what says EAGAIN
                                                    "4889ce 31d2 488b07 ff90f0060000 4885c0 745a" +
                                                    // mov [rsp+16], rax; add rax, r13; mov [rsp], rax; mov [rsp+8], r14
                                                    "4889442410 4c01e8 48890424 4c89742408" +
                                                    // mov rdi, r12; mov rsi, rsp; mov edx, 1; mov r10, r15; xor r8d, r8d; mov r9d, RWF_NOWAIT; mov eax, preadv2; syscall
                                                    "4c89e7 4889e6 ba01000000 4d89fa 4531c0 41b908000000 b847010000 0f05" +
                                                    // mov r12, rax; mov rdi, rbx; mov rsi, rbp; mov rdx, [rsp+16]; xor ecx, ecx; mov rax, [rbx]; call [rax+1784]
                                                    "4989c4 4889df 4889ee 488b542410 31c9 488b03 ff90f8060000" +
                                                    // mov rax, r12; add rsp, 24; pop r15, r14, r13, r12, rbp, rbx; ret
                                                    "4c89e0 4883c418 415f 415e 415d 415c 5d 5b c3" +
                                                    // mov rax, -EAGAIN; jmp to add rsp, 24
                                                    "48c7c0f5ffffff ebe8")),
                    "aarch64", new Machine(183, Map.of("call",
                                    // mov x8, x2; mov x0, x3; mov x1, x4; mov x2, x5; mov x3, x6; mov x4, x7; mov x5, xzr; svc 0; ret
                                    "e80302aa e00303aa e10304aa e20305aa e30306aa e40307aa e5031faa 010000d4 c0035fd6",
                                    "read",
                                    // stp x29, x30, [sp, -80]!; mov x29, sp; stp x19, x20, [sp, 16]; stp x21, x22, [sp, 32]; stp x23, x24, [sp, 48]
                                    "fd7bbba9 fd030091 f35301a9 f55b02a9 f76303a9" +
                                                    // mov x19, x0; mov x20, x3; mov x21, x2; mov x22, x4; mov x23, x5; mov x24, x6
                                                    "f30300aa f40303aa f50302aa f60304aa f70305aa f80306aa" +
                                                    // mov x1, x3; mov x2, xzr; ldr x9, [x0]; ldr x9, [x9, 1776]; blr x9; cbz x0, to what says EAGAIN
                                                    "e10303aa e2031faa 090040f9 297943f9 20013fd6 400300b4" +
                                                    // mov x9, x0; add x10, x0, x22; stp x10, x23, [sp, 64]
                                                    "e90300aa 0a00168b ea5f04a9" +
                                                    // mov x0, x21; add x1, sp, 64; mov x2, 1; mov x3, x24; mov x4, xzr; mov x5, RWF_NOWAIT; mov x8, preadv2; svc 0
                                                    "e00315aa e1030191 220080d2 e30318aa e4031faa 050180d2 c82380d2 010000d4" +
                                                    // mov x21, x0; mov x0, x19; mov x1, x20; mov x2, x9; mov x3, xzr; ldr x10, [x19]; ldr x10, [x10, 1784]; blr x10
                                                    "f50300aa e00313aa e10314aa e20309aa e3031faa 6a0240f9 4a7d43f9 40013fd6" +
                                                    // mov x0, x21; ldp x19, x20, [sp, 16]; ldp x21, x22, [sp, 32]; ldp x23, x24, [sp, 48]; ldp x29, x30, [sp], 80; ret
                                                    "e00315aa f35341a9 f55b42a9 f76343a9 fd7bc5a8 c0035fd6" +
                                                    // mov x0, -EAGAIN; b to ldp x19
                                                    "40018092 faffff17")));

    /** Where the part that is written to lies behind its place in the file: in other pages, whatever their size, than the instructions. */
    private static final int APART = 1 << 16;
    private static final int HEADER_SIZE = 64;
    private static final int SEGMENT_SIZE = 56;
    private static final int SYMBOL_SIZE = 24;
    private static final int SYMBOLS = HEADER_SIZE + 4 * SEGMENT_SIZE;
    private static final int LARGEST = 1 << 12;

    private static final int PT_LOAD = 1;
    private static final int PT_DYNAMIC = 2;
    private static final int PT_GNU_STACK = 0x6474e551;
    private static final int READ_AND_EXECUTE = 5;
    private static final int READ_AND_WRITE = 6;
    private static final int DT_NULL = 0;
    private static final int DT_HASH = 4;
    private static final int DT_STRTAB = 5;
    private static final int DT_SYMTAB = 6;
    private static final int DT_STRSZ = 10;
    private static final int DT_SYMENT = 11;

    private final ByteBuffer out = ByteBuffer.allocate(LARGEST).order(ByteOrder.LITTLE_ENDIAN);

    private NativeLibrary() {
    }

    /**
     * Writes the libraries for all processors into {@code DIRECTORY}, each named as Java names its processor.
     *
     * @param arguments the directory, which is made if there is none
     */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 1) {
            System.err.println("usage: NativeLibrary DIRECTORY");
            System.exit(2);
        }
        Path directory = Files.createDirectories(Path.of(arguments[0]));
        for (String architecture : MACHINES.keySet()) {
            Files.write(directory.resolve(architecture), library(architecture));
        }
    }

    /** The library for a processor, named as the system property {@code os.arch} does; null if there is none. */
    static byte[] library(String architecture) {
        Machine machine = MACHINES.get(architecture);
        return machine == null ? null : new NativeLibrary().write(machine);
    }

    private byte[] write(Machine machine) {
        List<String> names = machine.methods.keySet().stream().sorted().toList();
        int strings = SYMBOLS + (1 + names.size()) * SYMBOL_SIZE;
        int stringsEnd = writeStrings(strings, names);
        int hash = align(stringsEnd, 8);
        int code = align(hash + 4 * (names.size() + 4), 16);
        int codeEnd = writeMethods(code, names, machine);
        writeHash(hash, names.size());
        int dynamic = align(codeEnd, 16);
        long[] table = {DT_HASH, hash, DT_STRTAB, strings, DT_SYMTAB, SYMBOLS, DT_STRSZ, stringsEnd - strings, DT_SYMENT, SYMBOL_SIZE, DT_NULL, 0};
        out.position(dynamic);
        for (long word : table) {
            out.putLong(word);
        }
        int tableSize = table.length * Long.BYTES;
        writeHeader(machine.number);
        writeSegment(PT_LOAD, READ_AND_EXECUTE, 0, 0, codeEnd, APART);
        writeSegment(PT_LOAD, READ_AND_WRITE, dynamic, dynamic + APART, tableSize, APART);
        writeSegment(PT_DYNAMIC, READ_AND_WRITE, dynamic, dynamic + APART, tableSize, Long.BYTES);
        writeSegment(PT_GNU_STACK, READ_AND_WRITE, 0, 0, 0, 16);
        byte[] bytes = new byte[dynamic + tableSize];
        out.get(0, bytes);
        return bytes;
    }

    private static int align(int offset, int to) {
        return (offset + to - 1) / to * to;
    }

    /** The methods' names, each behind a NUL; returns where they end. */
    private int writeStrings(int start, List<String> names) {
        out.position(start);
        for (String name : names) {
            out.put((byte) 0).put((PREFIX + name).getBytes(StandardCharsets.US_ASCII));
        }
        return out.put((byte) 0).position();
    }

    /** The instructions, and the symbols with where they are; returns where they end. */
    private int writeMethods(int code, List<String> names, Machine machine) {
        int at = code;
        int string = 1;
        for (int i = 0; i < names.size(); i++) {
            byte[] instructions = HexFormat.of().parseHex(machine.methods.get(names.get(i)).replace(" ", ""));
            out.put(at, instructions);
            // A global function, in the section that others call 1.
            out.position(SYMBOLS + (1 + i) * SYMBOL_SIZE).putInt(string).put((byte) 0x12).put((byte) 0).putShort((short) 1);
            out.putLong(at).putLong(instructions.length);
            string += PREFIX.length() + names.get(i).length() + 1;
            at = align(at + instructions.length, 16);
        }
        return at;
    }

    /** A hash table with one chain, so that no name needs a hash. */
    private void writeHash(int start, int count) {
        out.position(start).putInt(1).putInt(count + 1).putInt(1).putInt(0);
        for (int i = 1; i <= count; i++) {
            out.putInt(i == count ? 0 : i + 1);
        }
    }

    private void writeHeader(int machine) {
        out.position(0).put(HexFormat.of().parseHex("7f454c46" + "020101")).position(16);
        // A shared object, of version 1, which has no entry and no sections.
        out.putShort((short) 3).putShort((short) machine).putInt(1).putLong(0).putLong(HEADER_SIZE).putLong(0).putInt(0);
        out.putShort((short) HEADER_SIZE).putShort((short) SEGMENT_SIZE).putShort((short) 4).putShort((short) 64).putShort((short) 0).putShort((short) 0);
    }

    private void writeSegment(int type, int flags, int offset, int address, int size, int alignment) {
        out.putInt(type).putInt(flags).putLong(offset).putLong(address).putLong(address).putLong(size).putLong(size).putLong(alignment);
    }
}
