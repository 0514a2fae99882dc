-- ARGV: id. Returns {what, now in ms, epoch}, or nil where only Postgres can tell. One that is leaving is being taken offline at this
-- moment: whether this ping comes in time, Postgres decides.
local id = ARGV[1]
local epoch, some_leave = epoch_of_usable()
if not epoch then
  return nil
end
local now = now_ms()
if redis.call('SISMEMBER', DEACTIVATED, id) == 1 then
  return {'deactivated', now, epoch}
end
if redis.call('SISMEMBER', ONLINE, id) == 0 then
  if redis.call('HEXISTS', VERSION, id) == 0 then
    return nil
  end
  return {'offline', now, epoch}
end
if some_leave and redis.call('HEXISTS', LEAVING, id) == 1 then
  return {'leaving', now, epoch}
end
redis.call('SET', 'mitra:heartbeat:' .. id, iso(now))
redis.call('ZADD', SEEN, now, id)
redis.call('ZADD', AVAIL, 'XX', now, id)
return {'alive', now, epoch}
