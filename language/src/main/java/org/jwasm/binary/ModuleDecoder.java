// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.binary;

import org.jwasm.runtime.FailureType;
import org.jwasm.runtime.WasmException;
import org.jwasm.structure.CustomSection;
import org.jwasm.structure.DefinedType;
import org.jwasm.structure.Feature;
import org.jwasm.structure.Module;
import org.jwasm.structure.ModuleBuilder;
import org.jwasm.structure.Section;

/** Decodes and validates modules. Spec: Binary Format, Modules. */
public final class ModuleDecoder {

    private static final int CUSTOM = 0;
    private static final int CODE = 10;
    /** The place of each section id in a module: the order in the binary is not that of the ids. */
    private static final int[] ORDER = {0, 1, 2, 3, 4, 5, 7, 8, 9, 10, 12, 13, 11, 6};
    private static final int TAG = 13;
    private static final int MAGIC = 0x6D736100;
    private static final int VERSION = 1;

    private final ModuleBuilder module;
    private final DecoderOptions options;
    private final CodeReader reader;
    private final SectionDecoder sections;
    private Section section;
    private int lastOrder;

    private ModuleDecoder(String name, byte[] bytes, DecoderOptions options) {
        this.module = new ModuleBuilder(name, bytes);
        this.options = options;
        this.reader = new CodeReader(bytes, this::type, options.features());
        this.sections = new SectionDecoder(module, reader, options);
    }

    /** Whether bytes begin as a module in the binary format does: with its magic. */
    public static boolean isBinary(byte[] bytes) {
        return bytes.length >= 4 && bytes[0] == 0 && bytes[1] == 'a' && bytes[2] == 's' && bytes[3] == 'm';
    }

    /**
     * Decodes and validates {@code bytes} in one pass. The module keeps {@code bytes}, which must not change any more.
     *
     * @throws WasmException if they are no valid module, of failure type {@code MALFORMED} or {@code INVALID}; the message
     *             is the spec's phrase, details, and the place
     */
    public static Module decode(String name, byte[] bytes, DecoderOptions options) {
        ModuleDecoder decoder = new ModuleDecoder(name, bytes, options);
        try {
            decoder.decodeAll();
        } catch (ModuleError error) {
            throw WasmException.of(error.failureType(), ErrorPlace.describe(error, decoder.module, decoder.section));
        }
        return decoder.module.build();
    }

    private DefinedType type(int index) {
        return index >= 0 && index < module.types.size() ? module.types.get(index) : null;
    }

    private void decodeAll() {
        int length = module.bytes.length;
        ImplementationLimits.check("bytes", length, options.limits().moduleSize(), 0);
        header(length);
        while (reader.position() < length) {
            decodeSection();
            reader.move(reader.position(), length);
            options.report(reader.position());
        }
        sections.finish();
    }

    private void header(int length) {
        reader.move(0, length);
        if (length >= 4 && reader.readFixed32() != MAGIC) {
            throw ModuleError.malformed("magic header not detected", 0);
        }
        if (length < 8) {
            throw ModuleError.malformed("unexpected end", length);
        }
        if (reader.readFixed32() != VERSION) {
            throw ModuleError.malformed("unknown binary version", 4);
        }
    }

    private void decodeSection() {
        int at = reader.position();
        int id = reader.readByte();
        if (id >= ORDER.length) {
            throw ModuleError.malformed("malformed section id " + id, at);
        }
        if (id == TAG && !SectionDecoder.hasTags(options.features())) {
            throw TypeReader.disabled("malformed section id " + id, Feature.EXCEPTIONS, at);
        }
        int size = reader.readU32();
        if (Integer.compareUnsigned(size, reader.remaining()) > 0) {
            throw ModuleError.malformed("length out of bounds: section of " + Integer.toUnsignedString(size) + " bytes", at);
        }
        if (id != CUSTOM) {
            if (ORDER[id] <= lastOrder) {
                throw ModuleError.malformed("unexpected content after last section: section " + new Section(id, 0, 0).name(), at);
            }
            lastOrder = ORDER[id];
        }
        section = new Section(id, reader.position(), size);
        module.sections.add(section);
        decodeContent();
        section = null;
    }

    private void decodeContent() {
        int end = section.start() + section.length();
        if (section.id() == CUSTOM) {
            custom(end);
            return;
        }
        try {
            sections.decode(section);
        } catch (ModuleError error) {
            // What was read behind the end breaks no rule: it is another section's.
            throw error.failureType() == FailureType.INVALID && error.offset() >= end ? sizeMismatch(end) : error;
        }
        if (reader.position() != end) {
            throw sizeMismatch(end);
        }
    }

    private ModuleError sizeMismatch(int end) {
        return ModuleError.malformed("section size mismatch: the content ends at 0x" + Integer.toHexString(reader.position())
                        + ", the section at 0x" + Integer.toHexString(end), section.start());
    }

    private void custom(int end) {
        reader.move(section.start(), end);
        CustomSection custom = new CustomSection(reader.readName(), reader.position(), reader.remaining());
        module.customSections.add(custom);
        if (custom.name().equals(NameSection.NAME)) {
            byte[] bytes = module.bytes;
            module.namesReader = () -> NameSection.read(bytes, custom.start(), end);
        }
        if (custom.name().equals(BranchHintSection.NAME) && module.sections.stream().noneMatch(before -> before.id() == CODE)) {
            byte[] bytes = module.bytes;
            module.hintsReader = () -> BranchHintSection.read(bytes, custom.start(), end);
        }
        reader.seek(end);
    }
}
