// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.isolation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

import org.jwasm.capabilities.Capability;
import org.jwasm.capabilities.ClockCapability;
import org.jwasm.wit.Case;
import org.jwasm.wit.EnumType;
import org.jwasm.wit.FlagsType;
import org.jwasm.wit.HandleType;
import org.jwasm.wit.ListType;
import org.jwasm.wit.OptionType;
import org.jwasm.wit.PrimitiveType;
import org.jwasm.wit.RecordType;
import org.jwasm.wit.Result;
import org.jwasm.wit.ResultType;
import org.jwasm.wit.TupleType;
import org.jwasm.wit.VariantType;
import org.jwasm.wit.WitType;

/** Random types in WIT, and random values of them in the form in which calls return them. */
final class RandomTypes {

    private static final PrimitiveType[] PRIMITIVES = PrimitiveType.values();
    private static final long[] NUMBERS = {0, 1, -1, Long.MIN_VALUE, Long.MAX_VALUE, 0x7F, 0x80, 0xFF, 0x7FFF, 0x8000, 0x7FFF_FFFF, 0x8000_0000L, 0xFFFF_FFFFL};
    private static final double[] FLOATS = {0, -0.0, 1.5, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.MIN_VALUE, 1e300};
    private static final int[] CHARACTERS = {0, 'a', 0x7F, 0x80, 0x7FF, 0x800, 0xD7FF, 0xE000, 0xFFFF, 0x10000, 0x10FFFF};

    private final Random random;
    private int names;

    RandomTypes(Random random) {
        this.random = random;
    }

    WitType type(int depth) {
        int kind = random.nextInt(depth == 0 ? 7 : 14);
        return switch (kind) {
            case 0, 1, 2, 3 -> PRIMITIVES[random.nextInt(PRIMITIVES.length)];
            case 4 -> new EnumType(name(), labels(1 + random.nextInt(random.nextInt(10) == 0 ? 300 : 6)));
            case 5 -> new FlagsType(name(), labels(1 + random.nextInt(32)));
            case 6 -> new HandleType(HandleType.ANY, true);
            case 7, 8 -> new ListType(type(depth - 1));
            case 9 -> new TupleType(types(depth));
            case 10 -> {
                List<RecordType.Field> fields = new ArrayList<>();
                types(depth).forEach(type -> fields.add(new RecordType.Field("f" + fields.size(), type)));
                yield new RecordType(name(), fields);
            }
            case 11 -> {
                List<VariantType.Case> cases = new ArrayList<>();
                types(depth).forEach(type -> cases.add(new VariantType.Case("c" + cases.size(), random.nextInt(4) == 0 ? null : type)));
                yield new VariantType(name(), cases);
            }
            case 12 -> new OptionType(type(depth - 1));
            default -> new ResultType(random.nextInt(4) == 0 ? null : type(depth - 1), random.nextInt(4) == 0 ? null : type(depth - 1));
        };
    }

    private String name() {
        return "t" + names++;
    }

    private static List<String> labels(int count) {
        List<String> labels = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            labels.add("l" + i);
        }
        return labels;
    }

    private List<WitType> types(int depth) {
        List<WitType> types = new ArrayList<>();
        for (int i = random.nextInt(4); i >= 0; i--) {
            types.add(type(depth - 1));
        }
        return types;
    }

    Object value(WitType type) {
        return switch (type) {
            case PrimitiveType primitive -> primitive(primitive);
            case ListType list when list.element() == PrimitiveType.U8 -> {
                byte[] bytes = new byte[length()];
                random.nextBytes(bytes);
                yield bytes;
            }
            case ListType list -> {
                List<Object> values = new ArrayList<>();
                for (int i = length(); i > 0; i--) {
                    values.add(value(list.element()));
                }
                yield values;
            }
            case TupleType tuple -> tuple.elements().stream().map(this::value).toList();
            case RecordType record -> {
                Map<String, Object> fields = new LinkedHashMap<>();
                record.fields().forEach(field -> fields.put(field.name(), value(field.type())));
                yield fields;
            }
            case FlagsType flags -> {
                Set<String> names = new LinkedHashSet<>(flags.flags());
                names.removeIf(_ -> random.nextBoolean());
                yield names;
            }
            case EnumType enumeration -> enumeration.cases().get(random.nextInt(enumeration.cases().size()));
            case VariantType variant -> {
                VariantType.Case chosen = variant.cases().get(random.nextInt(variant.cases().size()));
                yield new Case(chosen.name(), chosen.type() == null ? null : value(chosen.type()));
            }
            case OptionType option -> random.nextBoolean() ? Optional.empty() : Optional.of(value(option.some()));
            case ResultType result -> {
                boolean isOk = random.nextBoolean();
                WitType payload = isOk ? result.ok() : result.error();
                yield new Result(isOk, payload == null ? null : value(payload));
            }
            case HandleType _ -> capability();
        };
    }

    private static Capability capability() {
        return ClockCapability.monotonic();
    }

    private int length() {
        return random.nextInt(random.nextInt(8) == 0 ? 60 : 4);
    }

    private Object primitive(PrimitiveType type) {
        long number = random.nextBoolean() ? NUMBERS[random.nextInt(NUMBERS.length)] : random.nextLong();
        double real = random.nextBoolean() ? FLOATS[random.nextInt(FLOATS.length)] : random.nextGaussian();
        return switch (type) {
            case BOOL -> random.nextBoolean();
            case S8 -> (int) (byte) number;
            case U8 -> (int) number & 0xFF;
            case S16 -> (int) (short) number;
            case U16 -> (int) number & 0xFFFF;
            case S32 -> (int) number;
            case U32 -> number & 0xFFFF_FFFFL;
            case S64, U64 -> number;
            case F32 -> (float) real;
            case F64 -> real;
            case CHAR -> CHARACTERS[random.nextInt(CHARACTERS.length)];
            case STRING -> {
                StringBuilder text = new StringBuilder();
                for (int i = length(); i > 0; i--) {
                    text.appendCodePoint(CHARACTERS[random.nextInt(CHARACTERS.length)]);
                }
                yield text.toString();
            }
        };
    }

    /** Whether two values are the same, arrays by their content. */
    static boolean same(Object a, Object b) {
        return switch (a) {
            case null -> b == null;
            case byte[] bytes -> b instanceof byte[] other && Arrays.equals(bytes, other);
            case List<?> list -> b instanceof List<?> other && sameAll(list, other);
            case Map<?, ?> map -> b instanceof Map<?, ?> other && new ArrayList<>(map.keySet()).equals(new ArrayList<>(other.keySet())) &&
                            sameAll(new ArrayList<>(map.values()), new ArrayList<>(other.values()));
            case Case some -> b instanceof Case other && some.name().equals(other.name()) && same(some.value(), other.value());
            case Result some -> b instanceof Result other && some.isOk() == other.isOk() && same(some.value(), other.value());
            case Optional<?> some -> b instanceof Optional<?> other && same(some.orElse(null), other.orElse(null));
            case Capability some -> b instanceof Capability other && comesFrom(other, some);
            default -> a.equals(b);
        };
    }

    /** Who gets a capability gets one that was derived for it. */
    private static boolean comesFrom(Capability derived, Capability original) {
        return derived == original || derived.parent() != null && comesFrom(derived.parent(), original);
    }

    private static boolean sameAll(List<?> a, List<?> b) {
        boolean same = a.size() == b.size();
        for (int i = 0; same && i < a.size(); i++) {
            same = same(a.get(i), b.get(i));
        }
        return same;
    }
}
