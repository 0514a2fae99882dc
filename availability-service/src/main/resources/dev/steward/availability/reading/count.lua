-- ARGV: freshness, lag and snapshot's life in ms. Returns {snapshot, ms it has left, whether it was computed now}, or nil where only Postgres can tell.
-- One script, so that of all replicas that find the snapshot expired one computes it.
local kept = redis.call('GET', SNAPSHOT)
if kept then
  return {kept, redis.call('PTTL', SNAPSHOT), 0}
end
if not epoch_of_usable() then
  return nil
end
local now = now_ms()
local snapshot = cjson.encode({
  available = redis.call('ZCOUNT', AVAIL, horizon(now, tonumber(ARGV[1]), tonumber(ARGV[2])), '+inf'),
  online = redis.call('SCARD', ONLINE),
  asOf = iso(now)
})
redis.call('SET', SNAPSHOT, snapshot, 'PX', ARGV[3])
return {snapshot, tonumber(ARGV[3]), 1}
