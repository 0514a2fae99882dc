-- Stores a snapshot unless a newer one is there, and announces it when it is new.
-- KEYS[1] the snapshot; ARGV[1] the new one as JSON, ARGV[2] its revision, ARGV[3] the channel of changes.
-- A key of another type or with other content is overwritten: it cannot be a snapshot.
local stored = -1
if redis.call('TYPE', KEYS[1]).ok == 'string' then
    local ok, document = pcall(cjson.decode, redis.call('GET', KEYS[1]))
    if ok and type(document) == 'table' and type(document.revision) == 'number' then
        stored = document.revision
    end
elseif redis.call('EXISTS', KEYS[1]) == 1 then
    redis.call('DEL', KEYS[1])
end

local offered = tonumber(ARGV[2])
if offered < stored then
    return 0
end
redis.call('SET', KEYS[1], ARGV[1])
if offered > stored then
    redis.call('PUBLISH', ARGV[3], ARGV[2])
end
return 1
