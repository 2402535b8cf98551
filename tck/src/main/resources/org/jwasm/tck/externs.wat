;; What a module exports, other than functions.
(module $externs
  (memory (export "memory") 64 (pagesize 1))
  (table (export "table") 2 funcref)
  (global (export "mutable") (mut i32) (i32.const 5))
  (global (export "constant") f64 (f64.const 2.5))
  (tag (export "tag") (param i32)))
