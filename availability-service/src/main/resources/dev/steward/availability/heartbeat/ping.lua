-- ARGV: ids. Returns {now in ms, epoch, a letter for each id}, or nil where only Postgres can tell: a for one who is there, o offline,
-- d deactivated, l for one who is being taken offline at this moment (Postgres decides whether the ping comes in time), u where the
-- mirror does not know.
local meta = redis.call('HMGET', META, 'epoch', 'leaving')
if not meta[1] then
  return nil
end
local now = now_ms()
local text = iso(now)

local function one(id)
  if redis.call('SISMEMBER', DEACTIVATED, id) == 1 then
    return 'd'
  end
  if redis.call('HEXISTS', LEAVING, id) == 1 then
    return 'l'
  end
  if redis.call('ZADD', SEEN, 'XX', 'CH', now, id) == 1 or redis.call('ZSCORE', SEEN, id) then
    redis.call('ZADD', AVAIL, 'XX', now, id)
    redis.call('SET', 'mitra:heartbeat:' .. id, text)
    return 'a'
  end
  -- Seldom, hence here: that somebody is not among the seen says nothing if a key was evicted.
  if not epoch_of_usable() or redis.call('HEXISTS', VERSION, id) == 0 then
    return 'u'
  end
  return 'o'
end

-- As nearly always: nobody is deactivated or leaving, and all are online.
local function all_are_there()
  if meta[2] ~= '0' then
    return false
  end
  for _, deactivated in ipairs(redis.call('SMISMEMBER', DEACTIVATED, unpack(ARGV))) do
    if deactivated == 1 then
      return false
    end
  end
  local scores, texts = {}, {}
  for i, id in ipairs(ARGV) do
    scores[2 * i - 1], scores[2 * i] = now, id
    texts[2 * i - 1], texts[2 * i] = 'mitra:heartbeat:' .. id, text
  end
  if redis.call('ZADD', SEEN, 'XX', 'CH', unpack(scores)) ~= #ARGV then
    return false
  end
  redis.call('ZADD', AVAIL, 'XX', unpack(scores))
  redis.call('MSET', unpack(texts))
  return true
end

if all_are_there() then
  return {now, meta[1], string.rep('a', #ARGV)}
end
local letters = {}
for i, id in ipairs(ARGV) do
  letters[i] = one(id)
end
return {now, meta[1], table.concat(letters)}
