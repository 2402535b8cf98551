(module
  (import "env" "twice" (func $twice (param i32) (result i32)))
  (import "env" "both" (func $both (param i64 f64) (result f64 i64)))
  (func (export "run") (param i32) (result i32) (call $twice (local.get 0)))
  (func (export "swap") (param i64 f64) (result i64)
    (call $both (local.get 0) (local.get 1)) (i64.add (local.get 0)) (return)))
