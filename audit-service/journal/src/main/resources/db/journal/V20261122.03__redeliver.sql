-- For the operator, after the trail's database was restored: the relay delivers again all that the journal still holds. The trail takes each
-- record once. Waits until no delivery is under way, whose end would else advance the position again.
CREATE FUNCTION redeliver() RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('journal-relay ' || current_schema(), 0));
    UPDATE journal_position SET xid = '0', id = '00000000-0000-0000-0000-000000000000';
END
$$;
REVOKE EXECUTE ON FUNCTION redeliver FROM PUBLIC;
