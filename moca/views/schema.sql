-- The projection: what lists, filters and figures are read from. Disposable: every row is made from the logs again.
-- A change here needs a new LAYOUT in projection.py; a file of another layout is thrown away and rebuilt.
-- Times are ms since 1970. `address` is the actor's (conversation/<account>:<psid>), an entry is `at` and `seq`.

CREATE TABLE conversations (
  address TEXT PRIMARY KEY,
  account TEXT NOT NULL,
  psid TEXT NOT NULL,
  name TEXT NOT NULL,
  username TEXT NOT NULL,
  -- Meta's address of the profile's picture, which dies early; empty = none is known
  picture TEXT NOT NULL,
  -- from the actor's state
  status TEXT NOT NULL,
  owner TEXT NOT NULL,
  owner_since INTEGER NOT NULL,
  agent TEXT NOT NULL,
  assignee TEXT NOT NULL,
  tags TEXT NOT NULL,
  attention TEXT NOT NULL,
  opted_out INTEGER NOT NULL,
  window_until INTEGER NOT NULL,
  quiet_until INTEGER NOT NULL,
  last_customer_at INTEGER NOT NULL,
  question INTEGER NOT NULL,
  phase TEXT NOT NULL,
  proposal TEXT NOT NULL,
  -- JSON: what the guard found in the proposal
  hits TEXT NOT NULL,
  -- whether a draft waits, of an answer or of a follow-up
  draft INTEGER NOT NULL,
  -- the automatic answer that is held, and until when
  held_send TEXT NOT NULL,
  held_until INTEGER NOT NULL,
  -- when a person is needed: from the first moment to before the second; 0 and 0 = not as it stands
  needs_from INTEGER NOT NULL,
  needs_until INTEGER NOT NULL,
  urgent TEXT NOT NULL,
  score INTEGER NOT NULL,
  intent TEXT NOT NULL,
  topic TEXT NOT NULL,
  sentiment TEXT NOT NULL,
  language TEXT NOT NULL,
  -- JSON: the lead's values, and the lead whole, with where each is from
  lead TEXT NOT NULL,
  known TEXT NOT NULL,
  first_seen INTEGER NOT NULL,
  heard INTEGER NOT NULL,
  scheduled_for INTEGER NOT NULL,
  -- JSON of the follow-up that waits; empty = none does
  next TEXT NOT NULL,
  -- from its log
  created_at INTEGER NOT NULL,
  last_at INTEGER NOT NULL,
  last_text TEXT NOT NULL,
  last_who TEXT NOT NULL,
  unanswered INTEGER NOT NULL,
  -- the customer's messages that the team has not read, at most 100; and the entry of its own last word
  unread INTEGER NOT NULL,
  own TEXT NOT NULL,
  last_entry TEXT NOT NULL,
  -- the order by score, then by time, as one number: score * 10^13 + last_at
  rank INTEGER NOT NULL,
  -- what `q` looks in: last text, names, user name, e-mail, phone and PSID, without case and accents
  search TEXT NOT NULL
);
-- What is filtered stands in these beside the order, so that a list is read from its index alone.
CREATE INDEX conversations_by_time ON conversations (last_at, address, account, status, assignee, owner, urgent,
  window_until, unread, intent);
CREATE INDEX conversations_by_status ON conversations (status, last_at, address);
CREATE INDEX conversations_by_account ON conversations (account, status, last_at, address);
CREATE INDEX conversations_by_account_time ON conversations (account, last_at, address);
CREATE INDEX conversations_by_account_owner ON conversations (account, owner, last_at, address);
CREATE INDEX conversations_by_account_assignee ON conversations (account, assignee, last_at, address);
CREATE INDEX conversations_by_owner ON conversations (owner, last_at, address);
CREATE INDEX conversations_by_assignee ON conversations (assignee, last_at, address);
CREATE INDEX conversations_by_account_intent ON conversations (account, intent, last_at, address);
CREATE INDEX conversations_by_intent ON conversations (intent, last_at, address);
CREATE INDEX conversations_by_rank ON conversations (rank, address, account, last_at, window_until);
CREATE INDEX conversations_urgent ON conversations (last_at, address, account, status, assignee, owner, urgent,
  window_until, unread) WHERE urgent <> '';
