// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.binary;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.jwasm.structure.AddressType;
import org.jwasm.structure.ConstantExpression;
import org.jwasm.structure.DataSegment;
import org.jwasm.structure.ElementSegment;
import org.jwasm.structure.Export;
import org.jwasm.structure.ExternType;
import org.jwasm.structure.GlobalType;
import org.jwasm.structure.Import;
import org.jwasm.structure.Limits;
import org.jwasm.structure.MemoryType;
import org.jwasm.structure.Module;
import org.jwasm.structure.NumberType;
import org.jwasm.structure.Opcode;
import org.jwasm.structure.ReferenceType;
import org.jwasm.structure.TableType;

/** What valid modules decode to, section by section. */
class ModuleDecoderTest {

    @Test
    void emptyModule() {
        Module module = Binary.module().decode();
        assertThat(module.name()).isEqualTo("test");
        assertThat(module.sections()).isEmpty();
        assertThat(module.start()).isEqualTo(-1);
    }

    @Test
    void importsComeFirstInIndexSpaces() {
        Binary imports = new Binary().u32(4).name("m").name("f").bytes(0, 0).name("m").name("t").bytes(1, 0x6F, 1, 1, 2)
                        .name("m").name("é").bytes(2, 0, 3).name("m").name("g").bytes(3, Binary.F64, 1);
        Module module = Binary.module().section(1, 1, 0x60, 1, Binary.I64, 1, Binary.F32).section(2, imports)
                        .section(3, 1, 0).section(10, new Binary().u32(1).body(0x00, 11)).decode();
        assertThat(module.type(0)).hasToString("(func (param i64) (result f32))");
        assertThat(module.imports()).containsExactly(
                        new Import("m", "f", new ExternType.Function(module.type(0))),
                        new Import("m", "t", new TableType(AddressType.I32, Limits.between(1, 2), ReferenceType.EXTERNREF)),
                        new Import("m", "é", new MemoryType(AddressType.I32, Limits.atLeast(3), false)),
                        new Import("m", "g", new GlobalType(true, NumberType.F64)));
        assertThat(module.importedFunctionCount()).isOne();
        assertThat(module.importedTableCount()).isOne();
        assertThat(module.importedMemoryCount()).isOne();
        assertThat(module.importedGlobalCount()).isOne();
        assertThat(module.functionCount()).isEqualTo(2);
        assertThat(module.bytes()[module.codeStart(1) + 1]).isEqualTo((byte) Opcode.UNREACHABLE.code());
        assertThat(module.codeEnd(1)).isEqualTo(module.bytes().length);
    }

    @Test
    void definitionsAndSegments() {
        Module module = Binary.module().section(1, 1, 0x60, 0, 0).section(3, 1, 0).section(4, 1, 0x70, 0, 4)
                        .section(5, 1, 1, 1, 2).section(6, 2, Binary.I32, 0, 0x41, 5, 11, Binary.I32, 1, 0x23, 0, 0x41, 1, 0x6A, 11)
                        .section(7, new Binary().u32(2).name("f").bytes(0, 0).name("g").bytes(3, 1)).section(8, 0)
                        .section(9, 4, 0, 0x41, 1, 11, 1, 0, 1, 0, 1, 0, 5, 0x70, 1, 0xD0, 0x70, 11, 3, 0, 0).section(12, 2)
                        .section(10, new Binary().u32(1).body(0xD2, 0, 0x1A, 11)).section(11, 2, 0, 0x41, 0, 11, 1, 7, 1, 2, 8, 9).decode();
        assertThat(module.tableInitializer(0)).isNull();
        assertThat(module.memory(0).limits()).isEqualTo(Limits.between(1, 2));
        ConstantExpression sum = module.globalInitializer(1);
        assertThat(sum.type()).isEqualTo(NumberType.I32);
        assertThat(sum.end() - sum.start()).isEqualTo(6);
        assertThat(module.exports()).containsExactly(new Export("f", Export.Kind.FUNCTION, 0), new Export("g", Export.Kind.GLOBAL, 1));
        assertThat(module.start()).isZero();
        assertThat(module.elements()).extracting(ElementSegment::mode).containsExactly(ElementSegment.Mode.ACTIVE,
                        ElementSegment.Mode.PASSIVE, ElementSegment.Mode.PASSIVE, ElementSegment.Mode.DECLARATIVE);
        assertThat(module.elements()).extracting(ElementSegment::length).containsExactly(1, 1, 1, 0);
        assertThat(module.datas()).extracting(DataSegment::memory).containsExactly(0, -1);
        assertThat(module.datas()[1].length()).isEqualTo(2);
        assertThat(module.bytes()[module.datas()[1].start()]).isEqualTo((byte) 8);
    }

