-- moca_advance_v1: note how far something has come, as an entry of its log. It never goes back.
-- KEYS   the hash of what has come how far
-- ARGV   field entry
-- Reply  {"advanced"}
--        {"kept"} it was there already, or further
-- Called twice, the second time it is kept.
register('moca_advance_v1', {}, function(keys, args)
  local field, entry = args[1], args[2]
  local function parts(id)
    local at, seq = string.match(id, '^(%d+)-?(%d*)$')
    return tonumber(at or 0), tonumber(seq ~= '' and seq or 0)
  end
  local at, seq = parts(entry)
  local known_at, known_seq = parts(redis.call('HGET', keys[1], field) or '0-0')
  if at < known_at or (at == known_at and seq <= known_seq) then return { 'kept' } end
  redis.call('HSET', keys[1], field, entry)
  return { 'advanced' }
end)
