// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.text;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads types and encodes them; keeps the function types that type uses refer to. Spec: Text Format, Types. */
final class TypeReader {

    private static final int FUNCTION = 0x60;
    private static final int STRUCTURE = 0x5F;
    private static final int ARRAY = 0x5E;

    private final Cursor cursor;
    private final ModuleNames names;
    private final ByteWriter section = new ByteWriter();
    private int sectionCount;
    /** By type index: a function type's encoding, or null for another type. */
    private final List<byte[]> functions = new ArrayList<>();
    /** The smallest index of a recursive type that is nothing but the function type with the encoding. */
    private final Map<String, Integer> plainFunctions = new HashMap<>();
    /** The type uses of types that didn't exist yet. */
    private final List<Use> later = new ArrayList<>();
    /** The first function without a type, or null. */
    private TextException unknown;
    private int parameterCount;
    private int resultCount;

    private record Use(int token, int index) {
    }

    TypeReader(Cursor cursor, ModuleNames names) {
        this.cursor = cursor;
        this.names = names;
    }

    /** The content of the type section after its count. */
    ByteWriter section() {
        return section;
    }

    int sectionCount() {
        return sectionCount;
    }

    /** Throws if there was a type use whose type doesn't exist now that all types are known. */
    void requireKnown() {
        if (unknown != null) {
            throw unknown;
        }
        for (Use use : later) {
            if (Integer.compareUnsigned(use.index, functions.size()) >= 0) {
                throw cursor.tokens().error(use.token, "unknown type");
            }
        }
    }

    /** A recursive type of several; the cursor is after {@code (rec}. */
    void recursiveType() {
        ByteWriter content = new ByteWriter();
        int count = 0;
        while (cursor.acceptLeft(Keyword.TYPE)) {
            subType(content, false);
            count++;
        }
        cursor.expectRight();
        if (count != 1) {
            section.write(0x4E);
            section.unsigned(count);
        }
        section.write(content);
        sectionCount++;
        if (count == 1) {
            remember(content.toByteArray());
        }
    }

    /** A type definition; the cursor is after {@code (type}. */
    void typeDefinition() {
        subType(section, true);
        sectionCount++;
    }

    private void remember(byte[] encoding) {
        if (encoding[0] == FUNCTION) {
            plainFunctions.putIfAbsent(key(encoding), functions.size() - 1);
        }
    }

    private void subType(ByteWriter out, boolean alone) {
        cursor.declared();
        ByteWriter type = new ByteWriter();
        boolean sub = cursor.acceptLeft(Keyword.SUB);
        if (sub) {
            boolean isFinal = cursor.accept(Keyword.FINAL);
            int supersFrom = cursor.at();
            while (cursor.isIndex()) {
                cursor.advance();
            }
            int count = cursor.at() - supersFrom;
            if (!isFinal || count > 0) {
                type.write(isFinal ? 0x4F : 0x50);
                type.unsigned(count);
                cursor.moveTo(supersFrom);
                for (int i = 0; i < count; i++) {
                    type.unsigned(names.types.resolve(cursor) & 0xFFFFFFFFL);
                }
            }
        }
        descriptorClause(Keyword.DESCRIBES, 0x4C, type);
        descriptorClause(Keyword.DESCRIPTOR, 0x4D, type);
        int compositeFrom = type.size();
        compositeType(type);
        byte[] encoding = type.toByteArray();
        boolean isFunction = encoding[compositeFrom] == FUNCTION;
        functions.add(isFunction ? Arrays.copyOfRange(encoding, compositeFrom, encoding.length) : null);
        if (alone) {
            remember(encoding);
        }
        out.write(encoding);
        if (sub) {
            cursor.expectRight();
        }
        cursor.expectRight();
    }

    private void descriptorClause(Keyword keyword, int code, ByteWriter out) {
        if (cursor.acceptLeft(keyword)) {
            out.write(code);
            out.unsigned(names.types.resolve(cursor));
            cursor.expectRight();
        }
    }

    private void compositeType(ByteWriter out) {
        if (cursor.acceptLeft(Keyword.FUNC)) {
            signature(ModuleNames.newLocals(), out);
        } else if (cursor.acceptLeft(Keyword.STRUCT)) {
            fields(out);
        } else if (cursor.acceptLeft(Keyword.ARRAY)) {
            out.write(ARRAY);
            fieldType(out);
        } else {
            throw cursor.unexpected();
        }
        cursor.expectRight();
    }

