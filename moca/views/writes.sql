-- What the projection's writer says to SQLite. Every statement may be repeated: the second time changes nothing.

-- known_conversation --
SELECT name, username, picture, tags, created_at, last_at, last_text, last_who, unanswered, own, last_entry
FROM conversations WHERE address = :address

-- save_conversation --
INSERT INTO conversations (
  address, account, psid, name, username, status, owner, owner_since, agent, assignee, tags, attention, opted_out,
  window_until, quiet_until, last_customer_at, question, phase, proposal, urgent, score, intent, topic, sentiment,
  language, lead, known, first_seen, heard, created_at, last_at, last_text, last_who, unanswered, last_entry, rank,
  search, scheduled_for, next, picture, hits, draft, held_send, held_until, needs_from, needs_until, unread, own
) VALUES (
  :address, :account, :psid, :name, :username, :status, :owner, :owner_since, :agent, :assignee, :tags, :attention,
  :opted_out, :window_until, :quiet_until, :last_customer_at, :question, :phase, :proposal, :urgent, :score, :intent,
  :topic, :sentiment, :language, :lead, :known, :first_seen, :heard, :created_at, :last_at, :last_text, :last_who,
  :unanswered, :last_entry, :rank, :search, :scheduled_for, :next, :picture, :hits, :draft, :held_send, :held_until,
  :needs_from, :needs_until, :unread, :own
)
ON CONFLICT (address) DO UPDATE SET
  name = excluded.name, username = excluded.username, status = excluded.status, owner = excluded.owner,
  owner_since = excluded.owner_since, agent = excluded.agent, assignee = excluded.assignee, tags = excluded.tags,
  attention = excluded.attention, opted_out = excluded.opted_out, window_until = excluded.window_until,
  quiet_until = excluded.quiet_until, last_customer_at = excluded.last_customer_at, question = excluded.question,
  phase = excluded.phase, proposal = excluded.proposal, urgent = excluded.urgent, score = excluded.score,
  intent = excluded.intent, topic = excluded.topic, sentiment = excluded.sentiment, language = excluded.language,
  lead = excluded.lead, known = excluded.known, first_seen = excluded.first_seen, heard = excluded.heard,
  rank = excluded.rank, created_at = excluded.created_at, last_at = excluded.last_at,
  last_text = excluded.last_text, last_who = excluded.last_who, unanswered = excluded.unanswered,
  last_entry = excluded.last_entry, search = excluded.search,
  scheduled_for = excluded.scheduled_for, next = excluded.next, picture = excluded.picture, hits = excluded.hits,
  draft = excluded.draft, held_send = excluded.held_send, held_until = excluded.held_until,
  needs_from = excluded.needs_from, needs_until = excluded.needs_until, unread = excluded.unread, own = excluded.own

-- drop_tags --
DELETE FROM tags WHERE address = :address

-- add_tag --
INSERT OR IGNORE INTO tags (tag, last_at, address) VALUES (:tag, :last_at, :address)

-- add_message --
INSERT INTO messages (address, at, seq, doc, mid, history, said_at, who, by_whom, kind, text, state, send, content, details,
  comment_id, media_id, parent_id, decided)
VALUES (:address, :at, :seq, :doc, :mid, :history, :said_at, :who, :by_whom, :kind, :text, :state, :send, :content, :details,
  :comment_id, :media_id, :parent_id, '')
ON CONFLICT (address, at, seq) DO NOTHING

-- known_doc --
SELECT 1 FROM messages WHERE doc = :doc

-- want_merge --
INSERT INTO upkeep (name, value) VALUES ('merge', 1) ON CONFLICT (name) DO UPDATE SET value = 1

-- merge_wanted --
SELECT value FROM upkeep WHERE name = 'merge'

-- merge_words --
INSERT INTO words (words, rank) VALUES ('merge', :pages)

-- merge_goes_on --
UPDATE upkeep SET value = 2 WHERE name = 'merge'

-- merge_is_done --
DELETE FROM upkeep WHERE name = 'merge'

-- count_unread --
SELECT COUNT(*) AS unread FROM (
  SELECT 1 FROM messages
  WHERE address = :address AND (at, seq) > (:at, :seq) AND who = 'customer' AND state = 'received' AND history = 0
  LIMIT 100
)

-- detail_comment --
UPDATE messages SET details = CASE WHEN state <> 'unsent' AND :details <> '' THEN :details ELSE details END
WHERE address = :address AND mid = :mid AND mid <> '' AND kind = 'comment'

-- text_at --
SELECT text FROM messages WHERE address = :address AND at = :at AND seq = :seq

-- known_comment --
SELECT 1 FROM messages WHERE address = :address AND mid = :mid AND mid <> '' AND kind IN ('comment', 'public_reply')

-- drop_own_comment --
DELETE FROM messages WHERE address = :address AND mid = :mid AND mid <> '' AND kind = 'comment' AND who = 'person'

