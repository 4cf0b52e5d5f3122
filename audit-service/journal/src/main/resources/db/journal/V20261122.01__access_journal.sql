-- The record of each access, committed with the access itself, until the trail has it.
-- xid orders rows by transaction, so that the relay can read everything below the oldest running transaction without a gap.
-- By ranges of xid, so that the relay reads in order from the newest alone, and old rows go by whole partitions.
CREATE TABLE access_journal (
    id uuid NOT NULL,
    xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
    recorded_at timestamptz NOT NULL,
    -- By the database's own clock.
    written_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    body jsonb NOT NULL,
    -- 32 random bytes that hide the record in the log.
    salt bytea NOT NULL,
    PRIMARY KEY (xid, id)
) PARTITION BY RANGE (xid);
-- Takes what no partition was made for, so that no record is ever refused for want of one.
CREATE TABLE access_journal_rest PARTITION OF access_journal DEFAULT;

-- Partition access_journal_<first> holds what lies before "beyond".
CREATE TABLE journal_partition (
    first xid8 PRIMARY KEY,
    beyond xid8 NOT NULL
);

-- Records that the trail refused for good. They stay in the journal, and are tried again.
CREATE TABLE journal_set_aside (
    xid xid8 NOT NULL,
    id uuid PRIMARY KEY,
    code text NOT NULL,
    set_aside_at timestamptz NOT NULL DEFAULT clock_timestamp()
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

-- Makes partitions for that many transactions ahead; how many were made.
CREATE FUNCTION make_journal_partitions(size bigint, ahead integer) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER
SET lock_timeout = '300ms' AS $$
DECLARE
    made integer := 0;
    present numeric := pg_snapshot_xmax(pg_current_snapshot())::text::numeric;
    start numeric;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('journal-partitions ' || current_schema(), 0));
    LOOP
        start := greatest(
            floor(present / size) * size,
            coalesce((SELECT beyond::text::numeric FROM journal_partition ORDER BY beyond DESC LIMIT 1), 0),
            coalesce((SELECT xid::text::numeric + 1 FROM access_journal_rest ORDER BY xid DESC LIMIT 1), 0));
        EXIT WHEN start >= present + size::numeric * ahead;
        EXECUTE format('CREATE TABLE access_journal_%s PARTITION OF access_journal FOR VALUES FROM (%L) TO (%L)',
            start, start, start + size);
        INSERT INTO journal_partition (first, beyond) VALUES (start::text::xid8, (start + size)::text::xid8);
        made := made + 1;
    END LOOP;
    RETURN made;
END
$$;

-- Drops partitions of which everything is delivered, covered by a cosigned checkpoint, and older than the backups that are
-- kept; how many were dropped. cosigned: up to when the trail's cosigned checkpoints cover what was recorded here.
CREATE FUNCTION drop_journal_partitions(cosigned timestamptz, keep interval) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER
SET lock_timeout = '300ms' AS $$
DECLARE
    dropped integer := 0;
    part record;
    newest timestamptz;
BEGIN
    IF keep IS NULL OR keep < interval '7 days' THEN
        RAISE EXCEPTION 'journals are kept for 7 days at least';
    END IF;
    IF cosigned IS NULL THEN
        RETURN 0;
    END IF;
    PERFORM pg_advisory_xact_lock(hashtextextended('journal-partitions ' || current_schema(), 0));
    FOR part IN
        SELECT first, beyond FROM journal_partition
        WHERE beyond <= (SELECT xid FROM journal_position) AND beyond <= pg_snapshot_xmin(pg_current_snapshot())
        ORDER BY first
    LOOP
        EXIT WHEN EXISTS (SELECT FROM journal_set_aside WHERE xid >= part.first AND xid < part.beyond);
        EXECUTE format('SELECT max(greatest(recorded_at, written_at)) FROM access_journal_%s', part.first) INTO newest;
        -- Against the trail's time, too: a clock that is set forward here drops nothing early.
        EXIT WHEN newest > least(cosigned, clock_timestamp()) - keep;
        EXECUTE format('DROP TABLE access_journal_%s', part.first);
        DELETE FROM journal_partition WHERE first = part.first;
        dropped := dropped + 1;
    END LOOP;
    RETURN dropped;
END
$$;
-- They run as the owner: nothing that a caller makes may stand in for a table of theirs.
DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['make_journal_partitions', 'drop_journal_partitions'] LOOP
        EXECUTE format('ALTER FUNCTION %I SET search_path = %I, pg_temp', name, current_schema());
    END LOOP;
END
$$;
REVOKE ALL ON FUNCTION make_journal_partitions, drop_journal_partitions FROM PUBLIC;
GRANT EXECUTE ON FUNCTION make_journal_partitions, drop_journal_partitions TO ${maintenance};
SELECT make_journal_partitions(1000000, 10);

-- Not xid and written_at: a row with the number of a transaction long past would be behind the relay, and never delivered.
GRANT INSERT (id, recorded_at, body, salt) ON access_journal TO ${app}, ${contractor};
GRANT SELECT, INSERT, UPDATE, DELETE ON refusal_minute, refusal_beyond TO ${app};
GRANT SELECT ON access_journal, journal_position TO ${relay};
GRANT UPDATE (xid, id) ON journal_position TO ${relay};
GRANT SELECT, INSERT, UPDATE, DELETE ON journal_set_aside TO ${relay};
