-- What all scripts share. They name their keys themselves: there is one primary, and a ping need not bring eight names along.
local META, ONLINE, DEACTIVATED = 'mitras:meta', 'mitras:online', 'mitras:deactivated'
local SEEN, AVAIL, VERSION, LEAVING = 'mitras:seen', 'mitras:avail', 'mitras:version', 'mitras:leaving'
local SNAPSHOT = 'availability:snapshot'

local function now_ms()
  local time = redis.call('TIME')
  return time[1] * 1000 + math.floor(time[2] / 1000)
end

-- The sandbox has no os.date, hence days to civil date by arithmetic (Howard Hinnant's): years begin in March, eras are of 400.
local function iso(ms)
  local days = math.floor(ms / 86400000)
  local left = ms - days * 86400000
  local since = days + 719468
  local era = math.floor(since / 146097)
  local day_of_era = since - era * 146097
  local year_of_era = math.floor((day_of_era - math.floor(day_of_era / 1460) + math.floor(day_of_era / 36524)
    - math.floor(day_of_era / 146096)) / 365)
  local day_of_year = day_of_era - (365 * year_of_era + math.floor(year_of_era / 4) - math.floor(year_of_era / 100))
  local shifted = math.floor((5 * day_of_year + 2) / 153)
  local day = day_of_year - math.floor((153 * shifted + 2) / 5) + 1
  local month = shifted < 10 and shifted + 3 or shifted - 9
  local year = year_of_era + era * 400 + (month <= 2 and 1 or 0)
  return string.format('%04d-%02d-%02dT%02d:%02d:%02d.%03dZ', year, month, day, math.floor(left / 3600000),
    math.floor(left / 60000) % 60, math.floor(left / 1000) % 60, left % 1000)
end

-- How large each key is, for whoever reads next: a key that was evicted since is not. Only after a look whether all were as
-- noted before, as this would make a loss look right.
local function note_sizes()
  redis.call('HSET', META, 'online', redis.call('SCARD', ONLINE), 'deactivated', redis.call('SCARD', DEACTIVATED),
    'avail', redis.call('ZCARD', AVAIL), 'known', redis.call('HLEN', VERSION), 'leaving', redis.call('HLEN', LEAVING))
end

-- The keys are as the last script left them; true of a mirror that is just begun.
local function is_intact()
  local noted = redis.call('HMGET', META, 'online', 'deactivated', 'avail', 'known')
  local online = tonumber(noted[1] or 0)
  return redis.call('SCARD', ONLINE) == online
    and redis.call('ZCARD', SEEN) == online
    and redis.call('SCARD', DEACTIVATED) == tonumber(noted[2] or 0)
    and redis.call('ZCARD', AVAIL) == tonumber(noted[3] or 0)
    and redis.call('HLEN', VERSION) == tonumber(noted[4] or 0)
end

-- The epoch; nil where the mirror must not be believed: never filled, emptied, or one of its keys evicted.
local function epoch_of_usable()
  local epoch = redis.call('HGET', META, 'epoch')
  return epoch and is_intact() and epoch or nil
end

-- The same with a look at every key, and without failing at one of the wrong type.
local function epoch_of_sound()
  local types = {
    [META] = 'hash', [ONLINE] = 'set', [DEACTIVATED] = 'set', [SEEN] = 'zset', [AVAIL] = 'zset', [VERSION] = 'hash',
    [SNAPSHOT] = 'string', [LEAVING] = 'hash'
  }
  for key, wanted in pairs(types) do
    local actual = redis.call('TYPE', key).ok
    if actual ~= 'none' and actual ~= wanted then
      return nil
    end
  end
  return epoch_of_usable()
end

-- Who pinged since then is fresh. In its first window the mirror still holds what Postgres knew, where heartbeats lag.
local function horizon(now, fresh_ms, lag_ms)
  local seeded = tonumber(redis.call('HGET', META, 'seededAt') or '0')
  if now - seeded < fresh_ms then
    return now - fresh_ms - lag_ms
  end
  return now - fresh_ms
end
