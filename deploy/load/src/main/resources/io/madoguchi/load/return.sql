\set i :i + 1
\set n (:i * :clients + :client_id) % :picks
BEGIN;
SELECT i.id AS item_id, i.school AS item_school, i.withdrawn, l.id IS NOT NULL AS on_loan,
       l.id AS loan_id, l.patron_id, l.due_date, l.renewals,
       b.category, coalesce(b.departed, true) AS departed,
       p.loan_limit, p.loan_days, p.renewal_limit
FROM bench.pick AS pick
JOIN circulation.item i ON i.barcode = pick.barcode
LEFT JOIN LATERAL (
    SELECT l.id, l.patron_id, l.due_date, l.renewals FROM circulation.loan l
    WHERE l.item_id = i.id AND l.returned_at IS NULL
    FOR NO KEY UPDATE) l ON true
LEFT JOIN circulation.borrower b ON b.patron_id = l.patron_id
LEFT JOIN circulation.lending_policy p ON p.school = i.school AND p.category = b.category
WHERE pick.n = :n
ORDER BY i.school = pick.school DESC
LIMIT 1 \gset
UPDATE circulation.loan SET returned_at = now() WHERE id = :loan_id::uuid AND returned_at IS NULL;
INSERT INTO bench.journal (id, recorded_at, body, salt)
VALUES (uuidv7(), now(), (SELECT record::jsonb FROM bench.sample), decode('00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff', 'hex'));
COMMIT;
