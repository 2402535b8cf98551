local seed = 42
local function random()
    seed = (seed * 1103515245 + 12345) & 0x7fffffff
    return seed
end
local list = {}
for i = 1, 200000 do
    list[i] = random()
end
table.sort(list)
local sum = 0
for i = 1, #list, 1000 do
    sum = (sum * 31 + list[i]) & 0xffffffff
end
print(sum)
