-- moca_tell_result_v1: tell an actor what came of an effect, and take the effect out of its queue.
-- KEYS   log seen due owners feed queue calling
-- ARGV   address id type body channel keep_ms waiting_entry send now followed
--        waiting_entry: the effect's entry in its queue, or empty; send: the call that is over, or empty
--        followed: 0 = the feed does not tell of it
-- Reply  {"told", entry} | {"duplicate"}
-- May be called twice, and by a performer that was thought dead: the second result is a duplicate.
register('moca_tell_result_v1', { 'allow-oom' }, function(keys, args)
  local log, seen, due, owners, feed, queue, calling = unpack(keys)
  local address, id, type, body, channel, keep_ms, waiting_entry, send, now, followed = unpack(args)
  local entry = append({ log = log, seen = seen, due = due, owners = owners, feed = feed },
    address, id, type, body, channel, tonumber(keep_ms), now, followed)
  if waiting_entry ~= '' then
    redis.call('XACK', queue, GROUP, waiting_entry)
    redis.call('XDEL', queue, waiting_entry)
  end
  if send ~= '' then redis.call('HDEL', calling, address .. ' ' .. send) end
  if not entry then return { 'duplicate' } end
  return { 'told', entry }
end)
