-- What the functions share. Every number that becomes text goes through `int`: Lua's `..` keeps only 14 digits.

local GROUP = 'performers'
local FEED_LENGTH = '100000'

local function int(number) return string.format('%d', number) end

local function quoted(text) return cjson.encode(text) end -- as JSON writes it

-- The store's clock in ms, or the time that a test gives as an argument.
local function clock(given)
  if given and given ~= '' then return tonumber(given) end
  local t = redis.call('TIME')
  return t[1] * 1000 + math.floor(t[2] / 1000)
end

-- A stream id: the store's own, or of the ms that a test gives.
local function stream_id(given)
  if given and given ~= '' then return given .. '-*' end
  return '*'
end

-- owners holds epoch|worker|lease end|tries
local function owner_of(owners, address)
  local text = redis.call('HGET', owners, address)
  if not text then return nil end
  local epoch, worker, lease_end, tries = string.match(text, '^(%d+)|([^|]*)|(%d+)|(%d+)$')
  return { epoch = epoch, worker = worker, lease_end = tonumber(lease_end), tries = tonumber(tries) }
end

local function own(owners, address, epoch, worker, lease_end, tries)
  redis.call('HSET', owners, address, epoch .. '|' .. worker .. '|' .. int(lease_end) .. '|' .. int(tries))
end

local function holds(owner, epoch, worker)
  return owner ~= nil and owner.epoch == epoch and owner.worker == worker
end

-- Make an actor due at a time; wake the sleepers only when it is the earliest of all.
local function arm(due, address, at, channel)
  redis.call('ZADD', due, int(at), address)
  if redis.call('ZRANK', due, address) == 0 then redis.call('PUBLISH', channel, 'due') end
end

-- Whether a fact is of somebody erased since: from before that, or (opens '0') only about what has gone with them.
-- grave: the hash that would know them again, or empty; said_at: ms, empty = now.
local function is_erased(erased, grave, said_at, opens, log)
  local at = (grave or '') ~= '' and redis.call('HGET', erased, grave)
  return at and ((tonumber(said_at) or math.huge) <= tonumber(at) or opens == '0' and redis.call('EXISTS', log) == 0)
end

-- Append a fact under an id that must be new, and make its actor due unless somebody has claimed it.
-- The entry's id, or nil for a known id. followed '0': the feed does not tell of it. First the write that can fail.
local function append(keys, address, id, type, body, channel, keep_ms, given, followed)
  if redis.call('ZSCORE', keys.seen, id) then return nil end
  local now = clock(given)
  local entry = redis.call('XADD', keys.log, stream_id(given), 'type', type, 'id', id, 'body', body)
  redis.call('ZADD', keys.seen, int(now), id)
  local old = redis.call('ZRANGE', keys.seen, '-inf', int(now - keep_ms), 'BYSCORE', 'LIMIT', 0, 20)
  if #old > 0 then redis.call('ZREM', keys.seen, unpack(old)) end
  if followed ~= '0' then
    redis.call('XADD', keys.feed, 'MAXLEN', '~', FEED_LENGTH, '*', 'address', address, 'entry', entry, 'type', type)
  end
  if redis.call('HEXISTS', keys.owners, address) == 0 then
    local planned = tonumber(redis.call('ZSCORE', keys.due, address) or math.huge)
    if planned > now then arm(keys.due, address, now, channel) end
  end
  return entry
end

-- The value of a field in a stream entry's flat list of fields, or nil.
local function field(fields, name)
  for i = 1, #fields, 2 do
    if fields[i] == name then return fields[i + 1] end
  end
end

local function register(name, flags, callback)
  redis.register_function { function_name = name, flags = flags, callback = callback }
end