-- decide_comment --
UPDATE messages SET decided = :decided WHERE address = :address AND mid = :mid AND mid <> '' AND kind = 'comment'

-- name_message --
UPDATE messages SET mid = :mid WHERE address = :address AND send = :send AND send <> ''

-- time_of --
SELECT COALESCE(MAX(CASE WHEN m.send = '' THEN m.said_at ELSE COALESCE(s.sent_at, 0) END), 0) AS said_at
FROM messages m LEFT JOIN sends s ON s.address = m.address AND s.send = m.send AND m.send <> ''
WHERE m.address = :address AND m.mid = :mid AND m.mid <> ''

-- add_version --
INSERT INTO versions (address, mid, number, text) VALUES (:address, :mid, :number, :text)
ON CONFLICT (address, mid, number) DO NOTHING

-- keep_first_version --
INSERT OR IGNORE INTO versions (address, mid, number, text)
SELECT address, mid, 0, text FROM messages
WHERE address = :address AND mid = :mid AND mid <> '' AND state <> 'unsent'
  AND EXISTS (SELECT 1 FROM versions v WHERE v.address = :address AND v.mid = :mid AND v.number > 0)
LIMIT 1

-- show_newest_version --
UPDATE messages SET text = (
  SELECT text FROM versions v WHERE v.address = :address AND v.mid = :mid ORDER BY number DESC LIMIT 1
)
WHERE address = :address AND mid = :mid AND mid <> '' AND state <> 'unsent'
  AND EXISTS (SELECT 1 FROM versions v WHERE v.address = :address AND v.mid = :mid AND v.number > 0)

-- forget_versions_of --
DELETE FROM versions WHERE address = :address AND mid = :mid

-- react --
INSERT INTO reactions (address, mid, at, action, reaction, emoji)
VALUES (:address, :mid, :at, :action, :reaction, :emoji)
ON CONFLICT (address, mid) DO UPDATE SET
  at = excluded.at, action = excluded.action, reaction = excluded.reaction, emoji = excluded.emoji
WHERE (excluded.at, excluded.action, excluded.emoji, excluded.reaction) > (at, action, emoji, reaction)

-- unsend_message --
UPDATE messages SET text = '', content = '', details = '', state = 'unsent'
WHERE address = :address AND mid = :mid AND mid <> ''

-- add_media --
INSERT INTO media (address, mid, items) VALUES (:address, :mid, :items)
ON CONFLICT (address, mid) DO UPDATE SET items = excluded.items

-- unsend_media --
DELETE FROM media WHERE address = :address AND mid = :mid

-- same_words --
SELECT kin.send FROM sends s
JOIN messages sm ON sm.address = s.address AND sm.send = s.send
JOIN sends kin ON kin.address = s.address AND rtrim(kin.answer, '+') = rtrim(s.answer, '+')
JOIN messages km ON km.address = kin.address AND km.send = kin.send
WHERE s.address = :address AND s.mid = :mid AND s.mid <> '' AND km.text = sm.text AND km.content = sm.content

-- blank_message --
UPDATE messages SET text = '', content = '' WHERE address = :address AND send = :send AND send <> ''

-- blank_send --
UPDATE sends SET text = '' WHERE address = :address AND send = :send

-- unsend_answers --
UPDATE decisions SET answer = json_remove(answer, '$.message'), hits = '[]'
WHERE address = :address AND answer <> '' AND question IN (
  SELECT kin.question FROM sends s
  JOIN sends kin ON kin.address = s.address AND rtrim(kin.answer, '+') = rtrim(s.answer, '+')
  WHERE s.address = :address AND s.mid = :mid AND s.mid <> '' AND kin.question > 0
)

-- questions_ended_before --
SELECT at, seq, question, verdict, detail, mids, gates, answer FROM decisions
WHERE address = :address AND question > 0 ORDER BY at, seq

-- unquote_decision --
UPDATE decisions SET answer = :answer, detail = :detail, gates = :gates
WHERE address = :address AND at = :at AND seq = :seq

-- newest_message --
SELECT m.who, m.text, m.mid FROM messages m
LEFT JOIN sends s ON s.address = m.address AND s.send = m.send AND m.send <> ''
WHERE m.address = :address AND m.state <> 'unsent' AND (m.send = '' OR s.sent_at > 0)
  AND m.kind NOT IN ('note', 'public_reply', 'reaction', 'referral', 'opt_in', 'control', 'follow_up', 'system')
ORDER BY COALESCE(s.sent_at, m.at) DESC, m.at DESC, m.seq DESC LIMIT 1

-- add_decision --
INSERT INTO decisions (
  address, at, seq, question, verdict, detail, mids, gates, source, answer, model, prompt, tokens_in, tokens_out,
  cost_usd, took_ms, opened_at, version, comment_id, rule, hits, retrieved, edited, by_whom, away, flagged,
  intent
) VALUES (
  :address, :at, :seq, :question, :verdict, :detail, :mids, :gates, :source, :answer, :model, :prompt, :tokens_in,
  :tokens_out, :cost_usd, :took_ms, :opened_at, :version, '', '',
  :hits, :retrieved, :edited, :by, :away, :flagged, :intent
)
ON CONFLICT (address, at, seq) DO NOTHING

