// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.isolation;

/** Parts of modules that are called, or call, with types in WIT. */
final class TypedGuests {

    /** A memory, and an allocator that never frees but by {@code $reset}. */
    static final String ALLOCATOR = """
                    (memory (export "memory") 1)
                    (global $next (mut i32) (i32.const 4096))
                    (func $realloc (export "cabi_realloc") (param $old i32) (param $oldSize i32) (param $align i32) (param $size i32) (result i32)
                      (local $at i32)
                      (local.set $at (i32.and (i32.add (global.get $next) (i32.sub (local.get $align) (i32.const 1)))
                        (i32.sub (i32.const 0) (local.get $align))))
                      (global.set $next (i32.add (local.get $at) (local.get $size)))
                      (loop $grow
                        (if (i32.gt_u (global.get $next) (i32.mul (memory.size) (i32.const 65536)))
                          (then (if (i32.eq (memory.grow (i32.const 16)) (i32.const -1)) (then unreachable)) (br $grow))))
                      (local.get $at))
                    (func $reset (global.set $next (i32.const 4096)))
                    """;

    private TypedGuests() {
    }

    /** A module with the allocator and some more; imports stand first. */
    static String module(String imports, String rest) {
        return "(module " + imports + ALLOCATOR + rest + ")";
    }
}
