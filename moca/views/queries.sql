-- What the views ask. `list` is put together from a source, filters, a place to go on from and an order; {key} is the
-- table that gives the order: the conversations, or the tags of one name.

-- list --
SELECT * FROM listed WHERE place IN ({chosen}) {order} LIMIT :limit

-- chosen --
SELECT c.rowid FROM {source} {where} {order} LIMIT :limit

-- one_section --
SELECT * FROM ({section})

-- count --
SELECT COUNT(*) AS found FROM (SELECT 1 FROM {source} {where} LIMIT 1000)

-- contacts --
SELECT account, psid, username, name AS profile_name, known, score, tags, urgent, first_seen,
  last_customer_at AS last_seen, heard AS messages, window_until, last_at, picture
FROM conversations listed WHERE rowid IN ({chosen}) {order} LIMIT :limit

-- one_contact --
SELECT account, psid, username, name AS profile_name, known, score, tags, urgent, first_seen,
  last_customer_at AS last_seen, heard AS messages, window_until, last_at, picture
FROM conversations WHERE address = :address

-- from_conversations --
conversations c

-- from_urgent --
conversations c INDEXED BY conversations_urgent

-- from_by_window --
conversations c INDEXED BY conversations_by_window

-- from_by_time --
conversations c INDEXED BY conversations_by_time

-- from_draft --
conversations c INDEXED BY conversations_draft

-- from_needing --
conversations c INDEXED BY conversations_needing

-- from_unread --
conversations c INDEXED BY conversations_unread

-- from_hot --
conversations c INDEXED BY conversations_by_rank

-- from_tag --
tags t CROSS JOIN conversations c ON c.address = t.address

-- of_this_tag --
t.tag = :tag

-- of_tag --
EXISTS (SELECT 1 FROM tags t WHERE t.address = c.address AND t.tag = :tag)

-- of_status --
c.status = :status

-- of_statuses --
c.status IN (SELECT value FROM json_each(:statuses))

-- of_account --
c.account = :account

-- of_assignee --
c.assignee = :assignee

-- of_owner --
c.owner = :owner

-- of_intent --
c.intent = :intent

-- of_urgent --
c.urgent <> ''

-- of_draft --
c.draft = 1

-- of_needing --
c.needs_until > 0 AND c.needs_until > :now AND c.needs_from <= :now

-- of_unread --
c.unread > 0

-- of_hot --
c.rank >= :hot_from AND c.rank >= 10000000000000 * COALESCE(json_extract(:hot_scores, '$."' || c.account || '"'), :hot)
-- of_people --
instr(c.address, ':test-') = 0

-- of_test_chats --
instr(c.address, ':test-') > 0

-- of_text --
instr(c.search, :q) > 0

-- since_time --
{key}.last_at >= :from_ms

-- until_time --
{key}.last_at < :to_ms

-- with_open_window --
c.window_until > :now

-- after_newest --
({key}.last_at, {key}.address) < (:key, :address)

-- by_newest --
ORDER BY {key}.last_at DESC, {key}.address DESC

-- after_oldest --
({key}.last_at, {key}.address) > (:key, :address)

-- by_oldest --
ORDER BY {key}.last_at, {key}.address

-- after_score --
(c.rank, c.address) < (:key, :address)

-- by_score --
ORDER BY {key}.rank DESC, {key}.address DESC

-- of_calm --
c.urgent = ''

-- with_closed_window --
c.window_until <= :now

-- after_urgent --
(CASE WHEN {key}.urgent <> '' THEN 0 ELSE 20000000000000 END
    + CASE WHEN {key}.window_until > :now THEN {key}.window_until ELSE 20000000000000 - {key}.last_at END, {key}.address) > (:key, :address)

-- by_urgent --
ORDER BY CASE WHEN {key}.urgent <> '' THEN 0 ELSE 20000000000000 END
    + CASE WHEN {key}.window_until > :now THEN {key}.window_until ELSE 20000000000000 - {key}.last_at END, {key}.address

-- after_time_left --
({key}.window_until, {key}.address) > (:key, :address)

-- by_time_left --
ORDER BY {key}.window_until, {key}.address

-- one_conversation --
SELECT * FROM listed WHERE address = :address

