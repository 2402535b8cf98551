// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.text;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jwasm.runtime.FailureType;
import org.jwasm.structure.Opcode;
import org.jwasm.text.ResultPattern.Bits;
import org.jwasm.text.ResultPattern.NanKind;
import org.jwasm.text.ResultPattern.OfReference.Target;
import org.jwasm.text.ScriptValue.Kind;
import org.jwasm.text.ScriptValue.Type;

/** Reads the commands of a test script. */
final class ScriptReader {

    private final Cursor cursor;

    private ScriptReader(SourceText source) {
        this.cursor = new Cursor(Lexer.read(source), 0);
    }

    static List<ScriptCommand> read(SourceText source) {
        ScriptReader reader = new ScriptReader(source);
        List<ScriptCommand> commands = new ArrayList<>();
        while (!reader.cursor.is(TokenKind.END)) {
            commands.add(reader.command());
        }
        return commands;
    }

    private ScriptCommand command() {
        int offset = cursor.tokens().start(cursor.at());
        Keyword keyword = cursor.keywordInParentheses();
        if (keyword == null) {
            throw cursor.unexpected();
        }
        switch (keyword) {
            case MODULE, REGISTER -> {
                return module(offset, keyword);
            }
            case INVOKE, GET -> {
                return action();
            }
            case ASSERT_RETURN, ASSERT_TRAP, ASSERT_EXHAUSTION, ASSERT_EXCEPTION, ASSERT_MALFORMED, ASSERT_INVALID,
                            ASSERT_UNLINKABLE, ASSERT_MALFORMED_CUSTOM, ASSERT_INVALID_CUSTOM -> {
                cursor.moveTo(cursor.at() + 2);
                ScriptCommand assertion = assertion(offset, keyword);
                cursor.expectRight();
                return assertion;
            }
            default -> {
                return bareModule(offset);
            }
        }
    }

    /** The fields of a module without parentheses around them, up to the next command. */
    private ScriptCommand bareModule(int offset) {
        Cursor fields = new Cursor(cursor.tokens(), cursor.at());
        while (cursor.keywordInParentheses() != null && isField(cursor.keywordInParentheses())) {
            cursor.advance();
            cursor.advance();
            cursor.skipToEnd();
        }
        if (fields.at() == cursor.at()) {
            throw cursor.unexpected();
        }
        return new ScriptCommand.Module(offset, null, options -> ModuleReader.read(new Cursor(fields.tokens(), fields.at()), null, options), false);
    }

    private static boolean isField(Keyword keyword) {
        return switch (keyword) {
            case TYPE, REC, IMPORT, FUNC, TABLE, MEMORY, TAG, GLOBAL, ELEM, DATA, EXPORT, START -> true;
            default -> false;
        };
    }

    private ScriptCommand module(int offset, Keyword keyword) {
        int start = cursor.at();
        cursor.moveTo(start + 2);
        if (keyword == Keyword.REGISTER) {
            String name = new String(cursor.name(), StandardCharsets.UTF_8);
            String identifier = cursor.acceptIdentifier();
            cursor.expectRight();
            return new ScriptCommand.Register(offset, name, identifier);
        }
        if (cursor.accept(Keyword.INSTANCE)) {
            String identifier = cursor.acceptIdentifier();
            String definition = cursor.acceptIdentifier();
            cursor.expectRight();
            return new ScriptCommand.Instance(offset, identifier, definition);
        }
        boolean definition = cursor.is(Keyword.DEFINITION);
        String identifier = cursor.tokens().is(cursor.at() + (definition ? 1 : 0), TokenKind.IDENTIFIER)
                        ? cursor.tokens().symbol(cursor.at() + (definition ? 1 : 0)) : null;
        cursor.moveTo(start);
        return new ScriptCommand.Module(offset, identifier, moduleSource(), definition);
    }

    /** A module, which is assembled only when it is asked for. */
    private ScriptCommand.ModuleSource moduleSource() {
        cursor.expectLeft(Keyword.MODULE);
        cursor.accept(Keyword.DEFINITION);
        int start = cursor.at();
        cursor.skipToEnd();
        Tokens tokens = cursor.tokens();
        return options -> WatReader.module(new Cursor(tokens, start), options);
    }

    private ScriptCommand.Action action() {
        int offset = cursor.tokens().start(cursor.at());
        boolean invoke = cursor.acceptLeft(Keyword.INVOKE);
        if (!invoke) {
            cursor.expectLeft(Keyword.GET);
        }
        String identifier = cursor.acceptIdentifier();
        String export = new String(cursor.name(), StandardCharsets.UTF_8);
        List<ScriptValue> arguments = null;
        if (invoke) {
            arguments = new ArrayList<>();
            while (cursor.is(TokenKind.LEFT)) {
                arguments.add(argument());
            }
        }
        cursor.expectRight();
        return new ScriptCommand.Action(offset, identifier, export, arguments);
    }

    private ScriptCommand assertion(int offset, Keyword keyword) {
        String kind = keyword.toString();
        switch (keyword) {
            case ASSERT_RETURN -> {
                ScriptCommand.Action action = action();
                List<ResultPattern> results = new ArrayList<>();
                while (cursor.is(TokenKind.LEFT)) {
                    results.add(pattern());
                }
                return new ScriptCommand.AssertReturn(offset, action, results);
            }
            case ASSERT_EXCEPTION -> {
                return new ScriptCommand.AssertException(offset, action());
            }
            default -> {
                FailureType type = switch (keyword) {
                    case ASSERT_TRAP -> FailureType.TRAP;
                    case ASSERT_EXHAUSTION -> FailureType.EXHAUSTION;
                    case ASSERT_UNLINKABLE -> FailureType.UNLINKABLE;
                    case ASSERT_INVALID, ASSERT_INVALID_CUSTOM -> FailureType.INVALID;
                    default -> FailureType.MALFORMED;
                };
                if (!cursor.isLeft(Keyword.MODULE)) {
                    ScriptCommand.Action action = action();
                    return new ScriptCommand.AssertFailure(offset, kind, action, type, message());
                }
                ScriptCommand.ModuleSource module = moduleSource();
                return new ScriptCommand.AssertModule(offset, kind, module, type, message());
            }
        }
    }