    @Test
    void customSectionsAndNames() {
        Binary locals = new Binary().u32(1).u32(0).u32(1).u32(2).name("x");
        Binary names = new Binary().name("name").section(0, new Binary().name("mod")).section(1, new Binary().u32(1).u32(0).name("run"))
                        .section(2, locals).section(7, new Binary().u32(1).u32(0).name("g"));
        Module module = Binary.function(0, new int[0], 11).section(0, new Binary().name("extra").bytes(1, 2)).section(0, names).decode();
        assertThat(module.customSections()[0].name()).isEqualTo("extra");
        assertThat(module.customSections()[0].length()).isEqualTo(2);
        assertThat(module.names().module()).isEqualTo("mod");
        assertThat(module.names().locals().get(0)).containsEntry(2, "x");
        assertThat(module.names().others().get(7)).containsEntry(0, "g");
        assertThat(module.functionName(0)).isEqualTo("run");
    }

    @Test
    void malformedNamesCountAsAbsent() {
        Binary names = new Binary().name("name").section(1, 3, 0, 1, 'a', 1, 1, 0xFF, 2, 1, 'c').section(0, new Binary().name("m"));
        Module module = Binary.function(0, new int[0], 11).section(0, names).decode();
        assertThat(module.names().functions()).containsOnlyKeys(0);
        assertThat(module.names().module()).isEqualTo("m");
    }

    @Test
    void validFunctions() {
        // Typing after unreachable code, blocks with parameters, branches with operands.
        Binary.function(1, new int[]{Binary.I32}, 0x00, 0x6A, 0x1B, 11).decode();
        Binary.function(1, new int[]{Binary.I32}, 0x20, 0, 0x03, Binary.I32, 0x20, 0, 0x20, 0, 0x0D, 1, 11, 0x6A, 11).decode();
        Binary.function(1, new int[]{Binary.I32}, 0x20, 0, 0x02, 0, 0x45, 11, 11).decode();
        Binary.function(2, new int[]{Binary.I32}, 0x20, 0, 0x20, 1, 0x0E, 2, 0, 0, 0, 11).decode();
        Binary.function(0, new int[0], 0xD0, 0x70, 0x41, 0, 0x04, 0x70, 0xD0, 0x70, 0x05, 0xD0, 0x70, 11, 0x1A, 0xD1, 0x1A, 11).decode();
    }

    @Test
    void codeReaderReadsABody() {
        Module module = Binary.function(1, new int[]{Binary.I32}, 0x02, Binary.I32, 0x41, 0x7F, 0x20, 0, 0x0E, 1, 0, 1, 11, 11).decode();
        CodeReader reader = CodeReader.ofFunction(module, 0);
        assertThat(reader.readU32()).isZero();
        assertThat(reader.readOpcode()).isEqualTo(Opcode.BLOCK);
        assertThat(reader.readBlockType()).hasToString("(func (result i32))");
        assertThat(reader.readOpcode()).isEqualTo(Opcode.I32_CONST);
        assertThat(reader.readI32()).isEqualTo(-1);
        assertThat(reader.readOpcode()).isEqualTo(Opcode.LOCAL_GET);
        assertThat(reader.readU32()).isZero();
        assertThat(reader.readOpcode()).isEqualTo(Opcode.BR_TABLE);
        assertThat(reader.opcodeOffset()).isEqualTo(reader.position() - 1);
        assertThat(reader.readLabels()).containsExactly(0, 1);
        assertThat(reader.readOpcode()).isEqualTo(Opcode.END);
        assertThat(reader.readOpcode()).isEqualTo(Opcode.END);
        assertThat(reader.atEnd()).isTrue();
    }
}
