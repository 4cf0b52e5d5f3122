-- The log's tree: how many entries and their root, advanced by compare-and-set, never back.
CREATE TABLE log_state (
    single boolean PRIMARY KEY DEFAULT true CHECK (single),
    origin text,
    -- The one before, until the log has stated that it goes on under another.
    previous_origin text,
    size bigint NOT NULL DEFAULT 0,
    root bytea NOT NULL,
    -- What the operator said after a restore: 'from journals', then 'without the missing'.
    catching_up text CHECK (catching_up IN ('from journals', 'without the missing'))
);
-- The root of no entries is the hash of nothing (RFC 6962).
INSERT INTO log_state (root) VALUES (sha256(''));

-- C2SP tlog-tiles: tiles of hashes by level, and as level -1 the entries. A tile that is not full is as wide as the tree.
CREATE TABLE tile (
    level smallint NOT NULL,
    index bigint NOT NULL,
    content bytea NOT NULL,
    PRIMARY KEY (level, index)
);

-- Entries whose record was lost with a database and could not be found again: only the commitment is left.
CREATE TABLE lost_entry (
    index bigint PRIMARY KEY,
    found_missing_at timestamptz NOT NULL
);

-- Signed notes: the newest checkpoint, and the newest that enough witnesses have cosigned.
CREATE TABLE checkpoint (
    origin text NOT NULL,
    size bigint NOT NULL,
    signed text NOT NULL,
    signed_at timestamptz NOT NULL,
    cosigned_at timestamptz,
    PRIMARY KEY (origin, size)
);

-- The size up to which a witness has cosigned.
CREATE TABLE witness_position (
    origin text NOT NULL,
    witness text NOT NULL,
    size bigint NOT NULL,
    PRIMARY KEY (origin, witness)
);

-- What the operator of the log states under the log's signature: what was removed, what was lost, where the log goes on.
CREATE TABLE statement (
    number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    made_at timestamptz NOT NULL,
    signed text NOT NULL
);

-- The partitions of access_record. Dropped ones stay on the list.
CREATE TABLE record_partition (
    from_index bigint PRIMARY KEY,
    until_index bigint NOT NULL,
    removed_at timestamptz
);

-- Makes partitions until there is room for these indices. Attached, not created in place: readers are not kept waiting.
CREATE FUNCTION make_room(until_index bigint, width bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE
    top bigint;
BEGIN
    SELECT coalesce(max(p.until_index), 0) INTO top FROM record_partition p;
    WHILE top < make_room.until_index LOOP
        EXECUTE format('CREATE TABLE access_record_%s (LIKE access_record INCLUDING DEFAULTS INCLUDING GENERATED)', top);
        EXECUTE format('ALTER TABLE access_record ATTACH PARTITION access_record_%s FOR VALUES FROM (%s) TO (%s)',
            top, top, top + width);
        INSERT INTO record_partition (from_index, until_index) VALUES (top, top + width);
        top := top + width;
    END LOOP;
END
$$;

-- Removes the records of one partition for good, where each of them is older than the time to keep them and the log goes beyond
-- them; how many that were. Their entries, places and proofs stay.
CREATE FUNCTION remove_records(from_index bigint, keep interval) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE
    newest timestamptz;
    records bigint;
    until_index bigint;
BEGIN
    IF keep < interval '30 days' THEN
        RAISE EXCEPTION 'records are kept for 30 days at least' USING ERRCODE = 'check_violation';
    END IF;
    SELECT p.until_index INTO until_index FROM record_partition p
    WHERE p.from_index = remove_records.from_index AND p.removed_at IS NULL
    FOR UPDATE;
    IF until_index IS NULL OR until_index > (SELECT size FROM log_state) THEN
        RAISE EXCEPTION 'no such full partition' USING ERRCODE = 'check_violation';
    END IF;
    EXECUTE format('SELECT max(received_at), count(*) FROM access_record_%s', from_index) INTO newest, records;
    IF newest >= now() - keep THEN
        RAISE EXCEPTION 'records of this partition are younger' USING ERRCODE = 'check_violation';
    END IF;
    EXECUTE format('DROP TABLE access_record_%s', from_index);
    UPDATE record_partition p SET removed_at = now() WHERE p.from_index = remove_records.from_index;
    RETURN records;
END
$$;

-- For the operator after a restore: the log takes the order of lost entries from the archive and waits for their records from the
-- journals; once those have come again, it goes on without the records that are missing.
CREATE FUNCTION catch_up(without_the_missing boolean) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path FROM CURRENT AS $$
    UPDATE log_state SET catching_up = CASE WHEN without_the_missing THEN 'without the missing' ELSE 'from journals' END
$$;

-- For the operator: the log goes on under this origin, from the entries that are here.
CREATE FUNCTION new_origin(name text) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path FROM CURRENT AS $$
    UPDATE log_state SET previous_origin = origin, origin = name, catching_up = NULL WHERE origin <> name
$$;

REVOKE EXECUTE ON FUNCTION make_room, remove_records, catch_up, new_origin FROM PUBLIC;
GRANT EXECUTE ON FUNCTION make_room, remove_records TO ${app};
GRANT SELECT ON log_state, tile, lost_entry, checkpoint, witness_position, statement, record_partition TO ${app};
GRANT UPDATE (origin, previous_origin, size, root, catching_up) ON log_state TO ${app};
GRANT INSERT ON tile, lost_entry, checkpoint, witness_position, statement TO ${app};
GRANT UPDATE (content) ON tile TO ${app};
GRANT UPDATE (signed, cosigned_at), DELETE ON checkpoint TO ${app};
GRANT UPDATE (size) ON witness_position TO ${app};
