// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.wit;

import java.util.ArrayList;
import java.util.List;

import org.jwasm.wit.Lexer.Kind;
import org.jwasm.wit.Lexer.Token;

/** Reads the grammar. Spec: Component Model, WIT. Functions and types may stand outside of interfaces too. */
final class Parser {

    private static final String SELF = "self";

    private final Tokens tokens;
    private final List<Syntax.Scope> interfaces = new ArrayList<>();
    private String packageName;

    Parser(String text) {
        this.tokens = new Tokens(text);
    }

    /** A whole document; what stands in no interface. */
    Syntax.Scope document() {
        Syntax.Scope scope = scope(null);
        if (tokens.takeIf("package")) {
            packageDeclaration();
        }
        while (tokens.peek().kind() != Kind.END) {
            gates();
            if (tokens.takeIf("interface")) {
                Syntax.Scope opened = scope(tokens.name("an interface"));
                tokens.expect("{");
                while (!tokens.takeIf("}")) {
                    gates();
                    item(opened);
                }
                interfaces.add(opened);
            } else {
                item(scope);
            }
        }
        return scope;
    }

    List<Syntax.Scope> interfaces() {
        return interfaces;
    }

    /** Null if none is declared. */
    String packageName() {
        return packageName;
    }

    private void packageDeclaration() {
        StringBuilder name = new StringBuilder(tokens.name("a package").text());
        while (tokens.peek().is(":") || tokens.peek().is("/")) {
            name.append(tokens.take().text()).append(tokens.name("a package").text());
        }
        if (tokens.takeIf("@")) {
            name.append('@').append(version());
        }
        tokens.expect(";");
        packageName = name.toString();
    }

    /** One function and nothing else. */
    Syntax.FunctionItem single() {
        Syntax.FunctionItem function = function(null);
        tokens.takeIf(";");
        Token rest = tokens.peek();
        if (rest.kind() != Kind.END) {
            throw rest.error("expected the end, found " + rest);
        }
        return function;
    }

