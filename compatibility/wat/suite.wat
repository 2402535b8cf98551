;; Uses what the official suite's scripts import.
(module
  (import "spectest" "global_i32" (global $small i32))
  (import "spectest" "global_i64" (global $large i64))
  (import "spectest" "print_i32" (func $print (param i32)))
  (import "spectest" "table" (table 10 20 funcref))
  (import "spectest" "memory" (memory 1 2))
  (export "memory" (memory 0))
  (func (export "sum") (result i64)
    (call $print (global.get $small))
    (i64.add (i64.extend_i32_u (global.get $small)) (global.get $large))))