CREATE INDEX conversations_draft ON conversations (last_at, address, account, status, assignee, owner, urgent,
  window_until, draft) WHERE draft = 1;
CREATE INDEX conversations_needing ON conversations (last_at, address, account, status, assignee, owner, urgent,
  window_until, needs_from, needs_until) WHERE needs_until > 0;
CREATE INDEX conversations_unanswered ON conversations (last_at, address) WHERE unanswered = 1;
CREATE INDEX conversations_unread ON conversations (last_at, address, account, status, assignee, owner, unread)
  WHERE unread > 0;
CREATE INDEX conversations_by_window ON conversations (window_until, address, account, status, assignee, owner, urgent,
  last_at, unread, intent, unanswered);
CREATE INDEX conversations_by_username ON conversations (username) WHERE username <> '';
CREATE INDEX conversations_by_search ON conversations (last_at, address, search);

-- A conversation as the lists show it, with what sort of message the last one is.
CREATE VIEW listed AS
SELECT rowid AS place, address, account, psid, name, username, picture, status, owner, owner_since, agent, assignee,
  tags, attention, opted_out, window_until, quiet_until, last_customer_at, question, phase, proposal, hits, held_send,
  held_until, needs_from, needs_until, urgent, score, rank, intent, topic, sentiment, language, lead, first_seen,
  created_at, last_at, last_text, last_who, unanswered, unread, scheduled_for, next,
  COALESCE((
    SELECT CASE WHEN m.state = 'unsent' THEN 'unsent' ELSE m.kind END FROM messages m
    WHERE m.address = conversations.address AND (m.send = '' OR m.mid <> '')
      AND m.kind NOT IN ('note', 'public_reply', 'reaction', 'referral', 'opt_in', 'control', 'follow_up', 'system')
    ORDER BY m.at DESC, m.seq DESC LIMIT 1
  ), '') AS last_kind
FROM conversations;

-- In the order of the list, so that a page of a tag is read and not sorted.
CREATE TABLE tags (
  tag TEXT NOT NULL,
  last_at INTEGER NOT NULL,
  address TEXT NOT NULL,
  PRIMARY KEY (tag, last_at, address)
) WITHOUT ROWID;
CREATE INDEX tags_by_address ON tags (address, tag);

-- What was written, by whom. The state of our own messages stands in `sends`, once.
CREATE TABLE messages (
  address TEXT NOT NULL,
  at INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  -- under which number its words stand in `words`, in the order of time; null = nobody searches it
  doc INTEGER,
  mid TEXT NOT NULL,
  -- whether it was written before the account was connected: nobody must read it
  history INTEGER NOT NULL,
  -- Meta's own time of it; 0 for what Moca itself sends
  said_at INTEGER NOT NULL,
  who TEXT NOT NULL,
  by_whom TEXT NOT NULL,
  kind TEXT NOT NULL,
  text TEXT NOT NULL,
  state TEXT NOT NULL,
  send TEXT NOT NULL,
  -- JSON of what a message of ours says beside its text; empty = nothing
  content TEXT NOT NULL,
  -- of a comment: its own id, its post, the comment above it, what was decided; of an answer to one: that comment
  comment_id TEXT NOT NULL,
  media_id TEXT NOT NULL,
  parent_id TEXT NOT NULL,
  decided TEXT NOT NULL,
  -- JSON of what came with a message beside its text; empty = nothing
  details TEXT NOT NULL,
  PRIMARY KEY (address, at, seq)
) WITHOUT ROWID;
CREATE UNIQUE INDEX messages_by_doc ON messages (doc) WHERE doc IS NOT NULL;
CREATE INDEX messages_by_mid ON messages (address, mid) WHERE mid <> '';
CREATE INDEX messages_unseen ON messages (address, said_at) WHERE state = 'sent';
CREATE INDEX messages_by_send ON messages (address, send) WHERE send <> '';

