-- ARGV: epoch, before in ms, ids. Marks those as leaving who are still online and have not pinged since before; returns them.
-- The caller holds their rows in Postgres locked. Whoever pings from now on is told what has become of it there.
local left = {}
if epoch_of_usable() ~= ARGV[1] then
  return left
end
local now = now_ms()
for i = 3, #ARGV do
  local seen = redis.call('ZSCORE', SEEN, ARGV[i])
  if seen and tonumber(seen) < tonumber(ARGV[2]) then
    redis.call('HSET', LEAVING, ARGV[i], now)
    left[#left + 1] = ARGV[i]
  end
end
note_sizes()
return left
