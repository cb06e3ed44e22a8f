-- moca_release_v1: give a claimed actor back before its lease ends; it runs again after a delay.
-- KEYS   state due owners
-- ARGV   address epoch worker delay_ms channel failing_entry now
--        failing_entry: the entry that made `receive` fail, counted in the state; or empty
-- Reply  {"released", failures of that entry} | {"stale"}
-- Called twice, the second call is `stale`.
register('moca_release_v1', { 'allow-oom' }, function(keys, args)
  local state, due, owners = unpack(keys)
  local address, epoch, worker, delay_ms, channel, failing_entry = unpack(args)
  if not holds(owner_of(owners, address), epoch, worker) then return { 'stale' } end
  local failures = 0
  if failing_entry ~= '' then
    if redis.call('HGET', state, 'failing') ~= failing_entry then
      redis.call('HSET', state, 'failing', failing_entry, 'failures', '0')
    end
    failures = redis.call('HINCRBY', state, 'failures', 1)
  end
  redis.call('HDEL', owners, address)
  arm(due, address, clock(args[7]) + delay_ms, channel)
  return { 'released', int(failures) }
end)
