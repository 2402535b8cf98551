;; Counts the letters of a text that stands in memory.
(module
  (import "./host.mjs" "report" (func $report (param i32 i32)))
  (memory (export "memory") 1)
  (func (export "count") (param $length i32) (result i32)
    (local $at i32) (local $letters i32)
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $at) (local.get $length)))
        (local.set $letters
          (i32.add (local.get $letters)
            (i32.lt_u
              (i32.sub (i32.or (i32.load8_u (local.get $at)) (i32.const 0x20)) (i32.const 0x61))
              (i32.const 26))))
        (local.set $at (i32.add (local.get $at) (i32.const 1)))
        (br $next)))
    (call $report (local.get $letters) (local.get $length))
    (local.get $letters))
  (func (export "total") (param i64) (result i64)
    (i64.mul (local.get 0) (i64.const 3))))