-- several_conversations --
SELECT * FROM listed WHERE address IN (SELECT value FROM json_each(:addresses))

-- tags_in_use --
WITH RECURSIVE used(tag) AS (
  SELECT MIN(tag) FROM tags
  UNION ALL SELECT (SELECT MIN(tag) FROM tags t WHERE t.tag > used.tag) FROM used WHERE used.tag IS NOT NULL
)
SELECT tag FROM used WHERE tag IS NOT NULL LIMIT :limit

-- same_username --
SELECT * FROM listed WHERE username = :username AND username <> '' AND address <> :address
ORDER BY last_at DESC LIMIT :limit

-- newest_owner_line --
SELECT entry, at, mid, said_at, who, by, kind, text, content, details, send, state, sent_at, reason, question, until, edited,
  earlier, reaction, media, comment_id, media_id, parent_id, decided
FROM thread WHERE address = :address AND kind = 'system' AND text >= 'owner: ' AND text < 'owner:!'
ORDER BY at DESC, seq DESC LIMIT 1

-- messages_of_kind --
SELECT entry, at, mid, said_at, who, by, kind, text, content, details, send, state, sent_at, reason, question, until, edited,
  earlier, reaction, media, comment_id, media_id, parent_id, decided
FROM thread WHERE address = :address AND kind = :kind
ORDER BY at DESC, seq DESC LIMIT :limit

-- messages_before --
SELECT entry, at, mid, said_at, who, by, kind, text, content, details, send, state, sent_at, reason, question, until, edited,
  earlier, reaction, media, comment_id, media_id, parent_id, decided
FROM thread WHERE address = :address AND (at, seq) < (:at, :seq)
ORDER BY at DESC, seq DESC LIMIT :limit

-- messages_after --
SELECT entry, at, mid, said_at, who, by, kind, text, content, details, send, state, sent_at, reason, question, until, edited,
  earlier, reaction, media, comment_id, media_id, parent_id, decided
FROM thread WHERE address = :address AND (at, seq) > (:at, :seq)
ORDER BY at, seq LIMIT :limit

-- messages_found --
SELECT m.address, m.doc, m.at || '-' || m.seq AS entry, m.at, m.who, m.by_whom AS by, m.kind, m.text
FROM (SELECT rowid AS doc FROM words WHERE words MATCH :match AND rowid < :before ORDER BY rowid DESC LIMIT :limit) f
CROSS JOIN messages m ON m.doc = f.doc
ORDER BY m.doc DESC

-- decisions_before --
SELECT at || '-' || seq AS entry, at AS decided_at, question, verdict, detail, mids, gates, source, answer, model,
  prompt, tokens_in, tokens_out, cost_usd, took_ms, opened_at, version, comment_id, rule, hits, retrieved, edited,
  by_whom AS by
FROM decisions WHERE address = :address AND (at, seq) < (:at, :seq)
ORDER BY at DESC, seq DESC LIMIT :limit

-- decisions_of_questions --
SELECT at || '-' || seq AS entry, at AS decided_at, question, verdict, detail, mids, gates, source, answer, model,
  prompt, tokens_in, tokens_out, cost_usd, took_ms, opened_at, version, comment_id, rule, hits, retrieved, edited,
  by_whom AS by
FROM decisions WHERE address = :address AND question > 0 AND question IN (SELECT value FROM json_each(:questions))
ORDER BY at, seq

-- drafts_by_intent --
SELECT intent,
  COUNT(*) FILTER (WHERE verdict = 'drafted' AND detail = 'approved' AND edited = 0 AND flagged = 0) AS approved,
  COUNT(*) FILTER (WHERE verdict = 'drafted' AND detail = 'approved' AND edited = 1 AND flagged = 0) AS edited,
  COUNT(*) FILTER (WHERE verdict = 'drafted' AND detail = 'discarded' AND flagged = 0) AS discarded,
  COUNT(*) FILTER (WHERE verdict = 'drafted' AND detail = 'expired' AND flagged = 0) AS expired,
  COUNT(*) FILTER (WHERE verdict = 'drafted' AND flagged = 1) AS flagged,
  COUNT(*) FILTER (WHERE verdict = 'watched') AS watched,
  COUNT(*) FILTER (WHERE verdict = 'answered' AND source = 'bot') AS answered,
  COUNT(*) FILTER (WHERE verdict = 'blocked' AND detail = 'cancelled') AS cancelled
