// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.scenarios;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Modules that work on paths of their first directories, and give WASI's error numbers. */
final class FileGuest {

    /** Each of the paths is 16 KiB from the next. */
    private static final int STRIDE = 1 << 14;

    private FileGuest() {
    }

    /** A module that knows some paths by their index. Its functions take the descriptor of a directory and the index. */
    static String module(List<String> paths) {
        StringBuilder data = new StringBuilder();
        for (int i = 0; i < paths.size(); i++) {
            byte[] bytes = paths.get(i).getBytes(StandardCharsets.UTF_8);
            StringBuilder escaped = new StringBuilder();
            for (byte each : bytes) {
                escaped.append("\\%02x".formatted(each & 0xFF));
            }
            data.append("(data (i32.const %d) \"%s\") (data (i32.const %d) \"%s\")\n".formatted((i + 1) * STRIDE, escaped, 1024 + i * 4, word(bytes.length)));
        }
        return """
                        (module
                          (import "wasi_snapshot_preview1" "path_open" (func $open (param i32 i32 i32 i32 i32 i64 i64 i32 i32) (result i32)))
                          (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
                          (import "wasi_snapshot_preview1" "fd_read" (func $read (param i32 i32 i32 i32) (result i32)))
                          (import "wasi_snapshot_preview1" "fd_close" (func $close (param i32) (result i32)))
                          (import "wasi_snapshot_preview1" "fd_renumber" (func $renumber (param i32 i32) (result i32)))
                          (import "wasi_snapshot_preview1" "path_symlink" (func $symlink (param i32 i32 i32 i32 i32) (result i32)))
                          (import "wasi_snapshot_preview1" "path_link" (func $link (param i32 i32 i32 i32 i32 i32 i32) (result i32)))
                          (import "wasi_snapshot_preview1" "path_rename" (func $rename (param i32 i32 i32 i32 i32 i32) (result i32)))
                          (import "wasi_snapshot_preview1" "path_filestat_set_times" (func $times (param i32 i32 i32 i32 i64 i64 i32) (result i32)))
                          (import "wasi_snapshot_preview1" "path_create_directory" (func $mkdir (param i32 i32 i32) (result i32)))
                          (memory 16)
                          (data (i32.const 0) "\\20\\00\\00\\00\\04\\00\\00\\00") (data (i32.const 32) "evil")
                          DATA
                          (func $at (param i32) (result i32) (i32.mul (i32.add (local.get 0) (i32.const 1)) (i32.const 16384)))
                          (func $length (param i32) (result i32) (i32.load (i32.add (i32.const 1024) (i32.mul (local.get 0) (i32.const 4)))))
                          ;; opens with flags and rights; the descriptor is at 16
                          (func $opened (export "open") (param $dir i32) (param $path i32) (param $flags i32) (param $rights i64) (result i32)
                            (call $open (local.get $dir) (i32.const 1) (call $at (local.get $path)) (call $length (local.get $path)) (local.get $flags)
                              (local.get $rights) (i64.const 0) (i32.const 0) (i32.const 16)))
                          (func (export "close") (result i32) (call $close (i32.load (i32.const 16))))
                          ;; creates a file of four bytes
                          (func (export "create") (param $dir i32) (param $path i32) (result i32) (local $error i32)
                            (local.set $error (call $opened (local.get $dir) (local.get $path) (i32.const 9) (i64.const 0x40)))
                            (if (local.get $error) (then (return (local.get $error))))
                            (local.set $error (call $write (i32.load (i32.const 16)) (i32.const 0) (i32.const 1) (i32.const 20)))
                            (drop (call $close (i32.load (i32.const 16))))
                            (local.get $error))
                          ;; writes four bytes to a descriptor
                          (func (export "write") (param i32) (result i32) (call $write (local.get 0) (i32.const 0) (i32.const 1) (i32.const 20)))
                          (func (export "renumber") (param i32 i32) (result i32) (call $renumber (local.get 0) (local.get 1)))
                          ;; the first four bytes of a file, or the negative error
                          (func (export "read") (param $dir i32) (param $path i32) (result i32) (local $error i32)
                            (i32.store (i32.const 32) (i32.const 0))
                            (local.set $error (call $opened (local.get $dir) (local.get $path) (i32.const 0) (i64.const 2)))
                            (if (local.get $error) (then (return (i32.sub (i32.const 0) (local.get $error)))))
                            (local.set $error (call $read (i32.load (i32.const 16)) (i32.const 0) (i32.const 1) (i32.const 20)))
                            (drop (call $close (i32.load (i32.const 16))))
                            (if (local.get $error) (then (return (i32.sub (i32.const 0) (local.get $error)))))
                            (i32.load (i32.const 32)))
                          (func (export "symlink") (param $dir i32) (param $contents i32) (param $path i32) (result i32)
                            (call $symlink (call $at (local.get $contents)) (call $length (local.get $contents)) (local.get $dir)
                              (call $at (local.get $path)) (call $length (local.get $path))))
                          (func (export "link") (param $dir i32) (param $path i32) (param $to i32) (param $target i32) (result i32)
                            (call $link (local.get $dir) (i32.const 0) (call $at (local.get $path)) (call $length (local.get $path)) (local.get $to)
                              (call $at (local.get $target)) (call $length (local.get $target))))
                          (func (export "rename") (param $dir i32) (param $path i32) (param $to i32) (param $target i32) (result i32)
                            (call $rename (local.get $dir) (call $at (local.get $path)) (call $length (local.get $path)) (local.get $to)
                              (call $at (local.get $target)) (call $length (local.get $target))))
                          (func (export "touch") (param $dir i32) (param $path i32) (result i32)
                            (call $times (local.get $dir) (i32.const 1) (call $at (local.get $path)) (call $length (local.get $path))
                              (i64.const 0) (i64.const 0) (i32.const 5)))
                          (func (export "mkdir") (param $dir i32) (param $path i32) (result i32)
                            (call $mkdir (local.get $dir) (call $at (local.get $path)) (call $length (local.get $path))))
                          ;; opens and reads again and again: how often something other than the given word was read
                          (func (export "race") (param $dir i32) (param $path i32) (param $tries i32) (param $expected i32) (result i32)
                            (local $wrong i32) (local $error i32)
                            (loop $again
                              (i32.store (i32.const 32) (local.get $expected))
                              (if (i32.eqz (call $opened (local.get $dir) (local.get $path) (i32.const 0) (i64.const 2)))
                                (then (drop (call $read (i32.load (i32.const 16)) (i32.const 0) (i32.const 1) (i32.const 20)))
                                  (drop (call $close (i32.load (i32.const 16))))
                                  (i32.store (i32.const 40) (i32.add (i32.load (i32.const 40)) (i32.const 1)))
                                  (if (i32.ne (i32.load (i32.const 32)) (local.get $expected))
                                    (then (local.set $wrong (i32.add (local.get $wrong) (i32.const 1)))))))
                              (local.set $tries (i32.sub (local.get $tries) (i32.const 1)))
                              (br_if $again (local.get $tries)))
                            (local.get $wrong))
                          (func (export "opened") (result i32) (i32.load (i32.const 40))))""".replace("DATA", data);
    }

    private static String word(int number) {
        return "\\%02x\\%02x\\00\\00".formatted(number & 0xFF, number >> 8);
    }
}
