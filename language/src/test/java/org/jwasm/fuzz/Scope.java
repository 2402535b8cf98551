// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.fuzz;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** What an instruction under construction can refer to: the module, and the locals and labels of its function. */
final class Scope {

    /** A label and the types of the values that a branch to it takes. */
    record Label(List<Type> types, boolean loop) {
    }

    final TestModule module;
    final Types types;
    final Choice choice;
    final Set<Family> families;
    final List<Type> results;
    private final TestModule.Function function;
    private final List<Type> locals;
    private final List<Label> labels = new ArrayList<>();
    private final Set<Integer> counters = new HashSet<>();
    private final Set<Integer> hidden = new HashSet<>();
    private int budget;

    Scope(TestModule module, TestModule.Function function, Choice choice, Set<Family> families, int budget) {
        this.module = module;
        this.types = module.types;
        this.function = function;
        this.choice = choice;
        this.families = families;
        this.budget = budget;
        this.results = module.type(function).results();
        this.locals = new ArrayList<>(module.type(function).params());
        locals.addAll(function.locals);
    }

    boolean has(Family family) {
        return families.contains(family);
    }

    /** Takes from what the function may still grow by. */
    void spend() {
        budget--;
    }

    boolean isSpent() {
        return budget <= 0;
    }

    /** A new local, which others use too. */
    int freshLocal(Type type) {
        function.locals.add(type);
        locals.add(type);
        return locals.size() - 1;
    }

    /** A local that counts how often a loop repeats, which nothing else sets. */
    int counter() {
        int local = freshLocal(Type.I32);
        counters.add(local);
        return local;
    }

    /** A local that only the caller uses, for values that others may not see. */
    int hiddenLocal(Type type) {
        int local = freshLocal(type);
        hidden.add(local);
        return local;
    }

    Type localType(int local) {
        return locals.get(local);
    }

    /** The locals whose values can be used as {@code type}. */
    List<Integer> locals(Type type) {
        List<Integer> matching = new ArrayList<>();
        for (int i = 0; i < locals.size(); i++) {
            if (!hidden.contains(i) && types.matches(locals.get(i), type)) {
                matching.add(i);
            }
        }
        return matching;
    }

    /** The locals that can be set: all but counters. */
    List<Integer> settable() {
        List<Integer> all = new ArrayList<>();
        for (int i = 0; i < locals.size(); i++) {
            if (!hidden.contains(i) && !counters.contains(i)) {
                all.add(i);
            }
        }
        return all;
    }

    /** The globals, but the fuel, that can be used as {@code type}. */
    List<Integer> globals(Type type) {
        List<Integer> matching = new ArrayList<>();
        for (int i = 1; i < module.globals.size(); i++) {
            if (types.matches(module.globals.get(i).type(), type)) {
                matching.add(i);
            }
        }
        return matching;
    }

    /** Makes a body in which a label is the innermost one. */
    <T> T inside(Label label, Supplier<T> make) {
        labels.add(label);
        try {
            return make.get();
        } finally {
            labels.removeLast();
        }
    }

    /** Any type that values of this module have. */
    Type anyType() {
        int kind = choice.below(10);
        boolean references = has(Family.AGGREGATES) || has(Family.FUNCTION_REFERENCES) || has(Family.TABLES);
        if (kind < 2 && references) {
            return choice.of(module.referenceTypes);
        }
        return kind == 2 && has(Family.VECTORS) ? Type.V128 : choice.of(Type.NUMBERS);
    }

    List<Type> anyTypes(int most) {
        List<Type> some = new ArrayList<>();
        for (int i = choice.below(most + 1); i > 0; i--) {
            some.add(anyType());
        }
        return some;
    }

    /** The label with an index as instructions count them; the last one is the function's. */
    Label label(int index) {
        return index == labels.size() ? new Label(results, false) : labels.get(labels.size() - 1 - index);
    }

    /** Some label whose values can be made, so none that takes a caught exception. */
    int anyLabel() {
        int label = choice.below(labels.size() + 1);
        return label(label).types().contains(Type.nonNull(Type.EXN)) ? labels.size() : label;
    }

    /** The labels that take these values. */
    List<Integer> labels(List<Type> values) {
        List<Integer> matching = new ArrayList<>();
        for (int i = 0; i <= labels.size(); i++) {
            if (label(i).types().equals(values)) {
                matching.add(i);
            }
        }
        return matching;
    }
}
