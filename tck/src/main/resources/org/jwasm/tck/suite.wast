;; A script with commands of all kinds that concern execution.
(module
  (func (export "fib") (param $n i32) (result i32)
    (if (result i32) (i32.lt_s (local.get $n) (i32.const 2))
      (then (local.get $n))
      (else (i32.add (call 0 (i32.sub (local.get $n) (i32.const 1))) (call 0 (i32.sub (local.get $n) (i32.const 2)))))))
  (func (export "trap") (unreachable)))
(assert_return (invoke "fib" (i32.const 12)) (i32.const 144))
(assert_trap (invoke "trap") "unreachable")
(assert_invalid (module (func (result i32))) "type mismatch")
(assert_malformed (module quote "(func") "unexpected token")
