;; A library: computes for its host, tells it how far it is, and leaves its results in memory.
(module
  (import "host" "progress" (func $progress (param i32)))
  (memory (export "memory") 1)

  (func (export "add") (param i32 i32) (result i32)
    (i32.add (local.get 0) (local.get 1)))

  ;; Writes the squares of 0, 1, 2, ... to memory as i32; returns how many bytes they take.
  (func (export "squares") (param $count i32) (result i32)
    (local $i i32)
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $i) (local.get $count)))
        (i32.store
          (i32.shl (local.get $i) (i32.const 2))
          (i32.mul (local.get $i) (local.get $i)))
        (local.set $i (i32.add (local.get $i) (i32.const 1)))
        (call $progress (local.get $i))
        (br $next)))
    (i32.shl (local.get $i) (i32.const 2)))

  (func (export "crash") (result i32)
    (i32.load (i32.const -4))))
