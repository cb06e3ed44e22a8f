-- moca_tell_v1: append one fact to an actor's log, once per id.
-- KEYS   log seen due owners feed erased
-- ARGV   address id type body channel keep_ms now followed grave said_at opens
--        followed: 0 = the feed does not tell of it
--        grave said_at opens: see `is_erased`
-- Reply  {"told", entry} | {"duplicate"} | {"erased"} nothing is told: it is of before an erasure
-- May be called twice: the second call is a duplicate. Refused when memory is full.
register('moca_tell_v1', {}, function(keys, args)
  local log, seen, due, owners, feed, erased = unpack(keys)
  local address, id, type, body, channel, keep_ms, now, followed, grave, said_at, opens = unpack(args)
  if is_erased(erased, grave, said_at, opens, log) then return { 'erased' } end
  local entry = append({ log = log, seen = seen, due = due, owners = owners, feed = feed },
    address, id, type, body, channel, tonumber(keep_ms), now, followed)
  if not entry then return { 'duplicate' } end
  return { 'told', entry }
end)
