;; Calls of the host as in imports.wat, of a function that has a type in the host.
(module
  (import "host" "typed" (func $typed (param i32 i32) (result i32)))
  (func (export "run") (param $n i32) (result i64)
    (local $sum i32)
    (loop $again
      (local.set $sum (call $typed (local.get $sum) (local.get $n)))
      (local.set $n (i32.sub (local.get $n) (i32.const 1)))
      (br_if $again (local.get $n)))
    (i64.extend_i32_s (local.get $sum))))
