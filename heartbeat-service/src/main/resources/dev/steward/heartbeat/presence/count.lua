-- How many visitors sent a heartbeat lately; nil while the sets are younger than "lately" is long.
-- KEYS: anonymous sessions, customers, since when the sets are complete
-- ARGV: active for (ms)
local time = redis.call('TIME')
local from = time[1] * 1000 + math.floor(time[2] / 1000) - ARGV[1]
local since = tonumber(redis.call('GET', KEYS[3]))
if not since or since > from then
    return false
end
return redis.call('ZCOUNT', KEYS[1], from, '+inf') + redis.call('ZCOUNT', KEYS[2], from, '+inf')
