(module
  (import "env" "limit" (global $limit i32))
  (func (export "get") (result i32) (global.get $limit)))