-- The words of the messages, and nothing else of them: the triggers keep them, whatever statement changes a text.
-- SQLite keeps a word that was taken out until its segments are merged: `upkeep` says when that is to be done.
-- Short beginnings of words are indexed too: without that, one of a common word takes a quarter of a second.
CREATE VIRTUAL TABLE words USING fts5(
  text, account, content='', tokenize='unicode61 remove_diacritics 2', prefix='2 3 4'
);
CREATE TRIGGER words_come AFTER INSERT ON messages WHEN new.doc IS NOT NULL AND new.text <> '' BEGIN
  INSERT INTO words (rowid, text, account)
  VALUES (new.doc, new.text, substr(new.address, 14, instr(new.address, ':') - 14));
END;
CREATE TRIGGER words_change AFTER UPDATE OF text ON messages WHEN old.doc IS NOT NULL AND old.text <> new.text BEGIN
  INSERT INTO words (words, rowid, text, account)
  SELECT 'delete', old.doc, old.text, substr(old.address, 14, instr(old.address, ':') - 14) WHERE old.text <> '';
  INSERT INTO words (rowid, text, account)
  SELECT new.doc, new.text, substr(new.address, 14, instr(new.address, ':') - 14) WHERE new.text <> '';
END;
CREATE TRIGGER words_go AFTER DELETE ON messages WHEN old.doc IS NOT NULL AND old.text <> '' BEGIN
  INSERT INTO words (words, rowid, text, account)
  VALUES ('delete', old.doc, old.text, substr(old.address, 14, instr(old.address, ':') - 14));
END;

-- What is put off: `merge` = the words are to be merged (1), or are being merged (2).
CREATE TABLE upkeep (
  name TEXT PRIMARY KEY,
  value INTEGER NOT NULL
) WITHOUT ROWID;

-- What came with a message: a list of rows as the API shows them.
CREATE TABLE media (
  address TEXT NOT NULL,
  mid TEXT NOT NULL,
  items TEXT NOT NULL,
  PRIMARY KEY (address, mid)
) WITHOUT ROWID;

-- The texts of a message that was changed, its first one under 0. The message may be still to come.
CREATE TABLE versions (
  address TEXT NOT NULL,
  mid TEXT NOT NULL,
  number INTEGER NOT NULL,
  text TEXT NOT NULL,
  PRIMARY KEY (address, mid, number)
) WITHOUT ROWID;

-- The customer's last reaction to each message, also the one that took an earlier back.
CREATE TABLE reactions (
  address TEXT NOT NULL,
  mid TEXT NOT NULL,
  at INTEGER NOT NULL,
  action TEXT NOT NULL,
  reaction TEXT NOT NULL,
  emoji TEXT NOT NULL,
  PRIMARY KEY (address, mid)
) WITHOUT ROWID;

-- The verdicts on questions, and on comments: those have question 0, their id and the rule.
CREATE TABLE decisions (
  address TEXT NOT NULL,
  at INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  question INTEGER NOT NULL,
  verdict TEXT NOT NULL,
  detail TEXT NOT NULL,
  mids TEXT NOT NULL,
  gates TEXT NOT NULL,
  source TEXT NOT NULL,
  answer TEXT NOT NULL,
  model TEXT NOT NULL,
  prompt TEXT NOT NULL,
  tokens_in INTEGER NOT NULL,
  tokens_out INTEGER NOT NULL,
  cost_usd REAL NOT NULL,
  took_ms INTEGER NOT NULL,
  opened_at INTEGER NOT NULL,
  version INTEGER NOT NULL,
  comment_id TEXT NOT NULL,
  rule TEXT NOT NULL,
  -- JSON: what the guard found in the answer, and the facts that the model was given
  hits TEXT NOT NULL,
  retrieved TEXT NOT NULL,
  edited INTEGER NOT NULL,
  -- who approved or discarded the draft
  by_whom TEXT NOT NULL,
  -- whether the line of an absent business is what was said
  away INTEGER NOT NULL,
  -- whether the guard found anything
  flagged INTEGER NOT NULL,
  intent TEXT NOT NULL,
  PRIMARY KEY (address, at, seq)
) WITHOUT ROWID;
CREATE INDEX decisions_by_time ON decisions (at, verdict);
CREATE INDEX decisions_by_intent ON decisions (at, address, verdict, detail, intent, source, edited, flagged)
  WHERE intent <> '';

