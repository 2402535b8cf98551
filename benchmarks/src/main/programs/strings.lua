local parts = {}
for i = 1, 50000 do
    parts[#parts + 1] = ("key%d=%s;"):format(i, ("x"):rep(i % 13))
end
local text = table.concat(parts)
local count, length = 0, 0
for key, value in text:gmatch("(%w+)=(%w*);") do
    count = count + 1
    length = length + #key + #value
end
print(count, length, #text:upper():reverse():gsub("X", "yz"))
