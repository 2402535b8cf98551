// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.canonical;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.jwasm.capabilities.Capability;
import org.jwasm.wit.EnumType;
import org.jwasm.wit.FlagsType;
import org.jwasm.wit.HandleType;
import org.jwasm.wit.Layout;
import org.jwasm.wit.ListType;
import org.jwasm.wit.OptionType;
import org.jwasm.wit.PrimitiveType;
import org.jwasm.wit.RecordType;
import org.jwasm.wit.ResultType;
import org.jwasm.wit.TupleType;
import org.jwasm.wit.VariantType;
import org.jwasm.wit.WitFunction;
import org.jwasm.wit.WitType;

/**
 * Turns values of one type into those of Java and back, see {@link org.jwasm.nanoprocess.TypedFunction}. A value of Java is
 * checked as a whole before anything of it is lowered; what {@link #check} returns is what is lowered then.
 */
abstract class HostCodec {

    /**
     * A value in the form in which it is lowered.
     *
     * @throws IllegalArgumentException if it isn't one of the type
     */
    abstract Object check(Object value);

    abstract void lowerFlat(Transfer transfer, Object checked, long[] to, int index);

    abstract void store(Transfer transfer, Object checked, long to);

    abstract Object liftFlat(Transfer transfer, long[] from, int index);

    abstract Object load(Transfer transfer, long from);

    static HostCodec of(WitType type) {
        return switch (type) {
            case PrimitiveType primitive when primitive == PrimitiveType.STRING -> new SequenceCodecs.OfString();
            case PrimitiveType primitive -> new ScalarCodec(primitive);
            case ListType list when list.element() == PrimitiveType.U8 -> new SequenceCodecs.OfBytes();
            case ListType list -> new SequenceCodecs.OfList(list.element());
            case RecordType record -> new RecordCodecs.OfRecord(record);
            case TupleType tuple -> new RecordCodecs.OfTuple(tuple);
            case FlagsType flags -> new FlagsCodec(flags);
            case HandleType handle -> new HandleCodec(handle);
            case VariantType _, EnumType _, OptionType _, ResultType _ -> VariantCodec.of(type);
        };
    }

    static IllegalArgumentException mismatch(Object value, Object type) {
        String found = value == null ? "null" : value.getClass().getSimpleName();
        String text = value instanceof Number || value instanceof Boolean || value instanceof String string && string.length() < 30 ? " " + value : "";
        return new IllegalArgumentException("expected " + type + ", found " + found + text);
    }

    /** The arguments and the result of a function. */
    static final class OfFunction {

        private final WitFunction type;
        private final RecordCodecs.OfTuple arguments;
        private final HostCodec result;
        private final Layout argumentsLayout;
        private final Layout resultLayout;
        private final boolean argumentsInMemory;
        private final boolean resultInMemory;
        private final int lifted;
        private final int lowered;

        OfFunction(WitFunction type) {
            this.type = type;
            this.arguments = new RecordCodecs.OfTuple(type.parameterTypes());
            this.result = type.result() == null ? null : HostCodec.of(type.result());
            this.argumentsLayout = Layout.ofAll(type.parameterTypes());
            this.resultLayout = type.result() == null ? null : Layout.of(type.result());
            this.argumentsInMemory = type.hasParametersInMemory();
            this.resultInMemory = type.hasResultInMemory();
            this.lifted = Math.max(type.lifted().parameters().size(), type.lifted().results().size());
            this.lowered = type.lowered().parameters().size();
        }

        Object[] checkArguments(Object[] values) {
            List<WitFunction.Parameter> parameters = type.parameters();
            if (values.length != parameters.size()) {
                throw new IllegalArgumentException("`" + type + "` takes " + parameters.size() + " arguments, not " + values.length);
            }
            try {
                return arguments.checkParts(values);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("`" + type + "` can't be called with these arguments: " + e.getMessage(), e);
            }
        }

        Object checkResult(Object value) {
            if (result == null) {
                return null;
            }
            return result.check(value);
        }

        /** The core arguments of the core function that is called, with room for its results. */
        long[] lowerArguments(Transfer transfer, Object[] checked) {
            long[] numbers = new long[lifted];
            if (argumentsInMemory) {
                numbers[0] = (int) ReallocNode.allocate(transfer, argumentsLayout.alignment(), argumentsLayout.size());
                arguments.store(transfer, checked, numbers[0] & 0xFFFF_FFFFL);
            } else {
                arguments.lowerFlat(transfer, checked, numbers, 0);
            }
            return numbers;
        }

