// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.jwasm.nanoprocess.Endowment;
import org.jwasm.nanoprocess.Image;
import org.jwasm.nanoprocess.NanoProcess;
import org.jwasm.nanoprocess.Resource;

/** S12: every package of a large program is a nano-process of its own, and requests come and go. {@code benchmarks/run-nano} measures. */
@Timeout(120)
class ScaleTest extends Scenario {

    private static final int PACKAGES = 300;
    private static final int REQUESTS = 1000;

    /** Each package calls two others, so that a call goes through the tree of all. */
    @Test
    void aTreeOfPackages() {
        Image leaf = image("(module (func (export \"f\") (param i32) (result i32) (i32.add (local.get 0) (i32.const 1))))");
        Image inner = image("""
                        (module (import "left" "f" (func $left (param i32) (result i32))) (import "right" "f" (func $right (param i32) (result i32)))
                          (func (export "f") (param i32) (result i32) (i32.add (call $left (local.get 0)) (call $right (local.get 0)))))""");
        List<NanoProcess> packages = new ArrayList<>();
        for (int i = PACKAGES; i > 0; i--) {
            boolean isInner = 2 * i + 1 <= PACKAGES;
            Endowment.Builder endowment = Endowment.builder();
            if (isInner) {
                endowment.bind("left", "f", packages.get(PACKAGES - 2 * i).function("f")).bind("right", "f", packages.get(PACKAGES - 2 * i - 1).function("f"));
            }
            packages.add(supervisor.spawn("package" + i, isInner ? inner : leaf, endowment.build()));
        }
        NanoProcess top = packages.getLast();
        for (int i = 0; i < 20; i++) {
            // A package that has no two below it is a leaf.
            assertThat(top.call("f", i)).isEqualTo((i + 1) * leaves(1));
        }
        assertThat(supervisor.used(Resource.CHILDREN)).isEqualTo(PACKAGES);
    }

    private static int leaves(int index) {
        return 2 * index + 1 <= PACKAGES ? leaves(2 * index) + leaves(2 * index + 1) : 1;
    }

    @Test
    void requestsComeAndGo() {
        Image image = image("""
                        (module (memory 1) (data (i32.const 0) "fresh") (func (export "handle") (param i32) (result i32) (local $first i32)
                          (local.set $first (i32.load (i32.const 0))) (i32.store (i32.const 0) (local.get 0)) (local.get $first)))""");
        List<NanoProcess> live = new ArrayList<>();
        for (int i = 0; i < REQUESTS; i++) {
            NanoProcess request = supervisor.spawn("request" + i, image, Endowment.EMPTY);
            assertThat(request.call("handle", i)).isEqualTo(0x73657266);
            live.add(request);
            if (live.size() > 100) {
                live.removeFirst().kill("done");
            }
        }
        live.forEach(each -> each.kill("done"));
        live.forEach(each -> each.reaped().join());
        assertThat(supervisor.processes()).isEmpty();
    }
}