    private void fields(ByteWriter out) {
        IndexSpace space = ModuleNames.newFields();
        ByteWriter content = new ByteWriter();
        while (cursor.acceptLeft(Keyword.FIELD)) {
            Cursor.Declared declared = cursor.declared();
            if (declared.name() != null) {
                space.add(declared, cursor);
                fieldType(content);
            } else {
                while (!cursor.is(TokenKind.RIGHT)) {
                    space.addAnonymous();
                    fieldType(content);
                }
            }
            cursor.expectRight();
        }
        names.fields.put(functions.size(), space);
        out.write(STRUCTURE);
        out.unsigned(space.size());
        out.write(content);
    }

    private void fieldType(ByteWriter out) {
        boolean mutable = cursor.acceptLeft(Keyword.MUT);
        if (cursor.accept(Keyword.I8)) {
            out.write(0x78);
        } else if (cursor.accept(Keyword.I16)) {
            out.write(0x77);
        } else {
            valueType(out);
        }
        if (mutable) {
            cursor.expectRight();
        }
        out.write(mutable ? 1 : 0);
    }

    void valueType(ByteWriter out) {
        int code = cursor.keyword() == null ? 0 : switch (cursor.keyword()) {
            case I32 -> 0x7F;
            case I64 -> 0x7E;
            case F32 -> 0x7D;
            case F64 -> 0x7C;
            case V128 -> 0x7B;
            default -> 0;
        };
        if (code == 0) {
            referenceType(out);
        } else {
            out.write(code);
            cursor.advance();
        }
    }

    void globalType(ByteWriter out) {
        boolean mutable = cursor.acceptLeft(Keyword.MUT);
        valueType(out);
        if (mutable) {
            cursor.expectRight();
        }
        out.write(mutable ? 1 : 0);
    }

    boolean isReferenceType() {
        return cursor.isLeft(Keyword.REF) || cursor.keyword() != null && abbreviation(cursor.keyword()) != 0;
    }

    void referenceType(ByteWriter out) {
        ByteWriter heapType = new ByteWriter(8);
        boolean nullable = nullability(heapType);
        byte[] encoding = heapType.toByteArray();
        boolean isAbstract = encoding.length == 1 && encoding[0] >= 0x69 && encoding[0] <= 0x74;
        if (!nullable) {
            out.write(0x64);
        } else if (!isAbstract) {
            out.write(0x63);
        }
        out.write(encoding);
    }

    /** Reads a reference type, writes its heap type and returns whether it has null. */
    boolean nullability(ByteWriter heapType) {
        int code = cursor.keyword() == null ? 0 : abbreviation(cursor.keyword());
        if (code != 0) {
            cursor.advance();
            heapType.write(code);
            return true;
        }
        cursor.expectLeft(Keyword.REF);
        boolean nullable = cursor.accept(Keyword.NULL);
        heapType(heapType);
        cursor.expectRight();
        return nullable;
    }

    private static int abbreviation(Keyword keyword) {
        return switch (keyword) {
            case ANYREF -> 0x6E;
            case EQREF -> 0x6D;
            case I31REF -> 0x6C;
            case STRUCTREF -> 0x6B;
            case ARRAYREF -> 0x6A;
            case EXNREF -> 0x69;
            case EXTERNREF -> 0x6F;
            case FUNCREF -> 0x70;
            case NULLREF -> 0x71;
            case NULLEXTERNREF -> 0x72;
            case NULLFUNCREF -> 0x73;
            case NULLEXNREF -> 0x74;
            default -> 0;
        };
    }

    void heapType(ByteWriter out) {
        if (cursor.isIndex()) {
            out.signed(names.types.resolve(cursor) & 0xFFFFFFFFL);
        } else if (cursor.acceptLeft(Keyword.EXACT)) {
            if (!cursor.isIndex()) {
                throw cursor.unexpected();
            }
            out.write(0x62);
            out.unsigned(names.types.resolve(cursor) & 0xFFFFFFFFL);
            cursor.expectRight();
        } else {
            int code = cursor.keyword() == null ? 0 : abstractHeapType(cursor.keyword());
            if (code == 0) {
                throw cursor.unexpected();
            }
            cursor.advance();
            out.write(code);
        }
    }

    private static int abstractHeapType(Keyword keyword) {
        return switch (keyword) {
            case ANY -> 0x6E;
            case EQ -> 0x6D;
            case I31 -> 0x6C;
            case STRUCT -> 0x6B;
            case ARRAY -> 0x6A;
            case EXN -> 0x69;
            case EXTERN -> 0x6F;
            case FUNC -> 0x70;
            case NONE -> 0x71;
            case NOEXTERN -> 0x72;
            case NOFUNC -> 0x73;
            case NOEXN -> 0x74;
            default -> 0;
        };
    }

