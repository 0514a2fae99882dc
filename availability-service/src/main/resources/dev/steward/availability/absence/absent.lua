-- ARGV: freshness and the sweep's interval in ms. Returns {whether it is the caller's turn, epoch, before, online, absent, held},
-- or nil where the mirror must not be believed. Who pinged last before that moment (in ms) is absent; nobody is to be taken
-- offline for held ms more, as a mirror just filled does not know who pinged meanwhile.
local fresh, every = tonumber(ARGV[1]), tonumber(ARGV[2])
local epoch = epoch_of_usable()
if not epoch then
  return nil
end
local now = now_ms()
local swept = tonumber(redis.call('HGET', META, 'sweptAt') or '0')

-- A tenth of patience: timers and this clock do not run alike.
local turn = now - swept >= every - every / 10
if turn then
  -- Nobody swept for long: this service was paused, and perhaps nobody could ping either. That time does not count.
  if swept > 0 and now - swept > 2 * every then
    redis.call('HSET', META, 'pausedFrom', swept + every, 'pausedTo', now)
  end
  redis.call('HSET', META, 'sweptAt', now)
end

local before = now - fresh
local paused = redis.call('HMGET', META, 'pausedFrom', 'pausedTo')
if paused[2] and tonumber(paused[2]) > before then
  before = before - (paused[2] - paused[1])
end
local seeded = tonumber(redis.call('HGET', META, 'seededAt') or '0')
return {turn and 1 or 0, epoch, before, redis.call('SCARD', ONLINE), redis.call('ZCOUNT', SEEN, '-inf', '(' .. before),
  math.max(0, seeded + fresh - now)}
