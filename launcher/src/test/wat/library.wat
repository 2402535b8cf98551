;; No program: exports functions, but no _start.
(module
  (func (export "one") (result i32) (i32.const 1)))
