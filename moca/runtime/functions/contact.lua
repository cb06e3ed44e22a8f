-- moca_contact_v1: note who somebody is, as an effect has found it out.
-- KEYS   contact erased log
-- ARGV   grave asked_at, then: field value…
--        asked_at: ms, when the effect was asked for
-- Reply  {"noted"} | {"erased"} they were erased since
-- May be called twice.
register('moca_contact_v1', { 'allow-oom' }, function(keys, args)
  local contact, erased, log = unpack(keys)
  if is_erased(erased, args[1], args[2], '0', log) then return { 'erased' } end
  redis.call('HSET', contact, unpack(args, 3))
  return { 'noted' }
end)
