-- From what the records state to what can be counted, for the years in `changed`. Run after lineages.sql.
-- Only SQL that both SQLite and DuckDB accept.

DELETE FROM fact
WHERE measure IN (
    'registered', 'surveyed', 'rated', 'recognized', 'outstanding', 'nominated', 'results', 'awards', 'proposed',
    'activities', 'participants', 'activity_results', 'recognized revoked', 'outstanding revoked', 'awards revoked')
AND year IN (SELECT year FROM changed);

INSERT INTO fact (
    measure, year, file, model_file, id, root, unit, kind, level, field, movement, origin, indicator,
    weight, first_year, rank, day, ended_day)
SELECT
    'registered', m.year, m.file, m.file, m.id, m.root, m.unit, m.kind, COALESCE(m.level, u.level),
    m.field, m.movement, m.origin, '',
    COALESCE(m.number, 1), COALESCE(m.from_year, m.year), 1, m.registered_day, m.ended_day
FROM model AS m
LEFT JOIN unit AS u ON u.id = m.unit
WHERE m.year IN (SELECT year FROM changed);

-- An evaluation lies in its model's year; one that does not still tells of its model.
UPDATE evaluation SET model_file = (
    SELECT MAX(m.file) FROM model AS m WHERE m.id = evaluation.model AND m.year = evaluation.year)
WHERE year IN (SELECT year FROM changed);
UPDATE evaluation SET astray = CASE WHEN model_file IS NULL THEN 1 ELSE 0 END
WHERE year IN (SELECT year FROM changed);
UPDATE evaluation SET model_file = (
    SELECT m.file FROM model AS m WHERE m.id = evaluation.model
    AND m.year = (SELECT MAX(n.year) FROM model AS n WHERE n.id = evaluation.model))
WHERE astray = 1 AND year IN (SELECT year FROM changed);

-- An evaluation says up to five things; each is counted at the highest level that says it. An evaluation whose
-- model no file tells of counts once, with what it states itself. What was revoked is counted nowhere; on which day it
-- was is kept beside it, for what has to be said under a number of an earlier day.
INSERT INTO fact (
    measure, year, file, model_file, id, root, unit, kind, level, field, movement, origin, rating, decision, indicator,
    weight, first_year, rank, day, ended_day, effective)
SELECT
    e.measure, e.year, e.file, m.file, e.model, COALESCE(m.root, e.model), m.unit, m.kind, e.level,
    m.field, m.movement, m.origin, e.rating, e.decision, '',
    COALESCE(m.number, 1), COALESCE(m.from_year, e.year),
    ROW_NUMBER() OVER (PARTITION BY e.measure, e.year, e.model ORDER BY COALESCE(l.position, 9999), e.level),
    e.day, CASE WHEN e.measure LIKE '% revoked' THEN e.revoked_day END, COALESCE(r.effective, 0)
FROM (
    SELECT 'surveyed' AS measure, surveyed_day AS day, * FROM evaluation
    WHERE surveyed_on IS NOT NULL AND year IN (SELECT year FROM changed)
    UNION ALL SELECT 'rated', rated_day, * FROM evaluation
    WHERE rating IS NOT NULL AND year IN (SELECT year FROM changed)
    UNION ALL SELECT 'recognized', decided_day, * FROM evaluation
    WHERE recognized = 1 AND revoked = 0 AND year IN (SELECT year FROM changed)
    UNION ALL SELECT 'outstanding', decided_day, * FROM evaluation
    WHERE outstanding = 1 AND revoked = 0 AND year IN (SELECT year FROM changed)
    UNION ALL SELECT 'recognized revoked', decided_day, * FROM evaluation
    WHERE recognized = 1 AND revoked_day IS NOT NULL AND year IN (SELECT year FROM changed)
    UNION ALL SELECT 'outstanding revoked', decided_day, * FROM evaluation
    WHERE outstanding = 1 AND revoked_day IS NOT NULL AND year IN (SELECT year FROM changed)
    UNION ALL SELECT 'nominated', proposed_day, * FROM evaluation
    WHERE (proposal IS NOT NULL OR proposed_on IS NOT NULL) AND year IN (SELECT year FROM changed)
) AS e
LEFT JOIN model AS m ON m.file = e.model_file
LEFT JOIN entry AS l ON l.list = 'level' AND l.id = e.level
LEFT JOIN entry AS r ON r.list = 'rating' AND r.id = e.rating
ORDER BY e.measure, e.year, e.file;

