-- ARGV: before in ms, limit. Returns {id, last ping, id, last ping, ...} of those who pinged last before then, the earliest first.
return redis.call('ZRANGEBYSCORE', SEEN, '-inf', '(' .. ARGV[1], 'WITHSCORES', 'LIMIT', 0, ARGV[2])