-- add_comment_decision --
INSERT INTO decisions (
  address, at, seq, question, verdict, detail, mids, gates, source, answer, model, prompt, tokens_in, tokens_out,
  cost_usd, took_ms, opened_at, version, comment_id, rule, hits, retrieved, edited, by_whom, away, flagged,
  intent
) VALUES (
  :address, :at, :seq, 0, :verdict, :detail, json_array(:comment_id), '[]', CASE :rule WHEN '' THEN '' ELSE 'rule' END,
  '', '', '', 0, 0, 0, 0, 0, :version, :comment_id, :rule, '[]', '[]', 0,
  '', 0, 0, ''
)
ON CONFLICT (address, at, seq) DO NOTHING

-- add_send --
INSERT INTO sends (
  address, send, answer, part, parts, source, priority, by_whom, text, question, planned_at, due_at, called_at,
  sent_at, ended_at, retry_at, state, reason, code, subcode, attempts, mid, can_retry
) VALUES (
  :address, :send, :answer, :part, :parts, :source, :priority, :by_whom, :text, :question, :at, :due_at, 0,
  0, 0, 0, 'planned', '', 0, 0, 0, '', 0
)
ON CONFLICT (address, send) DO NOTHING

-- call_send --
UPDATE sends SET
  state = 'calling', called_at = CASE called_at WHEN 0 THEN :at ELSE called_at END,
  attempts = max(attempts, :attempt), retry_at = 0
WHERE address = :address AND send = :send AND ended_at = 0

-- deliver_send --
UPDATE sends SET
  state = 'sent', mid = :mid, sent_at = :at, ended_at = :at, retry_at = 0, reason = '', code = 0, subcode = 0,
  can_retry = 0
WHERE address = :address AND send = :send AND state NOT IN ('sent', 'seen')

-- sent_words --
SELECT s.source, s.text, m.kind FROM sends s JOIN messages m ON m.address = s.address AND m.send = s.send
WHERE s.address = :address AND s.send = :send

-- withdraw_send --
UPDATE sends SET state = 'withdrawn', reason = :reason, ended_at = :at, retry_at = 0
WHERE address = :address AND send = :send AND ended_at = 0

-- delay_send --
UPDATE sends SET state = 'delayed', retry_at = :until, reason = :reason, code = :code, subcode = :subcode
WHERE address = :address AND send = :send AND ended_at = 0

-- doubt_send --
UPDATE sends SET state = 'unknown', reason = :reason WHERE address = :address AND send = :send AND ended_at = 0

-- fail_send --
UPDATE sends SET
  state = :state, reason = :reason, code = :code, subcode = :subcode, ended_at = :at, retry_at = 0
WHERE address = :address AND send = :send AND ended_at = 0

-- set_phase --
UPDATE sends SET state = :phase, retry_at = :until, priority = :priority
WHERE address = :address AND send = :send AND ended_at = 0

-- forbid_retry --
UPDATE sends SET can_retry = 0 WHERE address = :address AND can_retry = 1

-- allow_retry --
UPDATE sends SET can_retry = 1 WHERE address = :address AND answer = :answer AND state IN ('refused', 'parked')

-- see_sends --
UPDATE sends SET state = 'seen' WHERE address = :address AND state = 'sent' AND sent_at <= :until

-- see_messages --
UPDATE messages SET state = 'seen' WHERE address = :address AND state = 'sent' AND said_at <= :until

-- mark --
INSERT INTO marks (address, name, mark, value) VALUES (:address, :name, :mark, :value)
ON CONFLICT (address, name, mark) DO UPDATE SET value = excluded.value

-- unmark --
DELETE FROM marks WHERE address = :address AND name = :name AND mark = :mark

-- marked --
SELECT value FROM marks WHERE address = :address AND name = :name AND mark = :mark

-- forget_media --
DELETE FROM media WHERE address = :address

-- forget_tags --
DELETE FROM tags WHERE address = :address

-- forget_messages --
DELETE FROM messages WHERE address = :address

-- forget_versions --
DELETE FROM versions WHERE address = :address

-- forget_reactions --
DELETE FROM reactions WHERE address = :address

-- forget_decisions --
DELETE FROM decisions WHERE address = :address

-- forget_sends --
DELETE FROM sends WHERE address = :address

-- forget_marks --
DELETE FROM marks WHERE address = :address

-- forget_conversation --
DELETE FROM conversations WHERE address = :address

-- all_addresses --
SELECT address FROM conversations

-- last_entry --
SELECT last_entry FROM conversations WHERE address = :address

-- save_position --
INSERT INTO positions (partition, entry) VALUES (:partition, :entry)
ON CONFLICT (partition) DO UPDATE SET entry = excluded.entry

-- all_positions --
SELECT partition, entry FROM positions
