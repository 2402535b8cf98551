(module (global (export "g") (mut i32) (i32.const 0)) (start $s) (func $s (global.set 0 (i32.const 9))))
