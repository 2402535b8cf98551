;; Exceptions: every third of n calls throws to the loop around it.
(module
  (tag $odd (param i32))
  (func $check (param $value i32) (result i32)
    (if (i32.eqz (i32.rem_u (local.get $value) (i32.const 3)))
      (then (throw $odd (i32.mul (local.get $value) (i32.const 7)))))
    (i32.add (local.get $value) (i32.const 1)))
  (func (export "run") (param $n i32) (result i64)
    (local $sum i64)
    (loop $again
      (local.set $sum (i64.add (i64.mul (local.get $sum) (i64.const 3))
        (i64.extend_i32_s
          (block $caught (result i32)
            (try_table (result i32) (catch $odd $caught) (call $check (local.get $n)))))))
      (local.set $n (i32.sub (local.get $n) (i32.const 1)))
      (br_if $again (local.get $n)))
    (local.get $sum)))
