-- Stores a copy of a cart unless a later one is there already: writers may be late, and replicas do not wait for each other.
-- KEYS: the copy
-- ARGV: version, cart, kept for (ms)
local stored = redis.call('GET', KEYS[1])
local known = stored and tonumber(string.match(stored, '^%d+'))
if known and known > tonumber(ARGV[1]) then
    return 0
end
redis.call('SET', KEYS[1], ARGV[1] .. ':' .. ARGV[2], 'PX', ARGV[3])
return 1
