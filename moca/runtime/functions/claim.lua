-- moca_claim_v1: take actors that are due, each with a new epoch and a lease.
-- KEYS   due owners epoch
-- ARGV   worker lease_ms limit now
-- Reply  {"claimed", now, next due or "", {address, epoch, due, tries}…}
-- A claimed actor's score in `due` is its lease's end: a dead worker's actor becomes due again by itself, and
-- `tries` then counts the take-overs. Called twice after a lost reply, the first claim waits for its lease.
register('moca_claim_v1', { 'allow-oom' }, function(keys, args)
  local due, owners, epochs = unpack(keys)
  local worker, lease_ms, limit = args[1], tonumber(args[2]), args[3]
  local now = clock(args[4])
  local members = redis.call('ZRANGE', due, '-inf', int(now), 'BYSCORE', 'LIMIT', 0, limit, 'WITHSCORES')
  local reply = { 'claimed', int(now), '' }
  local epoch = math.max(tonumber(redis.call('GET', epochs) or 0) + 1, now)
  for i = 1, #members, 2 do
    local address = members[i]
    local previous = owner_of(owners, address)
    local tries = previous and previous.tries + 1 or 1
    own(owners, address, int(epoch), worker, now + lease_ms, tries)
    redis.call('ZADD', due, int(now + lease_ms), address)
    reply[#reply + 1] = { address, int(epoch), members[i + 1], int(tries) }
    epoch = epoch + 1
  end
  if #members > 0 then redis.call('SET', epochs, int(epoch - 1)) end
  local next = redis.call('ZRANGE', due, 0, 0, 'WITHSCORES')
  if next[2] then reply[3] = int(next[2]) end
  return reply
end)
