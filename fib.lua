local function fib(n) if n < 2 then return n end return fib(n-1)+fib(n-2) end
print(fib(27))
local t = {} ; local x = 42
for i=1,300000 do x = (x * 1103515245 + 12345) % 2147483648; t[i] = x end
table.sort(t); print(t[1], t[300000])
local s = {} for i=1,100000 do s[#s+1] = tostring(i) end
print(#table.concat(s))