FROM decisions INDEXED BY decisions_by_intent
WHERE intent <> '' AND at >= :since AND instr(address, ':test-') = 0
  AND address >= 'conversation/' || :account || ':' AND address < 'conversation/' || :account || ';'
GROUP BY intent ORDER BY intent

-- sends_waiting --
SELECT substr(address, 14) || ':' || send AS id, substr(address, 14) AS conversation, send, priority, source,
  by_whom AS by, text, question, state, reason, code, subcode, attempts, planned_at, due_at, called_at, sent_at,
  ended_at, retry_at, mid, can_retry
FROM sends WHERE ended_at = 0 AND instr(address, ':test-') = 0 ORDER BY planned_at LIMIT :limit

-- sends_given_up --
SELECT substr(address, 14) || ':' || send AS id, substr(address, 14) AS conversation, send, priority, source,
  by_whom AS by, text, question, state, reason, code, subcode, attempts, planned_at, due_at, called_at, sent_at,
  ended_at, retry_at, mid, can_retry
FROM sends WHERE can_retry = 1 AND instr(address, ':test-') = 0 ORDER BY ended_at DESC LIMIT :limit

-- one_send --
SELECT substr(address, 14) || ':' || send AS id, substr(address, 14) AS conversation, send, priority, source,
  by_whom AS by, text, question, state, reason, code, subcode, attempts, planned_at, due_at, called_at, sent_at,
  ended_at, retry_at, mid, can_retry
FROM sends WHERE address = :address AND (send = :send OR answer = :send) ORDER BY part DESC LIMIT 1

-- depth --
SELECT priority, state, COUNT(*) AS sends, MIN(planned_at) AS oldest_at
FROM sends WHERE ended_at = 0 AND instr(address, ':test-') = 0 GROUP BY priority, state

-- loads --
SELECT substr(address, 14, instr(substr(address, 14), ':') - 1) AS account, priority, COUNT(*) AS sends
FROM sends WHERE ended_at = 0 AND state = 'queued' AND instr(address, ':test-') = 0 GROUP BY 1, 2

-- has_answered --
SELECT EXISTS (
  SELECT 1 FROM sends WHERE ended_at > 0 AND state IN ('sent', 'seen') AND instr(address, ':test-') = 0
) AS it_has

-- stuck --
SELECT
  (SELECT COUNT(*) FROM sends WHERE ended_at = 0 AND state = 'unknown' AND instr(address, ':test-') = 0) AS in_doubt,
  (SELECT COUNT(*) FROM sends WHERE can_retry = 1 AND instr(address, ':test-') = 0) AS given_up

-- questions_ended --
SELECT
  COUNT(*) FILTER (
    WHERE away = 0 AND (verdict = 'answered' OR (verdict = 'drafted' AND detail = 'approved'))
  ) AS answered,
  COUNT(*) FILTER (
    WHERE verdict IN ('failed', 'handed_over')
      OR away = 1
      OR (verdict = 'drafted' AND detail = 'expired')
      OR (verdict = 'blocked' AND detail IN ('window', 'capped', 'account'))
  ) AS not_answered
FROM decisions WHERE at >= :since AND question > 0 AND instr(address, ':test-') = 0

-- sends_ended --
SELECT
  COUNT(*) FILTER (WHERE state IN ('sent', 'seen')) AS sent,
  COUNT(*) FILTER (WHERE state IN ('refused', 'parked')) AS failed
FROM sends WHERE ended_at > 0 AND ended_at >= :since AND instr(address, ':test-') = 0

-- first_answer_times --
SELECT first_at - opened_at AS ms FROM (
  SELECT d.opened_at AS opened_at,
    (SELECT MIN(s.sent_at) FROM sends s
     WHERE s.address = d.address AND s.question = d.question AND s.question > 0 AND s.sent_at > 0) AS first_at
  FROM decisions d WHERE d.at >= :since AND d.verdict = 'answered' AND d.away = 0 AND d.opened_at > 0
    AND instr(d.address, ':test-') = 0
) WHERE first_at IS NOT NULL ORDER BY ms

