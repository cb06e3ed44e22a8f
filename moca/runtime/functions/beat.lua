-- moca_beat_v1: a process says that it is alive, and what it says of itself.
-- KEYS   workers
-- ARGV   worker alive_ms forgotten_ms note(JSON object) now
--        alive_ms: how long the word holds; forgotten_ms: how long after its end a process is forgotten
-- Reply  {"alive", now}
-- May be called twice. Works when memory is full: who cannot say that it lives would be taken for dead.
register('moca_beat_v1', { 'allow-oom' }, function(keys, args)
  local workers, worker, note = keys[1], args[1], args[4]
  local now = clock(args[5])
  local until_ms = '{"alive_until":' .. int(now + args[2])
  redis.call('HSET', workers, worker, note == '{}' and until_ms .. '}' or until_ms .. ',' .. string.sub(note, 2))
  local known = redis.call('HGETALL', workers)
  for place = 1, #known, 2 do
    if cjson.decode(known[place + 1]).alive_until < now - args[3] then redis.call('HDEL', workers, known[place]) end
  end
  return { 'alive', int(now) }
end)
