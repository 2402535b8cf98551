// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.wit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import org.jwasm.wit.Lexer.Kind;
import org.jwasm.wit.Lexer.Token;

/** Looks up the names of one scope. Spec: Component Model, WIT, Name resolution. */
final class Resolver {

    /** So that a chain of declarations, each of which refers to the next, can't overflow the stack. */
    private static final int LONGEST_CHAIN = 200;

    private final Syntax.Scope scope;
    private final Map<String, Resolver> interfaces;
    private final Map<String, Syntax.TypeItem> items = new HashMap<>();
    private final Map<String, Syntax.UseItem> uses = new LinkedHashMap<>();
    private final Map<String, WitType> resolved = new HashMap<>();
    private final Set<String> open = new HashSet<>();

    /** @param interfaces all of the document, by name */
    Resolver(Syntax.Scope scope, Map<String, Resolver> interfaces) {
        this.scope = scope;
        this.interfaces = interfaces;
        Set<String> names = new HashSet<>();
        for (Syntax.UseItem use : scope.uses()) {
            define(names, use.as());
            uses.put(use.as().text(), use);
        }
        for (Syntax.TypeItem item : scope.types()) {
            define(names, item.name());
            items.put(item.name().text(), item);
        }
        for (Syntax.FunctionItem function : scope.functions()) {
            if (!names.add(function.name().toLowerCase(Locale.ROOT))) {
                throw function.place().error("`" + function.name() + "` is already defined");
            }
        }
    }

    private static void define(Set<String> names, Token name) {
        if (!names.add(name.text().toLowerCase(Locale.ROOT))) {
            throw name.error("`" + name.text() + "` is already defined");
        }
    }

    WitInterface resolve() {
        Map<String, WitType> types = new LinkedHashMap<>();
        Map<String, String> from = new LinkedHashMap<>();
        uses.forEach((name, use) -> {
            types.put(name, named(use.as(), 0));
            from.put(name, use.from().text() + "." + use.name().text());
        });
        for (Syntax.TypeItem item : scope.types()) {
            types.put(item.name().text(), named(item.name(), 0));
        }
        Map<String, WitFunction> functions = new LinkedHashMap<>();
        for (Syntax.FunctionItem item : scope.functions()) {
            functions.put(item.name(), function(item));
        }
        return new WitInterface(scope.name() == null ? null : scope.name().text(), from, types, functions);
    }

    WitFunction function(Syntax.FunctionItem item) {
        List<WitFunction.Parameter> parameters = new ArrayList<>();
        for (Syntax.Member parameter : item.parameters()) {
            parameters.add(new WitFunction.Parameter(parameter.name().text(), type(parameter.type(), 0)));
        }
        WitType result = item.result() == null ? null : type(item.result(), 0);
        return at(item.place(), () -> new WitFunction(item.name(), parameters, result));
    }

    private interface Maker<T> {
        T make();
    }

    /** What the model refuses is blamed on a place. */
    private static <T> T at(Token place, Maker<T> maker) {
        try {
            return maker.make();
        } catch (WitException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw place.error(e.getMessage());
        }
    }

    /** The type of a name in this scope. */
    private WitType named(Token place, int chain) {
        String name = place.text();
        WitType known = resolved.get(name);
        if (known != null) {
            return known;
        }
        if (chain > LONGEST_CHAIN) {
            throw place.error("too many declarations that refer to each other (limit " + LONGEST_CHAIN + ")");
        }
        Syntax.UseItem use = uses.get(name);
        Syntax.TypeItem item = items.get(name);
        if (use == null && item == null) {
            throw place.error("unknown type `" + name + "`");
        }
        if (!open.add(name)) {
            throw place.error("type `" + name + "` refers to itself");
        }
        WitType type = use != null ? used(use, chain) : declared(item, chain);
        at(place, () -> {
            WitFunction.checkSize("type `" + name + "`", List.of(type));
            return null;
        });
        open.remove(name);
        resolved.put(name, type);
        return type;
    }

    private WitType used(Syntax.UseItem use, int chain) {
        Resolver other = interfaces.get(use.from().text());
        if (other == null) {
            throw use.from().error("unknown interface `" + use.from().text() + "`");
        }
        if (!other.items.containsKey(use.name().text()) && !other.uses.containsKey(use.name().text())) {
            throw use.name().error("interface `" + use.from().text() + "` declares no type `" + use.name().text() + "`");
        }
        return renamed(other.named(use.name(), chain + 1), use.name().text(), use.as().text());
    }