    private static Syntax.Scope scope(Token name) {
        return new Syntax.Scope(name, new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    }

    private String version() {
        Token version = tokens.take();
        if (version.kind() != Kind.NUMBER) {
            throw version.error("expected a version, found " + version);
        }
        return version.text();
    }

    /** Annotations such as {@code @since(version = 0.2.0)}, which make no difference to types. */
    private void gates() {
        while (tokens.takeIf("@")) {
            Token name = tokens.take();
            switch (name.text()) {
                case "since", "deprecated" -> {
                    tokens.expect("(");
                    tokens.expect("version");
                    tokens.expect("=");
                    version();
                    tokens.expect(")");
                }
                case "unstable" -> {
                    tokens.expect("(");
                    tokens.expect("feature");
                    tokens.expect("=");
                    tokens.name("a feature");
                    tokens.expect(")");
                }
                case "external-id" -> {
                    tokens.expect("(");
                    Token text = tokens.take();
                    if (text.kind() != Kind.STRING) {
                        throw text.error("expected a string, found " + text);
                    }
                    tokens.expect(")");
                }
                default -> throw name.error("unknown annotation `@" + name.text() + "`");
            }
        }
    }

    private void item(Syntax.Scope scope) {
        Token token = tokens.peek();
        boolean isName = token.kind() == Kind.ESCAPED || tokens.peekSecond().is(":");
        switch (isName ? "" : token.text()) {
            case "use" -> uses(scope);
            case "type" -> {
                tokens.take();
                Token name = tokens.name("a type");
                tokens.expect("=");
                scope.types().add(new Syntax.TypeItem(token, name, List.of(), type(0)));
                tokens.expect(";");
            }
            case "record", "variant", "enum", "flags" -> {
                tokens.take();
                scope.types().add(members(token));
            }
            case "resource" -> {
                tokens.take();
                resource(scope, token);
            }
            case "world", "import", "export", "include", "package" ->
                throw token.error("`" + token.text() + "` isn't supported: only interfaces, types and functions are");
            default -> {
                scope.functions().add(function(null));
                endOfFunction();
            }
        }
    }

    private void endOfFunction() {
        if (tokens.peek().kind() != Kind.END) {
            tokens.expect(";");
        }
    }

    private void uses(Syntax.Scope scope) {
        tokens.take();
        Token from = tokens.name("an interface");
        if (!tokens.peek().is(".")) {
            throw tokens.peek().error("expected `.`, found " + tokens.peek() + ": only interfaces of the same document can be used");
        }
        tokens.take();
        tokens.list("{", "}", () -> {
            Token name = tokens.name("a type");
            scope.uses().add(new Syntax.UseItem(from, name, tokens.takeIf("as") ? tokens.name("a type") : name));
        });
        tokens.expect(";");
    }

    private Syntax.TypeItem members(Token kind) {
        Token name = tokens.name(kind.text().equals("enum") ? "an enum" : "a " + kind.text());
        List<Syntax.Member> members = new ArrayList<>();
        tokens.list("{", "}", () -> members.add(switch (kind.text()) {
            case "record" -> {
                Token field = tokens.name("a field");
                tokens.expect(":");
                yield new Syntax.Member(field, type(0));
            }
            case "variant" -> {
                Token label = tokens.name("a case");
                if (!tokens.takeIf("(")) {
                    yield new Syntax.Member(label, null);
                }
                Syntax.Type payload = type(0);
                tokens.expect(")");
                yield new Syntax.Member(label, payload);
            }
            default -> new Syntax.Member(tokens.name(kind.text().equals("enum") ? "a case" : "a flag"), null);
        }));
        return new Syntax.TypeItem(kind, name, members, null);
    }

    private void resource(Syntax.Scope scope, Token kind) {
        Token name = tokens.name("a resource");
        scope.types().add(new Syntax.TypeItem(kind, name, List.of(), null));
        if (tokens.takeIf(";") || tokens.peek().kind() == Kind.END) {
            return;
        }
        tokens.expect("{");
        while (!tokens.takeIf("}")) {
            gates();
            if (tokens.peek().is("constructor")) {
                Token place = tokens.take();
                List<Syntax.Member> parameters = parameters(new ArrayList<>());
                Syntax.Type result = tokens.takeIf("->") ? type(0) : new Syntax.Type(name, List.of());
                scope.functions().add(new Syntax.FunctionItem(place, "[constructor]" + name.text(), parameters, result));
            } else {
                scope.functions().add(function(name));
            }
            tokens.expect(";");
        }
    }

    /** @param resource that it is a method of, or null */
    private Syntax.FunctionItem function(Token resource) {
        Token name = tokens.name("a function");
        tokens.expect(":");
        boolean isStatic = resource != null && tokens.takeIf("static");
        Token keyword = tokens.peek();
        if (keyword.is("async")) {
            throw keyword.error("`async` functions aren't supported");
        }
        tokens.expect("func");
        List<Syntax.Member> parameters = new ArrayList<>();
        if (resource != null && !isStatic) {
            Token self = new Token(Kind.WORD, SELF, name.line(), name.column());
            Token borrow = new Token(Kind.WORD, "borrow", name.line(), name.column());
            parameters.add(new Syntax.Member(self, new Syntax.Type(borrow, List.of(new Syntax.Type(resource, List.of())))));
        }
        parameters(parameters);
        Syntax.Type result = tokens.takeIf("->") ? type(0) : null;
        String core = resource == null ? name.text() : (isStatic ? "[static]" : "[method]") + resource.text() + "." + name.text();
        return new Syntax.FunctionItem(name, core, parameters, result);
    }

    private List<Syntax.Member> parameters(List<Syntax.Member> parameters) {
        tokens.list("(", ")", () -> {
            Token parameter = tokens.name("a parameter");
            tokens.expect(":");
            parameters.add(new Syntax.Member(parameter, type(0)));
        });
        return parameters;
    }

    private Syntax.Type type(int depth) {
        Token head = tokens.take();
        if (depth > WitFunction.DEEPEST) {
            throw head.error("types nest too deep (limit " + WitFunction.DEEPEST + ")");
        }
        if (head.kind() != Kind.WORD && head.kind() != Kind.ESCAPED) {
            throw head.error("expected a type, found " + head);
        }
        List<Syntax.Type> arguments = new ArrayList<>();
        if (tokens.peek().is("<")) {
            tokens.list("<", ">", () -> {
                if (head.is("list") && tokens.peek().kind() == Kind.NUMBER) {
                    throw tokens.peek().error("lists of fixed length aren't supported");
                }
                arguments.add(tokens.takeIf("_") ? null : type(depth + 1));
            });
            if (arguments.isEmpty()) {
                throw head.error("`" + head.text() + "<>` needs a type");
            }
        }
        return new Syntax.Type(head, arguments);
    }
}
