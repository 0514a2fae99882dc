-- Everything that the mirror says, at one moment: {id, words, id, words, ...}, in the words in which Postgres is asked.
local known = {}

local function note(ids)
  for _, id in ipairs(ids) do
    known[id] = true
  end
end

note(redis.call('HKEYS', 'mitras:version'))
note(redis.call('SMEMBERS', 'mitras:online'))
note(redis.call('SMEMBERS', 'mitras:deactivated'))
note(redis.call('ZRANGE', 'mitras:seen', 0, -1))
note(redis.call('ZRANGE', 'mitras:avail', 0, -1))
note(redis.call('HKEYS', 'mitras:leaving'))
for _, prefix in ipairs({'mitra:capacity:', 'mitra:heartbeat:'}) do
  for _, key in ipairs(redis.call('KEYS', prefix .. '*')) do
    note({string.sub(key, #prefix + 1)})
  end
end

local said = {'mirror', 'epoch ' .. (redis.call('HGET', 'mitras:meta', 'epoch') or 'missing')}
for id in pairs(known) do
  local seen = redis.call('ZSCORE', 'mitras:seen', id)
  local avail = redis.call('ZSCORE', 'mitras:avail', id)
  local words = {
    'version ' .. (redis.call('HGET', 'mitras:version', id) or 'missing'),
    'sessions ' .. (redis.call('GET', 'mitra:capacity:' .. id) or 'missing')
  }
  for _, fact in ipairs({
    {'deactivated', redis.call('SISMEMBER', 'mitras:deactivated', id) == 1},
    {'online', redis.call('SISMEMBER', 'mitras:online', id) == 1},
    {'seen', seen},
    {'heartbeat', redis.call('EXISTS', 'mitra:heartbeat:' .. id) == 1},
    {'available', avail},
    {'at another time', avail and avail ~= seen},
    {'leaving', redis.call('HEXISTS', 'mitras:leaving', id) == 1}
  }) do
    if fact[2] then
      words[#words + 1] = fact[1]
    end
  end
  said[#said + 1] = id
  said[#said + 1] = table.concat(words, ' ')
end
return said