    private String message() {
        return new String(cursor.name(), StandardCharsets.UTF_8);
    }

    private static Type numberType(Opcode opcode) {
        return opcode == null ? null : switch (opcode) {
            case I32_CONST -> Type.I32;
            case I64_CONST -> Type.I64;
            case F32_CONST -> Type.F32;
            case F64_CONST -> Type.F64;
            default -> null;
        };
    }

    private ScriptValue argument() {
        cursor.expect(TokenKind.LEFT);
        Opcode opcode = cursor.opcode();
        Keyword keyword = cursor.keyword();
        Type type = numberType(opcode);
        cursor.advance();
        ScriptValue value;
        if (type != null) {
            value = new ScriptValue.Number(type, type.isFloat() ? cursor.floatBits(type.bits()) : cursor.integer(type.bits()));
        } else if (opcode == Opcode.V128_CONST) {
            ByteWriter bytes = new ByteWriter(16);
            ImmediateReader.vector(cursor, bytes);
            ByteBuffer lanes = ByteBuffer.wrap(bytes.toByteArray()).order(ByteOrder.LITTLE_ENDIAN);
            value = new ScriptValue.Vector(lanes.getLong(), lanes.getLong());
        } else if (opcode == Opcode.REF_NULL) {
            cursor.advance();
            value = new ScriptValue.Reference(Kind.NULL, -1);
        } else if (keyword == Keyword.REF_EXTERN || keyword == Keyword.REF_HOST) {
            value = new ScriptValue.Reference(keyword == Keyword.REF_EXTERN ? Kind.EXTERN : Kind.HOST, cursor.natural(Integer.SIZE));
        } else {
            throw cursor.tokens().error(cursor.at() - 1, "unexpected token");
        }
        cursor.expectRight();
        return value;
    }

    private ResultPattern pattern() {
        cursor.expect(TokenKind.LEFT);
        Opcode opcode = cursor.opcode();
        Type type = numberType(opcode);
        int token = cursor.at();
        Target target = target(token);
        cursor.advance();
        ResultPattern pattern;
        if (type != null) {
            pattern = new ResultPattern.OfNumber(type, bits(type.isFloat(), type.bits()));
        } else if (opcode == Opcode.V128_CONST) {
            pattern = vectorPattern();
        } else if (cursor.tokens().is(token, Keyword.EITHER)) {
            List<ResultPattern> patterns = new ArrayList<>();
            while (cursor.is(TokenKind.LEFT)) {
                patterns.add(pattern());
            }
            pattern = new ResultPattern.Either(patterns);
        } else if (target != null) {
            boolean host = target == Target.EXTERN || target == Target.HOST;
            long number = host && cursor.is(TokenKind.NATURAL) ? cursor.natural(Integer.SIZE) : -1;
            if (target == Target.NULL && !cursor.is(TokenKind.RIGHT)) {
                cursor.advance();
            }
            pattern = new ResultPattern.OfReference(target, number);
        } else {
            throw cursor.tokens().error(token, "unexpected token");
        }
        cursor.expectRight();
        return pattern;
    }

    private Target target(int token) {
        Keyword keyword = cursor.tokens().keyword(token);
        Opcode opcode = cursor.tokens().opcode(token);
        if (keyword != null) {
            return switch (keyword) {
                case REF_EXTERN -> Target.EXTERN;
                case REF_HOST -> Target.HOST;
                case REF_STRUCT -> Target.STRUCT;
                case REF_ARRAY -> Target.ARRAY;
                case REF_EXN -> Target.EXN;
                case REF_ANY -> Target.ANY;
                default -> null;
            };
        }
        return opcode == null ? null : switch (opcode) {
            case REF_NULL -> Target.NULL;
            case REF_FUNC -> Target.FUNC;
            case REF_I31 -> Target.I31;
            case REF_EQ -> Target.EQ;
            default -> null;
        };
    }

    private ResultPattern vectorPattern() {
        Keyword shape = cursor.keyword();
        int size = shape == null ? 0 : switch (shape) {
            case I8X16 -> 8;
            case I16X8 -> 16;
            case I32X4, F32X4 -> 32;
            case I64X2, F64X2 -> 64;
            default -> 0;
        };
        if (size == 0) {
            throw cursor.unexpected();
        }
        cursor.advance();
        List<Bits> lanes = new ArrayList<>();
        for (int i = 0; i < 128 / size; i++) {
            lanes.add(bits(shape == Keyword.F32X4 || shape == Keyword.F64X2, size));
        }
        return new ResultPattern.OfVector(lanes);
    }

    private Bits bits(boolean isFloat, int size) {
        if (isFloat && cursor.accept(Keyword.NAN_CANONICAL)) {
            return new Bits(NanKind.CANONICAL, size, 0);
        }
        if (isFloat && cursor.accept(Keyword.NAN_ARITHMETIC)) {
            return new Bits(NanKind.ARITHMETIC, size, 0);
        }
        return new Bits(NanKind.EXACT, size, isFloat ? cursor.floatBits(size) : cursor.integer(size));
    }
}
