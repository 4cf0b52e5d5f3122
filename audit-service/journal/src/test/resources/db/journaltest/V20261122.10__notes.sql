CREATE TABLE note (
    text text NOT NULL
);
CREATE UNIQUE INDEX only_once ON note (text) WHERE text LIKE 'only once%';

-- Lets a test choose that a commit fails, or that nobody hears how it ended.
CREATE FUNCTION at_commit() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.text LIKE 'refused at commit%' THEN
        RAISE EXCEPTION 'refused: %', NEW.text USING ERRCODE = 'check_violation';
    ELSIF NEW.text LIKE 'cut at commit%' THEN
        PERFORM pg_terminate_backend(pg_backend_pid());
        PERFORM pg_sleep(5);
    END IF;
    RETURN NULL;
END
$$;
CREATE CONSTRAINT TRIGGER note_at_commit AFTER INSERT ON note
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION at_commit();

GRANT SELECT, INSERT ON note TO ${app};
