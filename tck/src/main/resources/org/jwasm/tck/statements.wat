;; Statements: functions for the sake of control flow, state and failure.
(module $statements
  (type $callback (func (param i32) (result i32)))
  (import "host" "value" (func $host_value (result i32)))
  (import "host" "fail" (func $host_fail))
  (memory 1)
  (global $counter (mut i32) (i32.const 0))
  (table $functions 2 2 funcref)
  (elem (i32.const 0) func $double)
  (tag $failure (param i32))

  (func $double (type $callback) (i32.shl (local.get 0) (i32.const 1)))

  (func (export "if") (param i32) (result i32)
    (if (result i32) (local.get 0) (then (i32.const 1)) (else (i32.const 2))))

  (func (export "loop") (param $n i32) (result i64)
    (local $sum i64)
    (block $done
      (loop $next
        (br_if $done (i32.eqz (local.get $n)))
        (local.set $sum (i64.add (local.get $sum) (i64.extend_i32_u (local.get $n))))
        (local.set $n (i32.sub (local.get $n) (i32.const 1)))
        (br_if $next (i64.lt_u (local.get $sum) (i64.const 1000)))))
    (local.get $sum))

  (func (export "switch") (param i32) (result i32)
    (block $other
      (block $one
        (block $zero
          (br_table $zero $one $other (local.get 0)))
        (return (i32.const 10)))
      (return (i32.const 11)))
    (i32.const 12))

  (func (export "count") (result i32)
    (global.set $counter (i32.add (global.get $counter) (i32.const 1)))
    (global.get $counter))

  (func (export "store") (param f64) (result f64)
    (f64.store offset=8 (i32.const 16) (local.get 0))
    (f64.load offset=8 (i32.const 16)))

  (func (export "catch") (param i32) (result i32)
    (block $caught (result i32)
      (try_table (catch $failure $caught)
        (throw $failure (local.get 0)))
      (unreachable)))

  (func (export "indirect") (param i32) (result i32)
    (call_indirect $functions (type $callback) (i32.const 21) (local.get 0)))

  (func (export "tail") (param i64) (result i64)
    (if (i64.le_s (local.get 0) (i64.const 0)) (then (return (i64.const 0))))
    (return_call $count_down (i64.rem_s (local.get 0) (i64.const 1000))))
  (func $count_down (param i64) (result i64)
    (if (i64.eqz (local.get 0)) (then (return (i64.const 0))))
    (return_call $count_down (i64.sub (local.get 0) (i64.const 1))))

  (func (export "host value") (result i32) (call $host_value))
  (func (export "host failure") (call $host_fail))

  (func (export "unreachable") (unreachable))
  (func (export "out of bounds") (drop (i32.load (i32.const 65536))))
  (func (export "divide") (param i32 i32) (result i32) (i32.div_s (local.get 0) (local.get 1)))
  (func (export "truncate") (param f64) (result i32) (i32.trunc_f64_s (local.get 0)))
  (func (export "null reference") (result i32) (call_ref $callback (i32.const 1) (ref.null $callback)))
  (func (export "throw") (param i32) (throw $failure (local.get 0)))
  (func (export "overflow") (call $recurse))
  (func $recurse (call $recurse) (call $recurse)))
