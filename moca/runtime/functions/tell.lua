-- moca_tell_v1: append one fact to an actor's log, once per id.
-- KEYS   log seen due owners feed
-- ARGV   address id type body channel keep_ms now followed
--        followed: 0 = the feed does not tell of it
-- Reply  {"told", entry} | {"duplicate"}
-- May be called twice: the second call is a duplicate. Refused when memory is full.
register('moca_tell_v1', {}, function(keys, args)
  local log, seen, due, owners, feed = unpack(keys)
  local address, id, type, body, channel, keep_ms, now, followed = unpack(args)
  local entry = append({ log = log, seen = seen, due = due, owners = owners, feed = feed },
    address, id, type, body, channel, tonumber(keep_ms), now, followed)
  if not entry then return { 'duplicate' } end
  return { 'told', entry }
end)
