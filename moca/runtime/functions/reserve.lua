-- moca_reserve_v1: take the next slot of a pace. Every grant is a moment in the future, one interval after the last.
-- KEYS   limit
-- ARGV   interval_us horizon_us now_us not_before_us
--        not_before_us: the slot is at least so far in the future
-- Reply  {"slot", wait in µs, its moment in µs}
--        {"full", wait in µs} nothing was taken, the next free slot is beyond the horizon
-- Called twice, two slots are taken; the lost one is only lost time.
register('moca_reserve_v1', { 'allow-oom' }, function(keys, args)
  local interval, horizon = tonumber(args[1]), tonumber(args[2])
  local now = tonumber(args[3])
  if not now then
    local t = redis.call('TIME')
    now = t[1] * 1000000 + t[2]
  end
  local free = math.max(tonumber(redis.call('GET', keys[1]) or 0), now + tonumber(args[4] or 0))
  local wait = free - now
  if wait > horizon then return { 'full', int(math.ceil(wait)) } end
  redis.call('SET', keys[1], int(free + interval), 'PX', 60000)
  return { 'slot', int(math.ceil(wait)), int(free) }
end)
