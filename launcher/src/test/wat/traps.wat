;; Ways to trap, some below named and some below nameless functions.
(module
  (memory 1)
  (func $boom (unreachable))
  (func $middle (call $boom))
  (func (export "_start") (call $middle))
  (func (export "divide") (param i32) (result i32) (i32.div_u (i32.const 1) (local.get 0)))
  (func (export "load") (param i32) (result i32) (i32.load (local.get 0)))
  (func $down (export "down") (param i32) (result i32)
    (i32.add (i32.const 1) (call $down (i32.add (local.get 0) (i32.const 1)))))
  (func (export "nested") (call 8))
  (func (unreachable))
  (func (call 7)))