-- One row for each part of what the business said. `answer` is the reply it belongs to.
CREATE TABLE sends (
  address TEXT NOT NULL,
  send TEXT NOT NULL,
  answer TEXT NOT NULL,
  part INTEGER NOT NULL,
  parts INTEGER NOT NULL,
  source TEXT NOT NULL,
  priority TEXT NOT NULL,
  by_whom TEXT NOT NULL,
  text TEXT NOT NULL,
  question INTEGER NOT NULL,
  planned_at INTEGER NOT NULL,
  due_at INTEGER NOT NULL,
  called_at INTEGER NOT NULL,
  sent_at INTEGER NOT NULL,
  ended_at INTEGER NOT NULL,
  retry_at INTEGER NOT NULL,
  state TEXT NOT NULL,
  reason TEXT NOT NULL,
  code INTEGER NOT NULL,
  subcode INTEGER NOT NULL,
  attempts INTEGER NOT NULL,
  mid TEXT NOT NULL,
  can_retry INTEGER NOT NULL,
  PRIMARY KEY (address, send)
) WITHOUT ROWID;
CREATE INDEX sends_open ON sends (priority, planned_at) WHERE ended_at = 0;
CREATE INDEX sends_given_up ON sends (ended_at) WHERE can_retry = 1;
CREATE INDEX sends_by_end ON sends (ended_at, state) WHERE ended_at > 0;
CREATE INDEX sends_by_call ON sends (called_at) WHERE called_at > 0;
CREATE INDEX sends_unseen ON sends (address, sent_at) WHERE state = 'sent';
CREATE INDEX sends_by_question ON sends (address, question) WHERE question > 0;
CREATE INDEX sends_by_mid ON sends (address, mid) WHERE mid <> '';

-- What was heard of something before that thing itself: unsent, read, by another app, approved, to be sent at; and,
-- under the empty name, until when (ms) everything was seen.
CREATE TABLE marks (
  address TEXT NOT NULL,
  name TEXT NOT NULL,
  mark TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (address, name, mark)
) WITHOUT ROWID;

-- A thread as it is shown: messages with what became of them and what was said about them.
CREATE VIEW thread AS
SELECT m.address, m.at, m.seq, m.at || '-' || m.seq AS entry, m.mid, m.said_at, m.who, m.by_whom AS by, m.kind, m.text,
  m.content, m.details, m.send, m.comment_id, m.media_id, m.parent_id, m.decided,
  CASE WHEN m.state = '' THEN s.state ELSE m.state END AS state, COALESCE(s.sent_at, 0) AS sent_at,
  COALESCE(s.reason, '') AS reason, COALESCE(s.question, 0) AS question,
  COALESCE(MAX(s.retry_at, CASE WHEN s.state IN ('planned', 'held') THEN s.due_at ELSE 0 END), 0) AS until,
  (SELECT COALESCE(MAX(number), 0) FROM versions v
   WHERE v.address = m.address AND v.mid = m.mid AND m.mid <> '') AS edited,
  (SELECT json_group_array(text) FROM (
     SELECT v.text AS text FROM versions v WHERE v.address = m.address AND v.mid = m.mid AND m.mid <> ''
       AND v.number < (SELECT MAX(number) FROM versions n WHERE n.address = m.address AND n.mid = m.mid)
     ORDER BY v.number)) AS earlier,
  (SELECT json_object('at', r.at, 'reaction', r.reaction, 'emoji', r.emoji) FROM reactions r
   WHERE r.address = m.address AND r.mid = m.mid AND m.mid <> '' AND r.action <> 'unreact' AND m.state <> 'unsent'
  ) AS reaction,
  COALESCE(i.items, '[]') AS media
FROM messages m LEFT JOIN sends s ON s.address = m.address AND s.send = m.send AND m.send <> ''
  LEFT JOIN media i ON i.address = m.address AND i.mid = m.mid AND m.mid <> '';

CREATE TABLE positions (
  partition INTEGER PRIMARY KEY,
  entry TEXT NOT NULL
);
