;; Functions without parameters, each of which returns a value of one type.
(module $values
  (type $pair (struct (field i32) (field (mut f64))))
  (type $bytes (array (mut i8)))
  (type $refs (array (mut externref)))
  (type $binary (func (param i32 i32) (result i32)))

  (func $sum (type $binary) (i32.add (local.get 0) (local.get 1)))
  (func $divide (param f64 f64) (result f64) (f64.div (local.get 0) (local.get 1)))
  (elem declare func $sum $divide)

  (func (export "i32") (result i32) (i32.const 42))
  (func (export "i32 least") (result i32) (i32.const 0x80000000))
  (func (export "i64") (result i64) (i64.const -7))
  (func (export "i64 greatest") (result i64) (i64.const 0x7fff_ffff_ffff_ffff))
  (func (export "f32") (result f32) (f32.const 1.5))
  (func (export "f32 least") (result f32) (f32.const 0x1p-149))
  (func (export "f64") (result f64) (f64.const 0x1.921fb54442d18p1))
  (func (export "f64 nan") (result f64) (f64.const nan))
  (func (export "f64 infinite") (result f64) (f64.const -inf))
  (func (export "i31") (result i31ref) (ref.i31 (i32.const -9)))

  (func (export "null extern") (result externref) (ref.null extern))
  (func (export "null func") (result funcref) (ref.null func))
  (func (export "null any") (result anyref) (ref.null any))

  (func (export "function") (result funcref) (ref.func $sum))
  (func (export "typed function") (result (ref $binary)) (ref.func $sum))
  (func (export "function of floats") (result funcref) (ref.func $divide))

  (func (export "results") (result i32 i64 f64) (i32.const 1) (i64.const 2) (f64.const 3))
  (func (export "struct") (result (ref $pair)) (struct.new $pair (i32.const 3) (f64.const 4)))
  (func (export "array") (result (ref $bytes)) (array.new_fixed $bytes 3 (i32.const 1) (i32.const 2) (i32.const 3)))
  (func (export "array of references") (result (ref $refs)) (array.new $refs (ref.null extern) (i32.const 2)))
  (func (export "empty array") (result (ref $bytes)) (array.new_default $bytes (i32.const 0)))
  (func (export "vector") (result v128) (v128.const i32x4 1 2 3 4)))
