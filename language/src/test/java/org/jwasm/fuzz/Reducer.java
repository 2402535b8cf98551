// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

import org.jwasm.structure.Opcode;

/** Makes a module smaller while something is true of it: takes calls and instructions away, or puts simpler ones in their place. */
final class Reducer {

    private final TestModule module;
    private final Predicate<TestModule> interesting;
    private final long end;

    private Reducer(TestModule module, Predicate<TestModule> interesting, long milliseconds) {
        this.module = module;
        this.interesting = interesting;
        this.end = System.currentTimeMillis() + milliseconds;
    }

    /** Changes {@code module}, of which {@code interesting} is true, for at most the time given or until nothing more can be taken away. */
    static void reduce(TestModule module, Predicate<TestModule> interesting, long milliseconds) {
        Reducer reducer = new Reducer(module, interesting, milliseconds);
        int before;
        do {
            before = reducer.size();
            reducer.reduceCalls();
            module.functions.forEach(reducer::reduceFunction);
        } while (reducer.size() < before && !reducer.isLate());
    }

    private int size() {
        return module.calls.size() + module.functions.stream().mapToInt(function -> function.body.size()).sum();
    }

    private boolean isLate() {
        return System.currentTimeMillis() > end;
    }

    private void reduceCalls() {
        for (int i = module.calls.size() - 1; i >= 0 && !isLate(); i--) {
            Call call = module.calls.remove(i);
            if (!interesting.test(module)) {
                module.calls.add(i, call);
            }
        }
    }

    private void reduceFunction(TestModule.Function function) {
        List<Tree> holder = new ArrayList<>(List.of(function.body));
        Tree old = function.body;
        function.body = Tree.sequence(old.results(), Tree.of(Opcode.UNREACHABLE, Bytes.of(), List.of()));
        if (old.size() > 1 && interesting.test(module)) {
            return;
        }
        function.body = old;
        reduceIn(holder.getFirst().operands());
    }

    /** Tries the trees of a list, the outer ones first. */
    private void reduceIn(List<Tree> trees) {
        for (int i = trees.size() - 1; i >= 0 && !isLate(); i--) {
            Tree tree = trees.get(i);
            if (tree.isKept() || !replace(trees, i)) {
                reduceIn(trees.get(i).operands());
                trees.get(i).bodies().forEach(body -> reduceIn(body.operands()));
            }
        }
    }

    /** Puts something that can't be made smaller in the place of a tree, if possible. */
    private boolean replace(List<Tree> trees, int index) {
        Tree old = trees.get(index);
        if (old.size() == 0 || old.isKept()) {
            return old.size() == 0;
        }
        for (Tree smaller : replacements(old)) {
            if (smaller.size() < old.size()) {
                trees.set(index, smaller);
                if (interesting.test(module)) {
                    // The new one is gone into next.
                    return smaller.operands().isEmpty() || smaller.isKept() || replace(trees, index);
                }
            }
        }
        trees.set(index, old);
        return false;
    }

    private static List<Tree> replacements(Tree tree) {
        List<Tree> replacements = new ArrayList<>();
        List<Tree> zeros = tree.results().stream().map(Tree::zero).toList();
        if (!zeros.contains(null)) {
            replacements.add(Tree.sequence(tree.results(), zeros));
        }
        for (Tree operand : tree.operands()) {
            if (operand.results().equals(tree.results())) {
                replacements.add(operand);
            }
        }
        replacements.add(Tree.sequence(tree.results(), Tree.of(Opcode.UNREACHABLE, Bytes.of(), List.of())));
        return replacements;
    }
}
