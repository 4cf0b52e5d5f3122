-- One service's schema and roles; run by the database's administrator, safe to run again.
-- ${schema}: patron, circulation or audit. Five passwords: ${owner_password}, ${app_password},
-- ${contractor_password}, ${relay_password}, ${maintenance_password}.
--   …_owner  runs the migrations and owns the tables; no request is served by it
--   …_app    serves requests; what it may do is granted table by table in the migrations
--   …_contractor  reads for accounts of the contractor, under row security, and puts that on record; nothing else
--   …_relay  reads the journal and advances the relay's position, nothing else
--   …_maintenance  makes and drops partitions of the journal by two functions, which refuse what is not delivered; nothing else
DO $$
DECLARE
    role text;
BEGIN
    FOREACH role IN ARRAY ARRAY['${schema}_owner', '${schema}_app', '${schema}_contractor', '${schema}_relay',
                             '${schema}_maintenance'] LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = role) THEN
            EXECUTE format('CREATE ROLE %I LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS', role);
        END IF;
        EXECUTE format('ALTER ROLE %I SET search_path = ${schema}', role);
        EXECUTE format('GRANT CONNECT ON DATABASE %I TO %I', current_database(), role);
    END LOOP;
    EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
END
$$;
ALTER ROLE ${schema}_owner PASSWORD '${owner_password}';
ALTER ROLE ${schema}_app PASSWORD '${app_password}';
ALTER ROLE ${schema}_contractor PASSWORD '${contractor_password}';
ALTER ROLE ${schema}_relay PASSWORD '${relay_password}';
ALTER ROLE ${schema}_maintenance PASSWORD '${maintenance_password}';
CREATE SCHEMA IF NOT EXISTS ${schema} AUTHORIZATION ${schema}_owner;
GRANT USAGE ON SCHEMA ${schema} TO ${schema}_app, ${schema}_contractor, ${schema}_relay,
    ${schema}_maintenance;
