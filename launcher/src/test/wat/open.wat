;; Exits with the errno of opening `file` to read, or of creating `new`, in the first preopened directory.
(module
  (import "wasi_snapshot_preview1" "path_open"
    (func $path_open (param i32 i32 i32 i32 i32 i64 i64 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "proc_exit" (func $proc_exit (param i32)))
  (memory (export "memory") 1)
  (data (i32.const 16) "filenew")
  ;; 2 is the right fd_read, 64 fd_write; open flag 1 creates.
  (func $open (param $name i32) (param $length i32) (param $flags i32) (param $rights i64) (result i32)
    (call $path_open (i32.const 3) (i32.const 0) (local.get $name) (local.get $length) (local.get $flags)
      (local.get $rights) (local.get $rights) (i32.const 0) (i32.const 8)))
  (func (export "read") (call $proc_exit (call $open (i32.const 16) (i32.const 4) (i32.const 0) (i64.const 2))))
  (func (export "create") (call $proc_exit (call $open (i32.const 20) (i32.const 3) (i32.const 1) (i64.const 64)))))
