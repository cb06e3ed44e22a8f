-- moca_erase_v1: take all of an actor away at once, and leave a tombstone that keeps out what is older.
-- KEYS   state log aside contact due owners erasing erased calling seen feed waiting, then every queue
-- ARGV   address grave grace_ms now
--        grace_ms: how long after its deadline a call may still tell its result
-- Reply  {"unasked"}            nobody wishes it (any more); nothing was written
--        {"calling", until}     a call is under way: until it is over, or that ms, the actor stands still and begins no other
--        {"erased", at, first}  it has gone, at this ms; first: 0 = it had gone before, and whatever stands there is new
-- Its log is put `aside`, for what lies outside this partition to be found by it; whoever asks deletes it then. A turn
-- under way is stale. May be called twice, and again after anybody's death. Works when memory is full.
-- Take every effect of an actor out of a queue.
local function drop_effects(queue, address)
  for _, entry in ipairs(redis.call('XRANGE', queue, '-', '+')) do
    if field(entry[2], 'address') == address then
      redis.call('XACK', queue, GROUP, entry[1])
      redis.call('XDEL', queue, entry[1])
    end
  end
end

register('moca_erase_v1', { 'allow-oom' }, function(keys, args)
  local state, log, aside, contact, due, owners, erasing, erased, calling, seen, feed, waiting = unpack(keys, 1, 12)
  local address, grave, grace_ms, now = args[1], args[2], tonumber(args[3]), clock(args[4])
  local wish = redis.call('HGET', erasing, address)
  if not wish then return { 'unasked' } end
  local gone = tonumber(redis.call('HGET', erased, grave) or 0)
  if gone >= cjson.decode(wish).at then return { 'erased', int(gone), 0 } end

  local calls, own_calls = redis.call('HGETALL', calling), {}
  for place = 1, #calls, 2 do
    local id = calls[place]
    if string.sub(id, 1, #address + 1) == address .. ' ' then
      local over = cjson.decode(calls[place + 1]).deadline + grace_ms
      if over > now then
        redis.call('HDEL', state, 'permit')
        own(owners, address, '0', 'eraser', over, 1)
        redis.call('ZADD', due, int(over), address)
        return { 'calling', int(over) }
      end
      own_calls[#own_calls + 1] = id
    end
  end

  redis.call('HSET', erased, grave, int(now))
  redis.call('XADD', feed, 'MAXLEN', '~', FEED_LENGTH, '*', 'address', 'erased/' .. grave, 'entry', '0-0', 'type', 'Erased')
  for _, entry in ipairs(redis.call('XRANGE', log, '-', '+')) do redis.call('ZREM', seen, field(entry[2], 'id')) end
  for place = 13, #keys do drop_effects(keys[place], address) end
  for _, id in ipairs(own_calls) do redis.call('HDEL', calling, id) end
  if redis.call('EXISTS', log) == 1 then redis.call('RENAME', log, aside) end
  redis.call('DEL', state, contact)
  redis.call('HDEL', owners, address)
  redis.call('ZREM', due, address)
  redis.call('SREM', waiting, address)
  return { 'erased', int(now), 1 }
end)
