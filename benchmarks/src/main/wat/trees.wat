;; Structures: a binary tree of depth n is built and its nodes are counted, over and over while a larger one stays alive.
(module
  (type $tree (struct (field $left (ref null $tree)) (field $right (ref null $tree))))
  (func $build (param $depth i32) (result (ref $tree))
    (if (result (ref $tree)) (i32.eqz (local.get $depth))
      (then (struct.new_default $tree))
      (else
        (struct.new $tree
          (call $build (i32.sub (local.get $depth) (i32.const 1)))
          (call $build (i32.sub (local.get $depth) (i32.const 1)))))))
  (func $count (param $tree (ref $tree)) (result i64)
    (local $left (ref null $tree))
    (if (result i64) (ref.is_null (local.tee $left (struct.get $tree $left (local.get $tree))))
      (then (i64.const 1))
      (else
        (i64.add (i64.const 1)
          (i64.add
            (call $count (ref.as_non_null (local.get $left)))
            (call $count (ref.as_non_null (struct.get $tree $right (local.get $tree)))))))))
  (func (export "run") (param $n i32) (result i64)
    (local $kept (ref $tree)) (local $sum i64) (local $round i32)
    (local.set $kept (call $build (i32.add (local.get $n) (i32.const 1))))
    (loop $again
      (local.set $sum (i64.add (local.get $sum) (call $count (call $build (local.get $n)))))
      (local.set $round (i32.add (local.get $round) (i32.const 1)))
      (br_if $again (i32.lt_s (local.get $round) (i32.const 8))))
    (i64.add (local.get $sum) (call $count (local.get $kept)))))