INSERT INTO fact (
    measure, year, file, model_file, id, root, unit, kind, level, field, movement, origin, rating, decision, indicator,
    weight, first_year, rank, stock)
SELECT
    'results', e.year, e.file, m.file, e.model, COALESCE(m.root, e.model), m.unit, m.kind, e.level,
    m.field, m.movement, m.origin, e.rating, e.decision, result.indicator,
    result.amount, COALESCE(m.from_year, e.year),
    ROW_NUMBER() OVER (PARTITION BY result.indicator, e.year, e.model ORDER BY COALESCE(l.position, 9999), e.level),
    COALESCE(i.stock, 0)
FROM result
JOIN evaluation AS e ON e.file = result.file
LEFT JOIN model AS m ON m.file = e.model_file
LEFT JOIN entry AS l ON l.list = 'level' AND l.id = e.level
LEFT JOIN entry AS i ON i.list = 'indicator' AND i.id = result.indicator
WHERE e.year IN (SELECT year FROM changed);

-- A revoked award stays on file and is no longer an award, nor an open proposal, whatever its status says. What was
-- proposed is counted by the day of that.
INSERT INTO fact (
    measure, year, file, model_file, id, root, unit, kind, level, decision, form, authority, purpose, status, indicator,
    weight, first_year, rank, recipient, day, ended_day)
SELECT
    a.measure, a.year, a.file, NULL, a.id, a.id, a.unit, a.kind, u.level, a.decision, a.form, a.authority, a.purpose,
    CASE WHEN a.revoked = 1 THEN 'huy-bo' ELSE COALESCE(a.status, 'da-tang') END,
    '',
    COALESCE(a.number, 1), a.year, 1, a.recipient_key, a.day,
    CASE WHEN a.measure LIKE '% revoked' THEN a.revoked_day END
FROM (
    SELECT 'awards' AS measure, decided_day AS day, * FROM award WHERE year IN (SELECT year FROM changed)
    UNION ALL SELECT 'proposed', proposed_day, * FROM award
    WHERE (status = 'de-nghi' OR proposal IS NOT NULL OR proposed_on IS NOT NULL)
    AND year IN (SELECT year FROM changed)
    UNION ALL SELECT 'awards revoked', decided_day, * FROM award
    WHERE revoked_day IS NOT NULL AND COALESCE(status, 'da-tang') IN ('da-tang', 'huy-bo')
    AND year IN (SELECT year FROM changed)
) AS a
LEFT JOIN unit AS u ON u.id = a.authority;

-- A programme runs from its folder's year on; how many took part is stated of the whole record, whatever its count.
INSERT INTO fact (
    measure, year, file, model_file, id, root, unit, form, indicator,
    weight, first_year, rank, day, ended_day, until_year)
SELECT
    'activities', a.year, a.file, NULL, a.id, a.id, a.unit, a.form, '',
    COALESCE(a.number, 1), a.year, 1, a.held_day, a.ended_day, a.until_year
FROM activity AS a
WHERE a.year IN (SELECT year FROM changed);

INSERT INTO fact (measure, year, file, model_file, id, root, unit, form, indicator, weight, first_year, rank, day)
SELECT
    'participants', a.year, a.file, NULL, a.id, a.id, a.unit, a.form, '', a.participants, a.year, 1, a.held_day
FROM activity AS a
WHERE a.participants IS NOT NULL AND a.year IN (SELECT year FROM changed);

INSERT INTO fact (
    measure, year, file, model_file, id, root, unit, form, indicator, weight, first_year, rank, stock)
SELECT
    'activity_results', a.year, a.file, NULL, a.id, a.id, a.unit, a.form, result.indicator,
    result.amount, a.year, 1, COALESCE(i.stock, 0)
FROM result
JOIN activity AS a ON a.file = result.file
LEFT JOIN entry AS i ON i.list = 'indicator' AND i.id = result.indicator
WHERE a.year IN (SELECT year FROM changed);

-- Of which units anything is on record in a year, whatever it is.
DELETE FROM sender WHERE year IN (SELECT year FROM changed);
INSERT INTO sender (unit, year)
SELECT DISTINCT r.unit, r.year
FROM (
    SELECT unit, year FROM model WHERE year IN (SELECT year FROM changed)
    UNION ALL SELECT unit, year FROM award WHERE year IN (SELECT year FROM changed)
    UNION ALL SELECT unit, year FROM activity WHERE year IN (SELECT year FROM changed)
) AS r
WHERE r.unit IS NOT NULL;
