-- ARGV: token, the new epoch or '' where the mirror was live. Returns how many mitras the mirror knows.
if redis.call('HGET', META, 'seeding') ~= ARGV[1] then
  return redis.error_reply('SEEDLOST another seed has begun, or Valkey was emptied')
end
if not is_intact() then
  return redis.error_reply('SEEDLOST a key was evicted meanwhile')
end
local now = now_ms()
note_sizes()
if ARGV[2] ~= '' then
  redis.call('HSET', META, 'epoch', ARGV[2], 'seededAt', now)
end
redis.call('HSET', META, 'reseededAt', now)
redis.call('HDEL', META, 'seeding')
-- It may have been counted from what this seed has corrected.
redis.call('DEL', SNAPSHOT)
return redis.call('HLEN', VERSION)
