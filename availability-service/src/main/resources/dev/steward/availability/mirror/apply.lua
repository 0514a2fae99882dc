-- Makes mitras in the mirror what Postgres says they are at a version; an older version than the mirror's changes nothing.
-- ARGV: seed's token or '', then per mitra: id, version, active, online, sessions, max_concurrent, last heartbeat in ms or ''.
-- Returns {how many were wrong at the version that the mirror had, {ids of which the mirror has a later version}}.

local function is_already(id, active, online, sessions, has_room)
  return (redis.call('SISMEMBER', DEACTIVATED, id) == 0) == active
    and (redis.call('SISMEMBER', ONLINE, id) == 1) == online
    and (redis.call('ZSCORE', SEEN, id) ~= false) == online
    and (redis.call('ZSCORE', AVAIL, id) ~= false) == has_room
    and redis.call('GET', 'mitra:capacity:' .. id) == sessions
end

local function apply(id, active, online, sessions, has_room, heartbeat)
  redis.call(active and 'SREM' or 'SADD', DEACTIVATED, id)
  redis.call('SET', 'mitra:capacity:' .. id, sessions)
  redis.call('HDEL', LEAVING, id)
  if online then
    local seen = math.max(tonumber(heartbeat), tonumber(redis.call('ZSCORE', SEEN, id) or '0'))
    redis.call('SADD', ONLINE, id)
    redis.call('ZADD', SEEN, seen, id)
    redis.call('SET', 'mitra:heartbeat:' .. id, iso(seen))
    if has_room then
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

local function tell(id, version, active, online, sessions, max_concurrent)
  redis.call('PUBLISH', 'mitras:changes', string.format(
    '{"id":"%s","version":%s,"active":%s,"online":%s,"sessions":%s,"maxConcurrent":%s}',
    id, version, tostring(active), tostring(online), sessions, max_concurrent))
end

if ARGV[1] ~= '' and redis.call('HGET', META, 'seeding') ~= ARGV[1] then
  return redis.error_reply('SEEDLOST another seed has begun, or Valkey was emptied')
end

-- What a change finds broken it leaves so, for the seed that is to come; a seed that loses a key on its way has to begin again.
local intact = is_intact()
if ARGV[1] ~= '' and not intact then
  return redis.error_reply('SEEDLOST a key was evicted meanwhile')
end

local live = redis.call('HEXISTS', META, 'epoch') == 1
local wrong, ahead = 0, {}
for i = 2, #ARGV, 7 do
  local id, version, sessions, max_concurrent = ARGV[i], ARGV[i + 1], ARGV[i + 4], ARGV[i + 5]
  local active, online = ARGV[i + 2] == '1', ARGV[i + 3] == '1'
  local has_room = online and tonumber(sessions) < tonumber(max_concurrent)
  local known = redis.call('HGET', VERSION, id)
  if known and tonumber(known) > tonumber(version) then
    ahead[#ahead + 1] = id
  else
    if known == version and not is_already(id, active, online, sessions, has_room) then
      wrong = wrong + 1
    end
    redis.call('HSET', VERSION, id, version)
    apply(id, active, online, sessions, has_room, ARGV[i + 6])
    if live and known ~= version then
      tell(id, version, active, online, sessions, max_concurrent)
    end
  end
end
if intact then
  note_sizes()
end
return {wrong, ahead}
