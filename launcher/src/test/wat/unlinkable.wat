;; Asks for something that nobody offers.
(module
  (import "nobody" "nothing" (func))
  (func (export "_start")))
