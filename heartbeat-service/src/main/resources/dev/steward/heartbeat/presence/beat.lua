-- Marks one visitor online by the server's clock, and tidies up a little at each call.
-- KEYS: the visitor's set, the set of anonymous sessions, since when the sets are complete
-- ARGV: member, session id, active for (ms), capacity, seen at (ms since the epoch; empty: now)
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local active = tonumber(ARGV[3])
local seen = math.min(tonumber(ARGV[5]) or now, now)

-- Forgotten when nobody came for so long: then there was an outage, and the sets miss whoever came meanwhile.
redis.call('SET', KEYS[3], now, 'NX')
redis.call('PEXPIRE', KEYS[3], active)
redis.call('ZADD', KEYS[1], 'GT', seen, ARGV[1])
if KEYS[1] ~= KEYS[2] and ARGV[2] ~= '' then
    -- Who signs in is no longer the anonymous visitor of that session.
    redis.call('ZREM', KEYS[2], ARGV[2])
end

-- A bounded number of those who left, so that no call is slow after a flood; every call adds one at most.
local gone = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', '(' .. (now - active), 'LIMIT', 0, 50)
if #gone > 0 then
    redis.call('ZREM', KEYS[1], unpack(gone))
end
local over = redis.call('ZCARD', KEYS[1]) - tonumber(ARGV[4])
if over > 0 then
    redis.call('ZPOPMIN', KEYS[1], math.min(over, 50))
end
redis.call('PEXPIRE', KEYS[1], 2 * active)
return 1
