-- moca_reserve_v1: take the next slot of a pace. Every grant is a moment in the future, one interval after the last.
-- KEYS   limit
-- ARGV   interval_us horizon_us now_us not_before_us unused_at_us
--        not_before_us: the slot is at least so far in the future
--        unused_at_us: a slot that was taken before and not used; if none was taken after it, it is given back
-- Reply  {"slot", wait in µs, its moment in µs}
--        {"full", wait in µs} nothing was taken, the next free slot is beyond the horizon
-- Called twice, two slots are taken; the lost one is only lost time. When the clock was set back by more than any
-- grant could explain, the pace begins anew.
register('moca_reserve_v1', { 'allow-oom' }, function(keys, args)
  local MINUTE = 60000000
  local interval, horizon, now = tonumber(args[1]), tonumber(args[2]), tonumber(args[3])
  if not now then
    local t = redis.call('TIME')
    now = t[1] * 1000000 + t[2]
  end
  local taken, unused = tonumber(redis.call('GET', keys[1]) or 0), tonumber(args[5])
  if taken - now > horizon + interval + MINUTE then taken = now end
  if unused and taken == unused + interval then taken = unused end
  local free = math.max(taken, now + tonumber(args[4] or 0))
  local wait = free - now
  if wait > horizon then return { 'full', int(math.ceil(wait)) } end
  redis.call('SET', keys[1], int(free + interval), 'PX', 60000)
  return { 'slot', int(math.ceil(wait)), int(free) }
end)