    private static WitType renamed(WitType type, String from, String to) {
        return switch (type) {
            case RecordType record when record.name().equals(from) -> new RecordType(to, record.fields());
            case VariantType variant when variant.name().equals(from) -> new VariantType(to, variant.cases());
            case EnumType enumeration when enumeration.name().equals(from) -> new EnumType(to, enumeration.cases());
            case FlagsType flags when flags.name().equals(from) -> new FlagsType(to, flags.flags());
            default -> type;
        };
    }

    private WitType declared(Syntax.TypeItem item, int chain) {
        String name = item.name().text();
        List<Syntax.Member> members = item.members();
        List<String> names = members.stream().map(member -> member.name().text()).toList();
        return switch (item.kind().text()) {
            case "type" -> type(item.alias(), chain);
            case "record" -> {
                List<RecordType.Field> fields = new ArrayList<>();
                members.forEach(member -> fields.add(new RecordType.Field(member.name().text(), type(member.type(), chain))));
                yield at(item.name(), () -> new RecordType(name, fields));
            }
            case "variant" -> {
                List<VariantType.Case> cases = new ArrayList<>();
                members.forEach(member -> cases.add(new VariantType.Case(member.name().text(), member.type() == null ? null : type(member.type(), chain))));
                yield at(item.name(), () -> new VariantType(name, cases));
            }
            case "enum" -> at(item.name(), () -> new EnumType(name, names));
            case "flags" -> at(item.name(), () -> new FlagsType(name, names));
            default -> new HandleType(name, true);
        };
    }

    private WitType type(Syntax.Type written, int chain) {
        Token head = written.head();
        if (head.kind() == Kind.ESCAPED) {
            arguments(written, 0, 0, chain);
            return named(head, chain + 1);
        }
        PrimitiveType primitive = PrimitiveType.of(head.text());
        if (primitive != null) {
            arguments(written, 0, 0, chain);
            return primitive;
        }
        return switch (head.text()) {
            case "list" -> new ListType(arguments(written, 1, 1, chain).getFirst());
            case "option" -> new OptionType(arguments(written, 1, 1, chain).getFirst());
            case "tuple" -> new TupleType(arguments(written, 1, Integer.MAX_VALUE, chain));
            case "result" -> result(written, chain);
            case "own", "borrow" -> handle(written, chain);
            case "map", "stream", "future", "error-context" -> throw head.error("`" + head.text() + "` isn't supported");
            default -> {
                if (Labels.isKeyword(head.text())) {
                    throw head.error("expected a type, found the keyword `" + head.text() + "`");
                }
                arguments(written, 0, 0, chain);
                yield named(head, chain + 1);
            }
        };
    }

    private List<WitType> arguments(Syntax.Type written, int fewest, int most, int chain) {
        int count = written.arguments().size();
        if (count < fewest || count > most) {
            String expected = most == 0 ? "no types" : fewest == 1 && most == 1 ? "one type" : "types";
            throw written.head().error("`" + written.head().text() + "` takes " + expected + " in `<>`, not " + count);
        }
        List<WitType> types = new ArrayList<>();
        for (Syntax.Type argument : written.arguments()) {
            if (argument == null) {
                throw written.head().error("`_` can only stand in `result<_, E>`");
            }
            types.add(type(argument, chain));
        }
        return types;
    }

    private WitType result(Syntax.Type written, int chain) {
        List<Syntax.Type> arguments = written.arguments();
        if (arguments.size() > 2) {
            throw written.head().error("`result` takes at most two types in `<>`, not " + arguments.size());
        }
        if (!arguments.isEmpty() && arguments.getLast() == null) {
            throw written.head().error("`_` can only stand in `result<_, E>`");
        }
        WitType ok = arguments.isEmpty() || arguments.getFirst() == null ? null : type(arguments.getFirst(), chain);
        return new ResultType(ok, arguments.size() < 2 ? null : type(arguments.getLast(), chain));
    }

    private WitType handle(Syntax.Type written, int chain) {
        String head = written.head().text();
        if (arguments(written, 1, 1, chain).getFirst() instanceof HandleType handle && handle.owned()) {
            return new HandleType(handle.resource(), head.equals("own"));
        }
        throw written.head().error("`" + head + "` takes a resource");
    }
}
