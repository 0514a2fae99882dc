-- ARGV: token, '1' to start from nothing, ms within which another seed is enough. Returns recent, live or empty.
-- A mirror that is believed stays and is corrected in place; any other is removed, so that it is not believed until filled.
local token, afresh, enough_ms = ARGV[1], ARGV[2] == '1', tonumber(ARGV[3])

if epoch_of_sound() and not afresh then
  if now_ms() - tonumber(redis.call('HGET', META, 'reseededAt') or '0') < enough_ms then
    return 'recent'
  end
  redis.call('HSET', META, 'seeding', token)
  return 'live'
end
redis.call('UNLINK', META, ONLINE, DEACTIVATED, SEEN, AVAIL, VERSION, LEAVING, SNAPSHOT)
redis.call('HSET', META, 'seeding', token)
return 'empty'
