-- ARGV: id, freshness and lag in ms. Returns 1 or 0, or nil where only Postgres can tell.
local id = ARGV[1]
if not epoch_of_usable() or redis.call('HEXISTS', VERSION, id) == 0 then
  return nil
end
if redis.call('SISMEMBER', ONLINE, id) == 0 or redis.call('SISMEMBER', DEACTIVATED, id) == 1 then
  return 0
end
local seen = tonumber(redis.call('ZSCORE', SEEN, id) or '0')
return seen >= horizon(now_ms(), tonumber(ARGV[2]), tonumber(ARGV[3])) and 1 or 0
