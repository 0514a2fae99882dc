-- Makes mitras in the mirror what Postgres says they are at a version; an older version than the mirror's changes nothing.
-- ARGV: seed's token or '', then per mitra: id, version, active, online, sessions, max_concurrent, last heartbeat in ms or ''.
-- Returns the ids of which the mirror has a later version.

local function apply(id, active, online, sessions, max_concurrent, heartbeat)
  redis.call(active == '1' and 'SREM' or 'SADD', DEACTIVATED, id)
  redis.call('SET', 'mitra:capacity:' .. id, sessions)
  if online == '1' then
    local seen = math.max(tonumber(heartbeat), tonumber(redis.call('ZSCORE', SEEN, id) or '0'))
    redis.call('SADD', ONLINE, id)
    redis.call('ZADD', SEEN, seen, id)
    redis.call('SET', 'mitra:heartbeat:' .. id, iso(seen))
    if tonumber(sessions) < tonumber(max_concurrent) then
      redis.call('ZADD', AVAIL, seen, id)
    else
      redis.call('ZREM', AVAIL, id)
    end
  else
    redis.call('SREM', ONLINE, id)
    redis.call('ZREM', SEEN, id)
    redis.call('ZREM', AVAIL, id)
    redis.call('DEL', 'mitra:heartbeat:' .. id)
  end
end

if ARGV[1] ~= '' and redis.call('HGET', META, 'seeding') ~= ARGV[1] then
  return redis.error_reply('SEEDLOST another seed has begun, or Valkey was emptied')
end

local ahead = {}
for i = 2, #ARGV, 7 do
  local id, version = ARGV[i], ARGV[i + 1]
  if tonumber(redis.call('HGET', VERSION, id) or '-1') > tonumber(version) then
    ahead[#ahead + 1] = id
  else
    redis.call('HSET', VERSION, id, version)
    apply(id, ARGV[i + 2], ARGV[i + 3], ARGV[i + 4], ARGV[i + 5], ARGV[i + 6])
  end
end
return ahead
