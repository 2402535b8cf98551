// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.javascript;

import java.util.List;

import org.jwasm.runtime.Arguments;
import org.jwasm.runtime.WasmTag;
import org.jwasm.runtime.WasmThrown;
import org.jwasm.structure.DefinedType;
import org.jwasm.structure.FunctionType;
import org.jwasm.structure.NumberType;
import org.jwasm.structure.ValueType;

/** What tags and exceptions are asked. Spec: JavaScript Interface, Tags, Exceptions. */
final class ExceptionFunctions {

    private final WebAssemblyObject owner;

    ExceptionFunctions(WebAssemblyObject owner) {
        this.owner = owner;
    }

    void addTo(WebAssemblyObject.Functions functions) {
        functions.add("tag_alloc", 1, ExceptionFunctions::allocateTag);
        functions.add("tag_type", 1, arguments -> TypeStrings.function(arguments.tag(0).definedType().functionType(), owner.generation()));
        functions.add("exn_alloc", 1, ExceptionFunctions::allocate);
        functions.add("exn_tag", 1, arguments -> arguments.of(WasmThrown.class, 0, "an exception of WebAssembly").tag());
    }

    /** A tag of a type like {@code (i32 externref)}. */
    private static Object allocateTag(ProtocolArguments arguments) {
        String text = arguments.text(0).strip();
        if (!text.startsWith("(") || !text.endsWith(")")) {
            throw arguments.expected(0, "the type of a tag");
        }
        String params = text.substring(1, text.length() - 1).strip();
        List<ValueType> types = params.isEmpty() ? List.of() : List.of(params.split(" +")).stream().map(name -> {
            ValueType type = TypeStrings.parse(name);
            if (type == null) {
                throw arguments.expected(0, "the type of a tag");
            }
            return type;
        }).toList();
        return new WasmTag(DefinedType.of(FunctionType.of(types)), "of JavaScript");
    }

    private static Object allocate(ProtocolArguments arguments) {
        WasmTag tag = arguments.tag(0);
        FunctionType type = tag.definedType().functionType();
        if (arguments.count() != type.params().size() + 1) {
            throw arguments.failed("expected " + type.params().size() + " values for the exception, found " + (arguments.count() - 1));
        }
        long[] numbers = new long[Arguments.numbers(type)];
        int objectCount = Arguments.objects(type);
        Object[] objects = objectCount == 0 ? null : new Object[objectCount];
        int number = 0;
        int object = 0;
        for (int i = 0; i < type.params().size(); i++) {
            Object value = arguments.value(i + 1, type.params().get(i));
            if (type.params().get(i) instanceof NumberType numberType) {
                numbers[number++] = Arguments.toBits(numberType, value);
            } else {
                objects[object++] = value;
            }
        }
        return new WasmThrown(tag, numbers, objects, null);
    }
}
