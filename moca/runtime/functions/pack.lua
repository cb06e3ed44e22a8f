-- moca_pack_v1: write a stream without groups anew, so that what was deleted from it is really gone: a deleted entry's
-- bytes stay in their node, in memory and in the file, as long as any neighbour does.
-- KEYS   stream beside
-- ARGV   none
-- Reply  {"packed", entries}
-- Ids, order and counters stay, so that whoever follows it goes on. May be called twice. Works when memory is full.
register('moca_pack_v1', { 'allow-oom' }, function(keys)
  local stream, beside = unpack(keys)
  if redis.call('XLEN', stream) == 0 then return { 'packed', 0 } end
  local about = redis.call('XINFO', 'STREAM', stream)
  redis.call('DEL', beside)
  local entries = redis.call('XRANGE', stream, '-', '+', 'COUNT', 1000)
  while #entries > 0 do
    for _, entry in ipairs(entries) do redis.call('XADD', beside, entry[1], unpack(entry[2])) end
    entries = redis.call('XRANGE', stream, '(' .. entries[#entries][1], '+', 'COUNT', 1000)
  end
  redis.call('XSETID', beside, field(about, 'last-generated-id'), 'ENTRIESADDED', field(about, 'entries-added'),
    'MAXDELETEDID', field(about, 'max-deleted-entry-id'))
  redis.call('RENAME', beside, stream)
  return { 'packed', field(about, 'length') }
end)