    /**
     * Parameters and results, with the leading code of a function type.
     *
     * @param locals takes the parameters and their names; null where parameters can't have names
     */
    private void signature(IndexSpace locals, ByteWriter out) {
        ByteWriter types = new ByteWriter();
        parameterCount = 0;
        while (cursor.acceptLeft(Keyword.PARAM)) {
            if (locals != null && cursor.is(TokenKind.IDENTIFIER)) {
                locals.add(cursor.declared(), cursor);
                valueType(types);
                parameterCount++;
            } else {
                int count = valueTypes(types);
                parameterCount += count;
                for (int i = 0; locals != null && i < count; i++) {
                    locals.addAnonymous();
                }
            }
            cursor.expectRight();
        }
        out.write(FUNCTION);
        out.unsigned(parameterCount);
        out.write(types);
        types.truncate(0);
        resultCount = 0;
        while (cursor.acceptLeft(Keyword.RESULT)) {
            resultCount += valueTypes(types);
            cursor.expectRight();
        }
        out.unsigned(resultCount);
        out.write(types);
    }

    /** Value types up to a closing parenthesis; how many. */
    int valueTypes(ByteWriter out) {
        int count = 0;
        while (!cursor.is(TokenKind.RIGHT)) {
            valueType(out);
            count++;
        }
        return count;
    }

    /**
     * A type use: the index of its function type, which is added if the module has none like it.
     *
     * @param locals takes the parameters and their names; null where parameters can't have names
     */
    int typeUse(IndexSpace locals) {
        int token = cursor.at();
        boolean explicit = cursor.acceptLeft(Keyword.TYPE);
        int index = 0;
        if (explicit) {
            token = cursor.at();
            index = names.types.resolve(cursor);
            cursor.expectRight();
        }
        ByteWriter inline = new ByteWriter();
        signature(locals, inline);
        if (!explicit) {
            return indexOf(inline.toByteArray());
        }
        byte[] type = index >= 0 && index < functions.size() ? functions.get(index) : null;
        if (Integer.compareUnsigned(index, functions.size()) >= 0) {
            later.add(new Use(token, index));
        } else if (parameterCount + resultCount > 0) {
            if (type == null || !Arrays.equals(type, inline.toByteArray())) {
                throw isSignatureContinued() ? cursor.unexpected() : cursor.tokens().error(token, "inline function type");
            }
        } else if (locals != null && type != null) {
            for (int i = parametersOf(type); i > 0; i--) {
                locals.addAnonymous();
            }
        }
        return index;
    }

    /** Whether parameters or a type follow in the wrong order. */
    private boolean isSignatureContinued() {
        return cursor.isLeft(Keyword.PARAM) || cursor.isLeft(Keyword.RESULT) || cursor.isLeft(Keyword.TYPE);
    }

    /** The type use of a function that the module defines: its type must exist by now, to tell the parameters. */
    int definitionTypeUse(IndexSpace locals) {
        int usesBefore = later.size();
        int index = typeUse(locals);
        if (later.size() > usesBefore && unknown == null) {
            unknown = cursor.tokens().error(later.getLast().token, "unknown type");
        }
        return index;
    }

    /** A block type. Spec: Text Format, Instructions, Control Instructions. */
    void blockType(ByteWriter out) {
        if (cursor.isLeft(Keyword.TYPE)) {
            out.signed(typeUse(null) & 0xFFFFFFFFL);
            return;
        }
        if (!cursor.isLeft(Keyword.PARAM) && !cursor.isLeft(Keyword.RESULT)) {
            out.write(0x40);
            return;
        }
        ByteWriter inline = new ByteWriter();
        signature(null, inline);
        byte[] type = inline.toByteArray();
        if (parameterCount > 0 || resultCount > 1) {
            out.signed(indexOf(type));
        } else if (resultCount == 0) {
            out.write(0x40);
        } else {
            out.write(type, 3, type.length - 3);
        }
    }

    private int indexOf(byte[] type) {
        Integer found = plainFunctions.get(key(type));
        if (found != null) {
            return found;
        }
        int index = functions.size();
        functions.add(type);
        plainFunctions.put(key(type), index);
        section.write(type);
        sectionCount++;
        return index;
    }

    private static int parametersOf(byte[] function) {
        int count = 0;
        int at = 1;
        for (int shift = 0;; shift += 7, at++) {
            count |= (function[at] & 0x7F) << shift;
            if (function[at] >= 0) {
                return count;
            }
        }
    }

    private static String key(byte[] encoding) {
        return new String(encoding, StandardCharsets.ISO_8859_1);
    }
}