-- queue_times --
SELECT called_at - due_at AS ms FROM sends
WHERE called_at > 0 AND called_at >= :since AND instr(address, ':test-') = 0 ORDER BY ms

-- decided_in_day --
SELECT
  COALESCE(SUM(json_array_length(mids)) FILTER (WHERE question > 0), 0) AS messages,
  COUNT(DISTINCT address) FILTER (WHERE question > 0) AS people,
  COUNT(*) FILTER (WHERE question > 0 AND verdict = 'answered' AND source = 'bot') AS answered_by_bot,
  COUNT(*) FILTER (WHERE question > 0 AND verdict = 'answered' AND source = 'rule' AND away = 0) AS answered_by_rule,
  COUNT(*) FILTER (WHERE question > 0 AND verdict = 'drafted' AND detail = 'approved' AND away = 0) AS approved,
  COUNT(*) FILTER (WHERE verdict = 'handed_over') AS handed_over,
  COUNT(*) FILTER (
    WHERE question > 0 AND (verdict = 'failed' OR (verdict = 'drafted' AND detail = 'expired')
      OR (verdict = 'blocked' AND detail IN ('window', 'capped', 'account'))
      OR away = 1)
  ) AS not_answered,
  COALESCE(SUM(tokens_in), 0) AS tokens_in, COALESCE(SUM(tokens_out), 0) AS tokens_out,
  COALESCE(SUM(cost_usd), 0.0) AS cost_usd
FROM decisions
WHERE at >= :since AND at < :until
  AND address >= 'conversation/' || :account || ':' AND address < 'conversation/' || :account || ';'
  AND instr(address, ':test-') = 0

-- said_in_day --
SELECT
  COUNT(*) FILTER (WHERE source = 'person') AS written_by_people,
  COUNT(*) FILTER (WHERE source = 'follow_up') AS follow_ups
FROM sends
WHERE ended_at > 0 AND ended_at >= :since AND ended_at < :until AND state IN ('sent', 'seen')
  AND address >= 'conversation/' || :account || ':' AND address < 'conversation/' || :account || ';'
  AND instr(address, ':test-') = 0

-- standing_now --
SELECT
  COUNT(*) FILTER (WHERE owner = 'waiting') AS waiting_for_person,
  COUNT(*) FILTER (WHERE phase = 'proposed' OR json_extract(nullif(next, ''), '$.state') = 'proposed')
    AS drafts_waiting,
  COUNT(*) FILTER (WHERE unanswered = 1) AS unanswered,
  COUNT(*) FILTER (WHERE scheduled_for > 0) AS scheduled,
  COUNT(*) FILTER (WHERE urgent <> '' AND status <> 'closed') AS urgent,
  COUNT(*) FILTER (WHERE score >= :hot_score AND status <> 'closed') AS hot
FROM conversations WHERE account = :account AND instr(address, ':test-') = 0

-- dashboard_now --
SELECT
  (SELECT COUNT(*) FROM conversations INDEXED BY conversations_by_time
   WHERE instr(address, :prefix) = 1 AND instr(address, ':test-') = 0) AS contacts,
  (SELECT COUNT(*) FROM conversations INDEXED BY conversations_by_status
   WHERE status IN ('open', 'scheduled') AND last_at >= :yesterday
     AND instr(address, :prefix) = 1 AND instr(address, ':test-') = 0
  ) AS active,
  (SELECT COUNT(*) FROM conversations INDEXED BY conversations_unanswered
   WHERE unanswered = 1 AND instr(address, :prefix) = 1 AND instr(address, ':test-') = 0) AS unanswered

