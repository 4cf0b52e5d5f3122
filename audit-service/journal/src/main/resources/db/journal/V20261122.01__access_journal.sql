-- The record of each access, committed with the access itself, until the trail has it.
-- xid orders rows by transaction, so that the relay can read everything below the oldest running transaction without a gap.
CREATE TABLE access_journal (
    id uuid NOT NULL,
    xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
    recorded_at timestamptz NOT NULL,
    body jsonb NOT NULL,
    -- 32 random bytes that hide the record in the log.
    salt bytea NOT NULL,
    PRIMARY KEY (xid, id)
);

-- How far the relay has delivered. One row; the relay that holds its lock is the one that delivers.
CREATE TABLE journal_position (
    single boolean PRIMARY KEY DEFAULT true CHECK (single),
    xid xid8 NOT NULL,
    id uuid NOT NULL
);
INSERT INTO journal_position (xid, id) VALUES ('0', '00000000-0000-0000-0000-000000000000');

-- Refusals of one account in one minute.
CREATE TABLE refusal_minute (
    account text NOT NULL,
    minute timestamptz NOT NULL,
    refusals integer NOT NULL,
    PRIMARY KEY (account, minute)
);

-- Those beyond the limit, by code; once the minute is over, each row becomes one record, record_id.
CREATE TABLE refusal_beyond (
    account text NOT NULL,
    minute timestamptz NOT NULL,
    code text NOT NULL,
    refusals integer NOT NULL,
    record_id uuid NOT NULL,
    who jsonb NOT NULL,
    PRIMARY KEY (account, minute, code)
);

-- Not xid: a row with the number of a transaction long past would be behind the relay, and never delivered.
GRANT INSERT (id, recorded_at, body, salt) ON access_journal TO ${app}, ${contractor};
GRANT SELECT, INSERT, UPDATE, DELETE ON refusal_minute, refusal_beyond TO ${app};
GRANT SELECT ON access_journal, journal_position TO ${relay};
GRANT UPDATE (xid, id) ON journal_position TO ${relay};
