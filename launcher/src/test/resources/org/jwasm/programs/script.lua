-- Run by Lua in jwasm and natively: the output must be the same.
local counts = {}
for line in io.lines(arg[1]) do
    for word in line:gmatch("%a+") do
        counts[word] = (counts[word] or 0) + 1
    end
end
local words = {}
for word in pairs(counts) do
    words[#words + 1] = word
end
table.sort(words, function(a, b) return counts[a] > counts[b] or counts[a] == counts[b] and a < b end)
for i = 1, 15 do
    print(i, words[i], counts[words[i]])
end

local Point = {}
Point.__index = Point
Point.__add = function(a, b) return setmetatable({x = a.x + b.x, y = a.y + b.y}, Point) end
Point.__tostring = function(p) return string.format("(%g, %g)", p.x, p.y) end
print(tostring(setmetatable({x = 1, y = 2.5}, Point) + setmetatable({x = 10, y = -1}, Point)))

local function fib(n)
    return n < 2 and n or fib(n - 1) + fib(n - 2)
end
print(fib(22), 7 // 2, 7 % -3, 2 ^ 0.5, 1 << 62, math.maxinteger + 1 == math.mininteger)
print(("x"):rep(3, "-"), ("hello"):upper():reverse(), #"häuser", utf8.len("häuser"), select("#", nil, nil))
print(string.format("%q %5.2f %x", "a\n\"b\"", math.pi, 255), table.concat({1, 2, 3}, ";"))
collectgarbage()
os.exit(5)
