// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.canonical;

import java.util.List;

import org.jwasm.wit.EnumType;
import org.jwasm.wit.FlagsType;
import org.jwasm.wit.HandleType;
import org.jwasm.wit.ListType;
import org.jwasm.wit.OptionType;
import org.jwasm.wit.PrimitiveType;
import org.jwasm.wit.RecordType;
import org.jwasm.wit.ResultType;
import org.jwasm.wit.TupleType;
import org.jwasm.wit.VariantType;
import org.jwasm.wit.WitType;

import com.oracle.truffle.api.nodes.Node;

/** Copies a value of one type from one nano-process to another: lifts and lowers in one go. */
abstract class ValueNode extends Node {

    /** From and to core values; those of the source may have anything in bits that their type doesn't use. */
    abstract void copyFlat(Transfer transfer, long[] from, int fromIndex, long[] to, int toIndex);

    /** From memory to memory; the addresses are aligned and in bounds. */
    abstract void copy(Transfer transfer, long from, long to);

    static ValueNode create(WitType type) {
        return switch (type) {
            case PrimitiveType primitive when primitive == PrimitiveType.STRING -> new SequenceNodes.StringNode();
            case PrimitiveType primitive -> new ScalarNode(primitive);
            case ListType list -> SequenceNodes.create(list);
            case RecordType _, TupleType _ -> new RecordNode(type.parts());
            case FlagsType flags -> new FlagsNode(flags);
            case HandleType handle -> new HandleNode(handle);
            case VariantType _, EnumType _, OptionType _, ResultType _ -> new VariantNode(type);
        };
    }

    static ValueNode[] create(List<WitType> types) {
        return types.stream().map(ValueNode::create).toArray(ValueNode[]::new);
    }
}
