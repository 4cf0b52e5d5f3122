-- Of which cluster, and of which history of it, this is the journal. A restore to an earlier moment begins another history (a
-- timeline of the write-ahead log), in which records of what was disclosed since are missing. No connection that serves
-- requests is given out then, until the operator has seen to it: accept_journal.
CREATE TABLE journal_lineage (
    lineage text PRIMARY KEY,
    accepted_at timestamptz NOT NULL DEFAULT clock_timestamp()
);

CREATE FUNCTION present_lineage() RETURNS text LANGUAGE sql STABLE AS $$
    SELECT system_identifier || ' ' || left(pg_walfile_name(pg_current_wal_lsn()), 8) FROM pg_control_system()
$$;

INSERT INTO journal_lineage (lineage) VALUES (present_lineage());

-- The first statement on each connection of a pool; fails where the journal is another one.
CREATE FUNCTION require_journal() RETURNS void LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM journal_lineage WHERE lineage = present_lineage()) THEN
        RAISE EXCEPTION 'the journal was restored and nobody has accepted it' USING ERRCODE = '57R01';
    END IF;
END
$$;

-- For the operator, once what the old database still held has been delivered: this journal is the one that goes on, and all that
-- is in it goes to the trail again, which takes each record once.
CREATE FUNCTION accept_journal() RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
    -- In a cluster made from a dump the numbers of transactions begin anew: what is still to come would be behind these.
    UPDATE access_journal SET xid = pg_current_xact_id() WHERE xid > pg_current_xact_id();
    PERFORM redeliver();
    INSERT INTO journal_lineage (lineage) VALUES (present_lineage()) ON CONFLICT DO NOTHING;
END
$$;

REVOKE EXECUTE ON FUNCTION accept_journal FROM PUBLIC;