-- attention_now --
SELECT
  (SELECT COUNT(*) FROM conversations INDEXED BY conversations_needing
   WHERE needs_until > 0 AND needs_until > :now AND needs_from <= :now
     AND instr(address, :prefix) = 1 AND instr(address, ':test-') = 0) AS conversations,
  (SELECT COUNT(*) FROM conversations INDEXED BY conversations_by_owner
   WHERE owner = 'waiting' AND instr(address, :prefix) = 1 AND instr(address, ':test-') = 0) AS waiting,
  (SELECT COUNT(*) FROM conversations INDEXED BY conversations_draft
   WHERE draft = 1 AND instr(address, :prefix) = 1 AND instr(address, ':test-') = 0) AS drafts,
  (SELECT COUNT(*) FROM conversations INDEXED BY conversations_urgent
   WHERE urgent <> '' AND status <> 'closed' AND instr(address, :prefix) = 1 AND instr(address, ':test-') = 0
  ) AS urgent,
  (SELECT COUNT(DISTINCT address) FROM sends INDEXED BY sends_given_up
   WHERE can_retry = 1 AND instr(address, :prefix) = 1 AND instr(address, ':test-') = 0) AS failed,
  (SELECT COUNT(*) FROM conversations INDEXED BY conversations_by_window
   WHERE window_until > :now AND window_until <= :closing AND unanswered = 1 AND status <> 'closed'
     AND instr(address, :prefix) = 1 AND instr(address, ':test-') = 0) AS closing

-- received_by_hour --
SELECT (at - :since) / 3600000 AS hour, COUNT(*) AS count
FROM messages INDEXED BY messages_by_doc
WHERE doc >= :since_doc AND who = 'customer' AND history = 0 AND instr(address, :prefix) = 1
GROUP BY hour

-- sent_by_hour --
SELECT (at - :since) / 3600000 AS hour, COUNT(*) AS count FROM (
  SELECT ended_at AS at FROM sends INDEXED BY sends_by_end
  WHERE ended_at > 0 AND ended_at >= :since AND state IN ('sent', 'seen')
    AND instr(address, :prefix) = 1 AND instr(address, ':test-') = 0
  UNION ALL
  SELECT at FROM messages INDEXED BY messages_by_doc
  WHERE doc >= :since_doc AND send = '' AND who IN ('person', 'app') AND kind <> 'note' AND history = 0
    AND instr(address, :prefix) = 1
)
GROUP BY hour

-- answered_since --
SELECT
  COUNT(*) FILTER (WHERE verdict = 'answered' AND source = 'bot') AS bot,
  COUNT(*) FILTER (WHERE verdict = 'answered' AND source = 'rule' AND away = 0) AS rule,
  COUNT(*) FILTER (WHERE verdict = 'drafted' AND detail = 'approved' AND away = 0) AS approved,
  (SELECT COUNT(*) FROM sends INDEXED BY sends_by_end
   WHERE ended_at > 0 AND ended_at >= :since AND state IN ('sent', 'seen') AND source = 'person'
     AND instr(address, :prefix) = 1 AND instr(address, ':test-') = 0)
  + (SELECT COUNT(*) FROM messages INDEXED BY messages_by_doc
     WHERE doc >= :since_doc AND send = '' AND who = 'person' AND kind <> 'note' AND history = 0
       AND instr(address, :prefix) = 1) AS person
FROM decisions
WHERE at >= :since AND question > 0 AND instr(address, :prefix) = 1 AND instr(address, ':test-') = 0

-- first_words --
SELECT MAX(0, first_at - opened_at) AS ms FROM (
  SELECT d.opened_at AS opened_at,
    (SELECT MIN(said_at) FROM (
       SELECT s.sent_at AS said_at FROM sends s WHERE s.address = d.address AND s.sent_at >= d.opened_at
       UNION ALL
       SELECT p.at FROM messages p WHERE p.address = d.address AND p.at >= d.opened_at AND p.send = ''
         AND p.who IN ('person', 'app') AND p.kind <> 'note' AND p.doc IS NOT NULL)) AS first_at
  FROM decisions d
  WHERE d.at >= :since AND d.question > 0 AND d.away = 0 AND d.opened_at > 0
    AND (d.verdict IN ('answered', 'handed_over', 'failed') OR (d.verdict = 'drafted' AND d.detail = 'approved')
      OR (d.verdict = 'blocked' AND d.detail = 'person'))
    AND instr(d.address, :prefix) = 1 AND instr(d.address, ':test-') = 0
) WHERE first_at IS NOT NULL ORDER BY ms

-- made_so_far --
SELECT CASE WHEN EXISTS (SELECT 1 FROM positions) THEN NULL ELSE (SELECT count(*) FROM conversations) END AS so_far

-- reader_positions --
SELECT partition, entry FROM positions
