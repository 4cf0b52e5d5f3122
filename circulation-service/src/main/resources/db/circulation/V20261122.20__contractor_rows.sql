-- A school may do without reading guidance by the contractor; without a row it is offered.
CREATE TABLE reading_guidance (
    school varchar(13) PRIMARY KEY,
    offered boolean NOT NULL,
    decided_by text NOT NULL,
    decided_at timestamptz NOT NULL
);

-- Row security holds for everybody who does not pass by a policy, the owner included.
ALTER TABLE borrower ENABLE ROW LEVEL SECURITY;
ALTER TABLE borrower FORCE ROW LEVEL SECURITY;
ALTER TABLE loan ENABLE ROW LEVEL SECURITY;
ALTER TABLE loan FORCE ROW LEVEL SECURITY;

CREATE POLICY service ON borrower TO ${app} USING (true) WITH CHECK (true);
CREATE POLICY service ON loan TO ${app} USING (true) WITH CHECK (true);

-- R15 stands here in so many words, whatever the documents say: no loan of a staff member for the contractor.
CREATE POLICY contractor ON borrower FOR SELECT TO ${contractor} USING (
    assigned(school)
    AND NOT departed
    AND category <> 'STAFF'
    AND (opened('loanRecords', category, school) OR opened('currentTitles', category, school))
    AND NOT (
        current_setting('madoguchi.duty', true) = 'READING_GUIDANCE'
        AND EXISTS (SELECT FROM reading_guidance g WHERE g.school = borrower.school AND NOT g.offered)));

-- Who sees the borrower sees the loans; under currentTitles alone, those that are out.
CREATE POLICY contractor ON loan FOR SELECT TO ${contractor} USING (
    EXISTS (
        SELECT FROM borrower b
        WHERE b.patron_id = loan.patron_id
          AND (opened('loanRecords', b.category, b.school) OR loan.returned_at IS NULL)));

GRANT SELECT, INSERT, UPDATE ON reading_guidance TO ${app};
GRANT SELECT (school, offered) ON reading_guidance TO ${contractor};
GRANT SELECT (patron_id, school, category, card_hash, departed) ON borrower TO ${contractor};
GRANT SELECT (id, patron_id, item_id, checked_out_at, due_date, renewals, returned_at) ON loan TO ${contractor};
GRANT SELECT (id, school, barcode, title, author, ndc) ON item TO ${contractor};
