-- moca_tell_result_v1: tell an actor what came of an effect, and take the effect out of its queue.
-- KEYS   log seen due owners feed queue calling erased
-- ARGV   address id type body channel keep_ms waiting_entry send now followed grave said_at opens
--        waiting_entry: the effect's entry in its queue, or empty; send: the call that is over, or empty
--        followed: 0 = the feed does not tell of it
--        grave said_at opens: see `is_erased`
-- Reply  {"told", entry} | {"duplicate"} | {"erased"} nothing is told, and the effect is taken out all the same
-- May be called twice, and by a performer that was thought dead: the second result is a duplicate.
register('moca_tell_result_v1', { 'allow-oom' }, function(keys, args)
  local log, seen, due, owners, feed, queue, calling, erased = unpack(keys)
  local address, id, type, body, channel, keep_ms, waiting_entry, send, now, followed = unpack(args)
  local is_late = is_erased(erased, args[11], args[12], args[13], log)
  local entry = not is_late and append({ log = log, seen = seen, due = due, owners = owners, feed = feed },
    address, id, type, body, channel, tonumber(keep_ms), now, followed)
  if waiting_entry ~= '' then
    redis.call('XACK', queue, GROUP, waiting_entry)
    redis.call('XDEL', queue, waiting_entry)
  end
  if send ~= '' then redis.call('HDEL', calling, address .. ' ' .. send) end
  if is_late then return { 'erased' } end
  if not entry then return { 'duplicate' } end
  return { 'told', entry }
end)
