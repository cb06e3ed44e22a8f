-- moca_rewrite_v1: give entries of a log other bodies. No stream can be edited: it is written anew, beside, under the
-- same ids and with the same last id, and then takes the old one's name.
-- KEYS   log beside
-- ARGV   longest, then three for each change: entry body(as it stands) body(as it shall stand)
-- Reply  {"rewritten", entries changed}
--        {"same"}          nothing is left to change: the bodies stand as they shall, or the entries have gone
--        {"stale", entry}  somebody else has changed this body meanwhile: read again; nothing was written
--        {"long", entries} the log is longer than `longest`; nothing was written
-- Called twice, the second call is `same`. Works when memory is full: what was taken back must go then too.
register('moca_rewrite_v1', { 'allow-oom' }, function(keys, args)
  local log, beside = unpack(keys)
  local length = redis.call('XLEN', log)
  if length > tonumber(args[1]) then return { 'long', int(length) } end
  local changes = {}
  for place = 2, #args, 3 do changes[args[place]] = { before = args[place + 1], after = args[place + 2] } end

  local entries, changed = redis.call('XRANGE', log, '-', '+'), 0
  for _, entry in ipairs(entries) do
    local id, fields = entry[1], entry[2]
    local change, body = changes[id], field(fields, 'body')
    if change and body ~= change.after then
      if body ~= change.before then return { 'stale', id } end
      for place = 1, #fields, 2 do
        if fields[place] == 'body' then fields[place + 1] = change.after end
      end
      changed = changed + 1
    end
  end
  if changed == 0 then return { 'same' } end

  local last = field(redis.call('XINFO', 'STREAM', log), 'last-generated-id')
  redis.call('DEL', beside)
  for _, entry in ipairs(entries) do redis.call('XADD', beside, entry[1], unpack(entry[2])) end
  redis.call('XSETID', beside, last)
  redis.call('RENAME', beside, log)
  return { 'rewritten', int(changed) }
end)
