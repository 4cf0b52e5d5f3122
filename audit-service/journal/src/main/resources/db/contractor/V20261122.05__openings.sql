-- What the authorisation documents open to the contractor's accounts, written anew by the owner at each start. The contractor's
-- rows and columns below are open only as far as this table says and the settings of the transaction fit, which come from
-- the token: madoguchi.schools, madoguchi.contract, madoguchi.duty. Unset, nothing fits.
CREATE TABLE opening (
    contract text NOT NULL,
    duty text NOT NULL,
    field text NOT NULL,
    category text NOT NULL,
    -- Null: at every school.
    school varchar(13),
    only_while text,
    opens_at timestamptz NOT NULL,
    closes_at timestamptz
);
CREATE INDEX opening_by_duty ON opening (duty, field);

-- condition: what holds at the school just now, for clauses that open something only then.
CREATE FUNCTION opened(field_name text, patron_category text, patron_school text, condition text DEFAULT NULL)
RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE
RETURN EXISTS (
    SELECT FROM opening o
    WHERE o.duty = current_setting('madoguchi.duty', true)
      AND o.field = field_name
      AND o.contract = current_setting('madoguchi.contract', true)
      AND o.category = patron_category
      AND (o.school IS NULL OR o.school = patron_school)
      AND (o.only_while IS NULL OR o.only_while = condition)
      AND now() >= o.opens_at
      AND (o.closes_at IS NULL OR now() < o.closes_at));

CREATE FUNCTION assigned(patron_school text) RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE
RETURN patron_school = ANY (string_to_array(current_setting('madoguchi.schools', true), ','));

-- How often and of how many persons a contractor's account has read: what the limits against copying (R33) go by.
CREATE TABLE reading_count (
    account text NOT NULL,
    quarter_hour timestamptz NOT NULL,
    readings integer NOT NULL,
    persons integer NOT NULL,
    PRIMARY KEY (account, quarter_hour)
);

GRANT SELECT ON opening TO ${contractor};
GRANT SELECT, INSERT, UPDATE, DELETE ON reading_count TO ${contractor};
