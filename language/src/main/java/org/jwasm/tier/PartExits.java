// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.tier;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.instruction.SwitchCase;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Emits what follows the call of a part of a function: the ways to where it says that it ended. */
final class PartExits {

    /** In how many ways a part ends at most that is followed by comparisons; one after the other, they are slow. */
    private static final int FEW = 3;

    private final BodyEmitter body;
    private final CodeBuilder code;
    private final Part part;
    private final List<Scope> around;
    /** The variable with what the part returned; -1 if there is only one way. */
    private final int exit;

    PartExits(BodyEmitter body, Part part, int exit) {
        this.body = body;
        this.code = body.code;
        this.part = part;
        this.around = LoopHead.chain(part.scope);
        this.exit = exit;
    }

    void emit() {
        if (part.exits.size() > FEW) {
            branch();
        } else {
            compare();
        }
        if (part.exits.isEmpty() && !part.fallsThrough) {
            // It always throws.
            code.aconst_null().athrow();
        }
    }

    private static boolean isLabelOnly(Scope scope) {
        return scope.form != Scope.Form.FUNCTION && scope.branchTypes().isEmpty();
    }

    private void compare() {
        for (int i = 0; i < part.exits.size(); i++) {
            int depth = around.indexOf(part.exits.get(i));
            Scope scope = body.scopeWithin(depth);
            boolean last = i == part.exits.size() - 1 && !part.fallsThrough;
            Label next = code.newLabel();
            if (!last) {
                code.iload(exit).loadConstant(depth + 1);
                if (isLabelOnly(scope)) {
                    body.branchTo(scope);
                    code.if_icmpeq(scope.target);
                    continue;
                }
                code.if_icmpne(next);
            }
            goOn(scope);
            if (!last) {
                code.labelBinding(next);
            }
        }
    }

    private void branch() {
        Map<Scope, Label> stubs = new LinkedHashMap<>();
        List<SwitchCase> cases = new ArrayList<>();
        for (Scope ended : part.exits) {
            int depth = around.indexOf(ended);
            Scope scope = body.scopeWithin(depth);
            Label target = scope.target;
            if (isLabelOnly(scope)) {
                body.branchTo(scope);
            } else {
                target = stubs.computeIfAbsent(scope, _ -> code.newLabel());
            }
            cases.add(SwitchCase.of(depth + 1, target));
        }
        // Where control never goes on behind the part, its last way out is what is left.
        Label otherwise = part.fallsThrough ? code.newLabel() : cases.removeLast().target();
        cases.sort(Comparator.comparingInt(SwitchCase::caseValue));
        code.iload(exit).lookupswitch(otherwise, cases);
        stubs.forEach((scope, label) -> {
            code.labelBinding(label);
            goOn(scope);
        });
        if (part.fallsThrough) {
            code.labelBinding(otherwise);
        }
    }

    /** Goes where the part says, with the values that it left in the frame. */
    private void goOn(Scope scope) {
        Operands operands = body.operands;
        int height = operands.height();
        int place = body.context.localCount();
        for (int i = 0; i < scope.branchTypes().size(); i++) {
            Kind kind = Kind.of(scope.branchTypes().get(i));
            body.layout.loadFromFrame(code, kind, place + i);
            operands.pushed(kind);
        }
        body.jump(scope);
        operands.truncate(height);
    }
}
