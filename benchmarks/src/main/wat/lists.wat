;; Structures in chains: a list of n numbers is built, reversed in place, and merged with another one, ten times.
(module
  (type $cell (struct (field $value i32) (field $next (mut (ref null $cell)))))
  (func $range (param $from i32) (param $step i32) (param $count i32) (result (ref null $cell))
    (local $list (ref null $cell))
    (loop $again
      (if (local.get $count)
        (then
          (local.set $list (struct.new $cell (local.get $from) (local.get $list)))
          (local.set $from (i32.add (local.get $from) (local.get $step)))
          (local.set $count (i32.sub (local.get $count) (i32.const 1)))
          (br $again))))
    (local.get $list))
  (func $reverse (param $list (ref null $cell)) (result (ref null $cell))
    (local $reversed (ref null $cell)) (local $next (ref null $cell))
    (loop $again
      (if (i32.eqz (ref.is_null (local.get $list)))
        (then
          (local.set $next (struct.get $cell $next (local.get $list)))
          (struct.set $cell $next (local.get $list) (local.get $reversed))
          (local.set $reversed (local.get $list))
          (local.set $list (local.get $next))
          (br $again))))
    (local.get $reversed))
  (func $merge (param $a (ref null $cell)) (param $b (ref null $cell)) (result (ref null $cell))
    (local $head (ref $cell)) (local $tail (ref $cell))
    (local.set $head (struct.new $cell (i32.const 0) (ref.null $cell)))
    (local.set $tail (local.get $head))
    (block $done
      (loop $again
        (br_if $done (ref.is_null (local.get $a)))
        (br_if $done (ref.is_null (local.get $b)))
        (if (i32.lt_s (struct.get $cell $value (local.get $a)) (struct.get $cell $value (local.get $b)))
          (then
            (struct.set $cell $next (local.get $tail) (local.get $a))
            (local.set $tail (ref.as_non_null (local.get $a)))
            (local.set $a (struct.get $cell $next (local.get $a))))
          (else
            (struct.set $cell $next (local.get $tail) (local.get $b))
            (local.set $tail (ref.as_non_null (local.get $b)))
            (local.set $b (struct.get $cell $next (local.get $b)))))
        (br $again)))
    (struct.set $cell $next (local.get $tail)
      (if (result (ref null $cell)) (ref.is_null (local.get $a)) (then (local.get $b)) (else (local.get $a))))
    (struct.get $cell $next (local.get $head)))
  (func $sum (param $list (ref null $cell)) (result i64)
    (local $sum i64)
    (loop $again
      (if (i32.eqz (ref.is_null (local.get $list)))
        (then
          (local.set $sum (i64.add (i64.mul (local.get $sum) (i64.const 31))
            (i64.extend_i32_s (struct.get $cell $value (local.get $list)))))
          (local.set $list (struct.get $cell $next (local.get $list)))
          (br $again))))
    (local.get $sum))
  (func (export "run") (param $n i32) (result i64)
    (local $round i32) (local $result i64)
    (loop $again
      (local.set $result (i64.add (local.get $result) (call $sum (call $merge
        (call $reverse (call $range (local.get $round) (i32.const 3) (local.get $n)))
        (call $reverse (call $range (i32.const 1) (i32.const 2) (local.get $n)))))))
      (local.set $round (i32.add (local.get $round) (i32.const 1)))
      (br_if $again (i32.lt_s (local.get $round) (i32.const 10))))
    (local.get $result)))
