-- The index holds nothing that the files do not; it is thrown away and built anew at will.

-- What was looked at -------------------------------------------------------------------------
CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT);
-- generation: raised by each change. sealed: the file's own time says of which generation it is (database.py).
CREATE TABLE state (generation INTEGER, sealed INTEGER);

-- digest: of the listing when the folder was last read, NULL while a file in it was too young to trust.
-- spanning: holds totals known only for a period of several years.
CREATE TABLE folder (
    id INTEGER PRIMARY KEY, path TEXT UNIQUE, kind TEXT, year INTEGER, mark TEXT, digest BLOB, spanning INTEGER
);
-- stamp: size, both times and inode, or git's object id.
-- places: where each stated key stands, "key:line:column key:line:column".
CREATE TABLE file (
    id INTEGER PRIMARY KEY, folder INTEGER, name TEXT, stamp TEXT, young INTEGER, sound INTEGER, places TEXT
);
CREATE INDEX file_folder ON file (folder);
CREATE TABLE problem (
    file INTEGER, number INTEGER, code TEXT, line INTEGER, col INTEGER, args TEXT, PRIMARY KEY (file, number)
) WITHOUT ROWID;

-- What the records state ---------------------------------------------------------------------
-- The tables model, evaluation, award and activity are made of their types' columns (database.py).
CREATE INDEX model_id ON model (id);
CREATE INDEX model_year ON model (year, id);
-- evaluation.astray: its year has no such model; model_file is then a model of another year, if any.
CREATE INDEX evaluation_year ON evaluation (year);
CREATE INDEX evaluation_astray ON evaluation (year) WHERE astray = 1;
CREATE INDEX award_year ON award (year);
CREATE INDEX activity_year ON activity (year);
CREATE TABLE claim (
    file INTEGER, number INTEGER, year INTEGER, source TEXT, stated_on TEXT, line INTEGER, col INTEGER, stated TEXT,
    places TEXT,
    PRIMARY KEY (file, number)
);
CREATE TABLE tag (file INTEGER, tag TEXT, PRIMARY KEY (file, tag)) WITHOUT ROWID;
-- amount and points are hundredths.
CREATE TABLE result (file INTEGER, indicator TEXT, amount INTEGER, PRIMARY KEY (file, indicator)) WITHOUT ROWID;
CREATE TABLE point (
    file INTEGER, scorer TEXT, criterion TEXT, points INTEGER, PRIMARY KEY (file, scorer, criterion)
) WITHOUT ROWID;
-- What a record can be found by: as it stands, and without case, diacritics and punctuation.
CREATE TABLE words (file INTEGER PRIMARY KEY, said TEXT, bare TEXT);

-- The lists and the units --------------------------------------------------------------------
CREATE TABLE entry (
    list TEXT, id TEXT, position INTEGER, label TEXT, label_en TEXT, aliases TEXT, until INTEGER, effective INTEGER,
    stock INTEGER, apart INTEGER, unit TEXT, least INTEGER, most INTEGER, short TEXT, PRIMARY KEY (list, id)
) WITHOUT ROWID;
-- now: where a chain of single successors ends.
CREATE TABLE unit (
    id TEXT PRIMARY KEY, position INTEGER, name TEXT, level TEXT, parent TEXT, aliases TEXT, since TEXT, until TEXT,
    until_day TEXT, since_day TEXT, successors TEXT, now TEXT, code TEXT, places TEXT
);
-- Each unit lies below itself too. at_level: the nearest one at or above it of that level.
-- today: 1 for the tree in which each unit is what it became by single successors, 0 for that of its day.
CREATE TABLE below (unit TEXT, ancestor TEXT, today INTEGER, PRIMARY KEY (today, ancestor, unit)) WITHOUT ROWID;
CREATE TABLE at_level (
    unit TEXT, level TEXT, ancestor TEXT, today INTEGER, PRIMARY KEY (today, level, unit)
) WITHOUT ROWID;

-- What can be counted: one row a countable thing, filled by facts.sql ------------------------------
-- indicator: '' where there is none.
-- weight: how much it counts; for `results` hundredths of the indicator's unit.
-- first_year: the first year that a period must cover for the row to count.
-- rank: 1 for the one evaluation a year by which its model (and indicator) counts, 2 for the next below it, and so on.
-- day: the day of what the row says, such as a decision's; a date without day or month is its last day.
CREATE TABLE fact (
    measure TEXT, year INTEGER, file INTEGER, model_file INTEGER, id TEXT, root TEXT, unit TEXT, kind TEXT, level TEXT,
    field TEXT, movement TEXT, origin TEXT, rating TEXT, decision TEXT, form TEXT, authority TEXT, purpose TEXT,
    status TEXT, indicator TEXT, weight INTEGER, first_year INTEGER, rank INTEGER, effective INTEGER, stock INTEGER,
    recipient TEXT, day TEXT, ended_day TEXT, until_year INTEGER,
    PRIMARY KEY (measure, year, file, indicator)
) WITHOUT ROWID;
CREATE INDEX fact_spanning ON fact (measure, year) WHERE first_year < year;
CREATE INDEX fact_said_again ON fact (measure, year) WHERE rank > 1;
-- The units that have a record of their own in a year: what is not known of the others is not 0.
CREATE TABLE sender (unit TEXT, year INTEGER, PRIMARY KEY (unit, year)) WITHOUT ROWID;
-- The years whose facts are out of date.
CREATE TABLE changed (year INTEGER PRIMARY KEY);
