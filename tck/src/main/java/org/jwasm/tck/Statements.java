// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.tck;

import static org.graalvm.polyglot.tck.TypeDescriptor.ANY;
import static org.graalvm.polyglot.tck.TypeDescriptor.NUMBER;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.tck.Snippet;

/** Snippets made of a module's exports, with what each of them has to do. */
final class Statements {

    private final Value exports;
    private final List<Snippet> snippets = new ArrayList<>();

    Statements(Value exports) {
        this.exports = exports;
    }

    List<Snippet> snippets() {
        return snippets;
    }

    /**
     * A function of one number.
     *
     * @param param its type
     * @param expected the result, or null for a failure; only asked of values that fit
     */
    void compute(String name, String param, Function<Value, Number> expected) {
        NumberKind kind = NumberKind.valueOf(param.toUpperCase(Locale.ROOT));
        boolean hasResult = !name.equals("throw");
        snippets.add(Snippet.newBuilder(name, exports.getMember(name), hasResult ? NUMBER : ANY).parameterTypes(NUMBER).resultVerifier(run -> {
            Value argument = run.getParameters().getFirst();
            Number wanted = kind.fits(argument) ? expected.apply(argument) : null;
            if (run.getException() != null && !argument.isNumber()) {
                throw run.getException();
            } else if (wanted == null) {
                check(run.getException() != null, name, run.getResult());
            } else if (run.getException() != null) {
                throw run.getException();
            } else {
                check(Objects.equals(wanted, run.getResult().as(wanted.getClass())), name, run.getResult());
            }
        }).build());
    }

    /** A function without parameters, of one number. */
    void returns(String name) {
        snippets.add(Snippet.newBuilder(name, exports.getMember(name), NUMBER).build());
    }

    /** A function without parameters that throws. */
    void fails(String name, Predicate<PolyglotException> expected) {
        snippets.add(Snippet.newBuilder(name, exports.getMember(name), ANY).resultVerifier(run -> {
            PolyglotException exception = run.getException();
            check(exception != null && expected.test(exception), name, exception == null ? run.getResult() : exception);
        }).build());
    }

    private static void check(boolean condition, String name, Object outcome) {
        if (!condition) {
            throw new AssertionError(name + ": " + outcome);
        }
    }
}
