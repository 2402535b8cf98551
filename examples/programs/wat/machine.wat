;; A state machine whose states are functions that call each other in tail position: directly, through a table, by reference,
;; in turn. `run n` makes n steps and gives a checksum of the states passed; the stack must not grow.
(module
  (type $state (func (param i64 i64) (result i64)))
  (table $states 3 3 (ref null $state))
  (elem (table $states) (i32.const 0) (ref null $state) (ref.func $direct) (ref.func $indirect) (ref.func $reference))
  (elem declare func $direct)
  (global $next (mut (ref $state)) (ref.func $direct))

  (func $direct (type $state) (param $left i64) (param $sum i64) (result i64)
    (if (i64.eqz (local.get $left)) (then (return (local.get $sum))))
    (return_call $indirect
      (i64.sub (local.get $left) (i64.const 1))
      (i64.add (i64.mul (local.get $sum) (i64.const 3)) (i64.const 1))))

  (func $indirect (type $state) (param $left i64) (param $sum i64) (result i64)
    (if (i64.eqz (local.get $left)) (then (return (local.get $sum))))
    (return_call_indirect $states (type $state)
      (i64.sub (local.get $left) (i64.const 1))
      (i64.xor (local.get $sum) (local.get $left))
      (i32.const 2)))

  (func $reference (type $state) (param $left i64) (param $sum i64) (result i64)
    (if (i64.eqz (local.get $left)) (then (return (local.get $sum))))
    (return_call_ref $state
      (i64.sub (local.get $left) (i64.const 1))
      (i64.add (i64.rotl (local.get $sum) (i64.const 7)) (local.get $left))
      (global.get $next)))

  (func (export "run") (param $steps i64) (result i64)
    (return_call $direct (local.get $steps) (i64.const 0)))

  ;; The same in a loop.
  (func (export "expected") (param $left i64) (result i64)
    (local $sum i64)
    (loop $again
      (if (i64.eqz (local.get $left)) (then (return (local.get $sum))))
      (local.set $sum (i64.add (i64.mul (local.get $sum) (i64.const 3)) (i64.const 1)))
      (local.set $left (i64.sub (local.get $left) (i64.const 1)))
      (if (i64.eqz (local.get $left)) (then (return (local.get $sum))))
      (local.set $sum (i64.xor (local.get $sum) (local.get $left)))
      (local.set $left (i64.sub (local.get $left) (i64.const 1)))
      (if (i64.eqz (local.get $left)) (then (return (local.get $sum))))
      (local.set $sum (i64.add (i64.rotl (local.get $sum) (i64.const 7)) (local.get $left)))
      (local.set $left (i64.sub (local.get $left) (i64.const 1)))
      (br $again))
    (unreachable)))