        Object[] liftArguments(Transfer transfer, long[] numbers) {
            if (argumentsInMemory) {
                return arguments.loadParts(transfer, pointer(transfer, numbers[0], argumentsLayout));
            }
            return arguments.liftParts(transfer, numbers, 0);
        }

        Object liftResult(Transfer transfer, long[] numbers) {
            if (result == null) {
                return null;
            }
            return resultInMemory ? result.load(transfer, pointer(transfer, numbers[0], resultLayout)) : result.liftFlat(transfer, numbers, 0);
        }

        /** Where a guest says that values are. */
        private static long pointer(Transfer transfer, long number, Layout layout) {
            long pointer = number & 0xFFFF_FFFFL;
            String wrong = SequenceNodes.wrongRange(transfer.from, pointer, layout.size(), layout.alignment());
            if (wrong != null) {
                throw transfer.sourceFault(wrong);
            }
            return pointer;
        }

        /** Puts the result where the core function that is called from has it. */
        void lowerResult(Transfer transfer, Object checked, long[] numbers) {
            if (result == null) {
                return;
            }
            if (resultInMemory) {
                long pointer = numbers[lowered - 1] & 0xFFFF_FFFFL;
                String wrong = SequenceNodes.wrongRange(transfer.to, pointer, resultLayout.size(), resultLayout.alignment());
                if (wrong != null) {
                    throw transfer.targetFault(wrong);
                }
                result.store(transfer, checked, pointer);
            } else {
                result.lowerFlat(transfer, checked, numbers, 0);
            }
        }
    }

    /** {@code flags} */
    private static final class FlagsCodec extends HostCodec {

        private final FlagsType type;
        private final int mask;
        private final int size;

        FlagsCodec(FlagsType type) {
            this.type = type;
            this.mask = FlagsNode.mask(type);
            this.size = Layout.of(type).size();
        }

        @Override
        Object check(Object value) {
            if (!(value instanceof Collection<?> names)) {
                throw mismatch(value, "flags `" + type + "`");
            }
            int bits = 0;
            for (Object name : names) {
                int index = type.flags().indexOf(name);
                if (index < 0) {
                    throw new IllegalArgumentException("flags `" + type + "` has no flag `" + name + "`");
                }
                bits |= 1 << index;
            }
            return bits;
        }

        @Override
        void lowerFlat(Transfer transfer, Object checked, long[] to, int index) {
            to[index] = (int) checked;
        }

        @Override
        void store(Transfer transfer, Object checked, long to) {
            Scalars.storeUnsigned(transfer.to, to, (int) checked, size, null);
        }

        @Override
        Object liftFlat(Transfer transfer, long[] from, int index) {
            return names(transfer, (int) from[index] & mask);
        }

        @Override
        Object load(Transfer transfer, long from) {
            return names(transfer, Scalars.loadUnsigned(transfer.from, from, size, null) & mask);
        }

        private Object names(Transfer transfer, int bits) {
            Set<String> names = new LinkedHashSet<>();
            for (int left = bits; left != 0; left &= left - 1) {
                transfer.payHost(SequenceCodecs.OBJECT_SIZE);
                names.add(type.flags().get(Integer.numberOfTrailingZeros(left)));
            }
            return Collections.unmodifiableSet(names);
        }
    }

    /** Capabilities. */
    private static final class HandleCodec extends HostCodec {

        private final HandleType type;

        HandleCodec(HandleType type) {
            this.type = type;
        }

        @Override
        Object check(Object value) {
            if (value instanceof Capability capability && type.accepts(capability.kind())) {
                return value;
            }
            throw value instanceof Capability capability ? new IllegalArgumentException("expected a " + type.resource() + ", found a " + capability.kind())
                            : mismatch(value, "a " + type.resource());
        }

        @Override
        void lowerFlat(Transfer transfer, Object checked, long[] to, int index) {
            to[index] = transfer.give(type, (Capability) checked);
        }

        @Override
        void store(Transfer transfer, Object checked, long to) {
            transfer.to.storeInt(to, transfer.give(type, (Capability) checked), null);
        }

        @Override
        Object liftFlat(Transfer transfer, long[] from, int index) {
            return transfer.take(type, (int) from[index]);
        }

        @Override
        Object load(Transfer transfer, long from) {
            return transfer.take(type, transfer.from.loadInt(from, null));
        }
    }
}
