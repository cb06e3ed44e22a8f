"""
How actors run on Redis Streams. The word of any vendor does not occur here.

An actor is an identity with a log (a stream: mailbox and history in one), a state (a hash) and one pure `receive`.
`tell` appends a fact once and makes the actor due; a host claims what is due and gets an epoch; the activation takes
the unread entries, lets `receive` decide and commits state, records, effects and the next due time in one function
that compares the epoch first. Performers do the effects and tell the results back.

    idle ──tell / timer──▶ due ──claim (epoch)──▶ active ──commit: nothing left──▶ idle
                            ▲                       │ ▲ commit: the log has grown │
                            └── lease ran out ──────┘ └──────────────────────────┘

Guarantees: a fact is appended once per id; a turn is committed whole or not at all, by one process only (`stale` for
any other); an effect is performed at least once and its result heard once; a message that makes `receive` fail three
times is parked and does not stop the others. Time comes from the store's clock: the ms of an entry's id.
"""
