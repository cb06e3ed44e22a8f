-- moca_commit_v1: make one turn durable, or nothing of it: state, records, effects, the next due time, the cursor.
-- KEYS   state log due owners feed queue…
-- ARGV   address epoch worker lease_ms channel now cursor(before) cursor(after) wake_at wake_name
--        count, then so many: field value          (set in the state)
--        count, then so many: field                (deleted from the state)
--        count, then so many: type id body cause   (appended to the log; without a cause it is mail)
--        count, then so many: queue(its place in KEYS) id type body
--        keep_ms: how long the log keeps what was heard, 0 = for ever; followed: 0 = the feed gets records only
-- Reply  {"committed"|"again", "more"|"released"} | {"stale"}
--        more: unread mail or a due timer is left and the lease goes on; released: the lease is given back
-- May be called twice: `again` is success. Nothing is written before the checks.
register('moca_commit_v1', { 'allow-oom' }, function(keys, args)
  local state, log, due, owners, feed = unpack(keys)
  local address, epoch, worker, lease_ms, channel, given, before, after, wake_at, wake_name = unpack(args, 1, 10)
  local owner = owner_of(owners, address)
  local holding = holds(owner, epoch, worker)
  local done = redis.call('HMGET', state, 'committed', 'cursor')
  local token = epoch .. ':' .. before .. ':' .. after
  if done[1] == token then return { 'again', holding and 'more' or 'released' } end
  if not holding or (done[2] or '0-0') ~= before then return { 'stale' } end

  local now = clock(given)
  local place = 11
  local function take(width)
    local rows, count = {}, tonumber(args[place])
    place = place + 1
    for _ = 1, count do
      rows[#rows + 1] = { unpack(args, place, place + width - 1) }
      place = place + width
    end
    return rows
  end

  local changed, deleted, records, effects = take(2), take(1), take(4), take(4)
  local keep_ms, followed = tonumber(args[place]) or 0, args[place + 1]
  local last = redis.call('XREVRANGE', log, '+', '-', 'COUNT', 1)[1]
  local has_mail = last ~= nil and last[1] ~= after
  local cursor = after
  for _, record in ipairs(records) do
    local type, id, body, cause = unpack(record)
    local entry
    if cause == '' then
      has_mail = true
      entry = redis.call('XADD', log, stream_id(given), 'type', type, 'id', id, 'body', body)
    else
      entry = redis.call('XADD', log, stream_id(given), 'type', type, 'id', id, 'body', body, 'cause', cause)
    end
    if not has_mail then cursor = entry end
    redis.call('XADD', feed, 'MAXLEN', '~', FEED_LENGTH, '*', 'address', address, 'entry', entry, 'type', type)
  end
  for _, effect in ipairs(effects) do
    local queue, id, type, body = unpack(effect)
    redis.call('XADD', keys[tonumber(queue)], '*', 'address', address, 'type', type, 'id', id, 'body', body)
  end
  for _, pair in ipairs(changed) do redis.call('HSET', state, pair[1], pair[2]) end
  for _, name in ipairs(deleted) do redis.call('HDEL', state, name[1]) end
  redis.call('HDEL', state, 'failing', 'failures', 'wake_at', 'wake_name')
  redis.call('HSET', state, 'cursor', cursor, 'committed', token)
  if wake_at ~= '' then redis.call('HSET', state, 'wake_at', wake_at, 'wake_name', wake_name) end
  if keep_ms > 0 then -- never beyond the cursor: nothing unread goes
    redis.call('XTRIM', log, 'MINID', '~', int(math.min(now - keep_ms, tonumber(string.match(cursor, '^%d+')))))
  end
  if followed ~= '0' then
    redis.call('XADD', feed, 'MAXLEN', '~', FEED_LENGTH, '*', 'address', address, 'entry', cursor, 'type', 'state')
  end
  if #effects > 0 then redis.call('PUBLISH', channel, 'effects') end

  if has_mail or (wake_at ~= '' and tonumber(wake_at) <= now) then
    own(owners, address, epoch, worker, now + lease_ms, 1)
    redis.call('ZADD', due, int(now + lease_ms), address)
    return { 'committed', 'more' }
  end
  redis.call('HDEL', owners, address)
  if wake_at == '' then redis.call('ZREM', due, address) else arm(due, address, tonumber(wake_at), channel) end
  return { 'committed', 'released' }
end)
