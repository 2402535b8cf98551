// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.canonical;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import org.jwasm.wit.Case;
import org.jwasm.wit.CoreType;
import org.jwasm.wit.EnumType;
import org.jwasm.wit.Layout;
import org.jwasm.wit.OptionType;
import org.jwasm.wit.Result;
import org.jwasm.wit.VariantType;
import org.jwasm.wit.WitType;

/** Variants, enums, options and results; checked, a {@link Chosen}. */
abstract class VariantCodec extends HostCodec {

    private final HostCodec[] payloads;
    private final int discriminantSize;
    private final int payloadOffset;
    private final long[] widened;

    /** A case and its payload, which is null for a case without one. */
    record Chosen(int index, Object payload) {
    }

    VariantCodec(WitType type) {
        WitType[] cases = Layout.cases(type);
        List<CoreType> joined = Layout.flatten(type);
        this.payloads = Arrays.stream(cases).map(payload -> payload == null ? null : HostCodec.of(payload)).toArray(HostCodec[]::new);
        this.discriminantSize = Layout.discriminantSize(cases.length);
        this.payloadOffset = Layout.payloadOffset(type);
        this.widened = Arrays.stream(cases).mapToLong(
                        payload -> payload == null ? 0 : VariantNode.widened(Layout.flatten(payload), joined.subList(1, joined.size()))).toArray();
    }

    static VariantCodec of(WitType type) {
        return switch (type) {
            case OptionType _ -> new OfOption(type);
            case VariantType variant -> new OfVariant(variant);
            case EnumType enumeration -> new OfEnum(enumeration);
            default -> new OfResult(type);
        };
    }

    abstract Object toHost(int index, Object payload);

    final Chosen chosen(int index, Object payload) {
        if (payloads[index] != null) {
            return new Chosen(index, payloads[index].check(payload));
        }
        if (payload != null) {
            throw new IllegalArgumentException("the case has no value, but " + payload.getClass().getSimpleName() + " is given");
        }
        return new Chosen(index, null);
    }

    @Override
    final void lowerFlat(Transfer transfer, Object checked, long[] to, int index) {
        Chosen chosen = (Chosen) checked;
        to[index] = chosen.index();
        HostCodec payload = payloads[chosen.index()];
        if (payload != null) {
            payload.lowerFlat(transfer, chosen.payload(), to, index + 1);
            VariantNode.widen(widened[chosen.index()], to, index + 1);
        }
    }

    @Override
    final void store(Transfer transfer, Object checked, long to) {
        Chosen chosen = (Chosen) checked;
        Scalars.storeUnsigned(transfer.to, to, chosen.index(), discriminantSize, null);
        HostCodec payload = payloads[chosen.index()];
        if (payload != null) {
            payload.store(transfer, chosen.payload(), to + payloadOffset);
        }
    }

    @Override
    final Object liftFlat(Transfer transfer, long[] from, int index) {
        HostCodec payload = payload(transfer, (int) from[index]);
        return toHost((int) from[index], payload == null ? null : payload.liftFlat(transfer, from, index + 1));
    }

    @Override
    final Object load(Transfer transfer, long from) {
        int index = Scalars.loadUnsigned(transfer.from, from, discriminantSize, null);
        HostCodec payload = payload(transfer, index);
        return toHost(index, payload == null ? null : payload.load(transfer, from + payloadOffset));
    }

    private HostCodec payload(Transfer transfer, int index) {
        if (Integer.compareUnsigned(index, payloads.length) >= 0) {
            throw transfer.sourceFault("invalid discriminant " + Integer.toUnsignedString(index) + " of " + payloads.length + " cases");
        }
        transfer.payHost(SequenceCodecs.OBJECT_SIZE);
        return payloads[index];
    }

    private static final class OfOption extends VariantCodec {

        OfOption(WitType type) {
            super(type);
        }

        @Override
        Object check(Object value) {
            if (value == null) {
                return chosen(0, null);
            }
            if (value instanceof Optional<?> option) {
                return option.isPresent() ? chosen(1, option.get()) : chosen(0, null);
            }
            throw mismatch(value, "Optional for an option");
        }

        @Override
        Object toHost(int index, Object payload) {
            return index == 0 ? Optional.empty() : Optional.of(payload);
        }
    }

    private static final class OfResult extends VariantCodec {

        OfResult(WitType type) {
            super(type);
        }

        @Override
        Object check(Object value) {
            if (value instanceof Result result) {
                return chosen(result.isOk() ? 0 : 1, result.value());
            }
            throw mismatch(value, "Result");
        }

        @Override
        Object toHost(int index, Object payload) {
            return new Result(index == 0, payload);
        }
    }

    private static final class OfEnum extends VariantCodec {

        private final EnumType type;

        OfEnum(EnumType type) {
            super(type);
            this.type = type;
        }

        @Override
        Object check(Object value) {
            int index = value instanceof String name ? type.cases().indexOf(name) : -1;
            if (index < 0) {
                throw mismatch(value, "a case of enum `" + type + "`");
            }
            return chosen(index, null);
        }

        @Override
        Object toHost(int index, Object payload) {
            return type.cases().get(index);
        }
    }

    private static final class OfVariant extends VariantCodec {

        private final VariantType type;

        OfVariant(VariantType type) {
            super(type);
            this.type = type;
        }

        @Override
        Object check(Object value) {
            if (value instanceof Case given) {
                List<VariantType.Case> cases = type.cases();
                for (int i = 0; i < cases.size(); i++) {
                    if (cases.get(i).name().equals(given.name())) {
                        return chosen(i, given.value());
                    }
                }
                throw new IllegalArgumentException("variant `" + type + "` has no case `" + given.name() + "`");
            }
            throw mismatch(value, "Case for variant `" + type + "`");
        }

        @Override
        Object toHost(int index, Object payload) {
            return new Case(type.cases().get(index).name(), payload);
        }
    }
}
