;; Many results: n steps of Euclid's extended algorithm, each a function of three results.
(module
  (func $euclid (param $a i64) (param $b i64) (result i64 i64 i64)
    (local $g i64) (local $x i64) (local $y i64)
    (if (result i64 i64 i64) (i64.eqz (local.get $b))
      (then (local.get $a) (i64.const 1) (i64.const 0))
      (else
        (call $euclid (local.get $b) (i64.rem_u (local.get $a) (local.get $b)))
        (local.set $y) (local.set $x) (local.set $g)
        (local.get $g)
        (local.get $y)
        (i64.sub (local.get $x) (i64.mul (i64.div_u (local.get $a) (local.get $b)) (local.get $y))))))
  (func (export "run") (param $n i32) (result i64)
    (local $sum i64) (local $g i64) (local $x i64) (local $y i64)
    (loop $again
      (call $euclid (i64.mul (i64.extend_i32_u (local.get $n)) (i64.const 7919)) (i64.const 1000003))
      (local.set $y) (local.set $x) (local.set $g)
      (local.set $sum (i64.add (local.get $sum) (i64.add (local.get $g) (i64.xor (local.get $x) (local.get $y)))))
      (local.set $n (i32.sub (local.get $n) (i32.const 1)))
      (br_if $again (local.get $n)))
    (local.get $sum)))
