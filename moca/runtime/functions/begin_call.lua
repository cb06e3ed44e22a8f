-- moca_begin_call_v1: the last gate before a message leaves, and the cut: from here on it may be on its way.
-- KEYS   state log calling due owners seen feed
-- ARGV   address send caller deadline_ms queue waiting_entry channel keep_ms now earliest latest
--        caller: new for each attempt to call, so that only the same caller may ask twice
--        earliest, latest: ms, the slot in which the call may begin; empty = any time
-- Reply  {"called", permit JSON, deadline} the actor's permit names this send, it has read all its mail, it is in time
--        {"behind"}     mail is unread: ask again when the actor has read it
--        {"withdrawn"}  the actor does not want this send any more
--        {"expired"}    too late: the permit's `not_after` has passed
--        {"early"}      the slot has not come: ask again in a moment
--        {"late"}       the slot has passed: ask again in another one
--        {"already", call JSON}  another caller has begun it; without the JSON: its call is over
-- The call is durable, in `calling` and as the fact SendCalled in the log, before the reply leaves.
register('moca_begin_call_v1', { 'allow-oom' }, function(keys, args)
  local state, log, calling, due, owners, seen, feed = unpack(keys)
  local address, send, caller, deadline_ms, queue, waiting_entry, channel, keep_ms, given = unpack(args, 1, 9)
  local earliest, latest = tonumber(args[10]) or 0, tonumber(args[11]) or math.huge
  local id = address .. ' ' .. send
  local permit = redis.call('HGET', state, 'permit')
  local allowed = permit and cjson.decode(permit)
  local is_wanted = allowed and allowed.id == send
  local call = redis.call('HGET', calling, id)
  if call then
    local begun = cjson.decode(call)
    if is_wanted and begun.caller == caller then return { 'called', permit, int(begun.deadline) } end
    return { 'already', call }
  end
  if not is_wanted then return { 'withdrawn' } end
  if redis.call('ZSCORE', seen, 'called:' .. id) then return { 'already', '' } end
  local cursor = redis.call('HGET', state, 'cursor') or '0-0'
  for _, entry in ipairs(redis.call('XRANGE', log, '(' .. cursor, '+', 'COUNT', 1000)) do
    if not field(entry[2], 'cause') then return { 'behind' } end
  end
  local now = clock(given)
  if now > allowed.not_after then return { 'expired' } end
  if now < earliest then return { 'early' } end
  if now > latest then return { 'late' } end
  local deadline = now + deadline_ms
  append({ log = log, seen = seen, due = due, owners = owners, feed = feed }, address, 'called:' .. id, 'SendCalled',
    '{"send":' .. quoted(send) .. ',"deadline":' .. int(deadline) .. '}', channel, tonumber(keep_ms), given)
  redis.call('HSET', calling, id, '{"caller":' .. quoted(caller) .. ',"since":' .. int(now)
    .. ',"deadline":' .. int(deadline) .. ',"queue":' .. quoted(queue) .. ',"entry":' .. quoted(waiting_entry) .. '}')
  return { 'called', permit, int(deadline) }
end)
