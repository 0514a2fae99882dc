-- ARGV: limit, a random number in [0, 1), freshness and lag in ms. Returns {now, id, score, id, score, ...} of available
-- mitras, or nil where only Postgres can tell. The fresh ones have the highest ranks: a run of ranks from a random start,
-- around the end, finds some without looking at the others.
if not epoch_of_usable() then
  return nil
end
local now = now_ms()
local size = redis.call('ZCARD', AVAIL)
local fresh = redis.call('ZCOUNT', AVAIL, horizon(now, tonumber(ARGV[3]), tonumber(ARGV[4])), '+inf')
local take = math.min(tonumber(ARGV[1]), fresh)
local found = {now}

local function append(first, last)
  if first <= last then
    for _, item in ipairs(redis.call('ZRANGE', AVAIL, first, last, 'WITHSCORES')) do
      found[#found + 1] = item
    end
  end
end

if take > 0 then
  local oldest = size - fresh
  local first = oldest + math.floor(tonumber(ARGV[2]) * fresh)
  local last = math.min(first + take, size) - 1
  append(first, last)
  append(oldest, oldest + take - (last - first + 1) - 1)
end
return found
