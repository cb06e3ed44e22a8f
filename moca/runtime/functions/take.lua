-- moca_take_v1: load a claimed actor: its state and the entries after its cursor; its timer, if due, becomes an entry.
-- KEYS   state log due owners
-- ARGV   address epoch worker lease_ms limit now
-- Reply  {"taken", {field, value…}, {entry…}} | {"stale"}
-- Renews the lease. May be called twice: a timer that has fired is then an unread entry and does not fire again.
register('moca_take_v1', { 'allow-oom' }, function(keys, args)
  local state, log, due, owners = unpack(keys)
  local address, epoch, worker, lease_ms, limit = unpack(args)
  local owner = owner_of(owners, address)
  if not holds(owner, epoch, worker) then return { 'stale' } end
  local now = clock(args[6])
  own(owners, address, epoch, worker, now + lease_ms, owner.tries)
  redis.call('ZADD', due, int(now + lease_ms), address)
  local cursor = redis.call('HGET', state, 'cursor') or '0-0'
  local entries = redis.call('XRANGE', log, '(' .. cursor, '+', 'COUNT', limit)
  local has_mail = #entries == tonumber(limit)
  for _, entry in ipairs(entries) do
    if not field(entry[2], 'cause') then has_mail = true end
  end
  local wake_at = tonumber(redis.call('HGET', state, 'wake_at') or math.huge)
  if not has_mail and wake_at <= now then
    local name = redis.call('HGET', state, 'wake_name') or ''
    local body = '{"name":' .. quoted(name) .. ',"at":' .. int(wake_at) .. '}'
    redis.call('XADD', log, stream_id(args[6]),
      'type', 'TimerFired', 'id', 'timer:' .. name .. ':' .. int(wake_at), 'body', body)
    entries = redis.call('XRANGE', log, '(' .. cursor, '+', 'COUNT', limit)
  end
  return { 'taken', redis.call('HGETALL', state), entries }
end)
