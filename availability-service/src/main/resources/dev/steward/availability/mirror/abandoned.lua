-- ARGV: ms. Returns who has been leaving for longer: whoever took them offline has died, or has not come to it.
local abandoned = {}
if redis.call('HGET', META, 'leaving') == '0' then
  return abandoned
end
local since = now_ms() - tonumber(ARGV[1])
local leaving = redis.call('HGETALL', LEAVING)
for i = 1, #leaving, 2 do
  if tonumber(leaving[i + 1]) < since then
    abandoned[#abandoned + 1] = leaving[i]
  end
end
return abandoned
