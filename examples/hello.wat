;; The smallest useful WASI program: writes one line to standard output.
;; hello.wasm is made of it by examples/build-hello.sh.
(module
  (import "wasi_snapshot_preview1" "fd_write"
    (func $fd_write (param $fd i32) (param $iovs i32) (param $count i32) (param $written i32) (result i32)))

  (memory (export "memory") 1)
  (data (i32.const 16) "Hello from WebAssembly!\n")

  (func $main (export "_start")
    ;; One iovec at address 0: where the text starts, and how many bytes it has.
    (i32.store (i32.const 0) (i32.const 16))
    (i32.store (i32.const 4) (i32.const 24))
    (drop (call $fd_write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 8)))))
