"""Every number of every year, as the query layer gives it: two folders that agree in these count the same."""

from danvan_cli.counting.counter import Counter
from danvan_cli.counting.ledger import Ledger
from danvan_cli.counting.measures import MEASURES
from danvan_cli.counting.question import Question, QuestionText
from danvan_cli.counting.tally import open_ledger, read
from danvan_cli.text.periods import Period

YearNumbers = dict[str, dict[str, dict[str, int]]]


def all_numbers(ledger: Ledger) -> YearNumbers:
    """Return {year: {measure: {indicator, "" where there is none: number}}}, without what is nothing.

    Numbers of results are hundredths. Raise ListsUnreadableError.
    """
    db, lists = open_ledger(ledger, None)
    counter = Counter(db)
    numbers: YearNumbers = {}
    for year in sorted({folder.year for folder in ledger.source.folders()}):
        for measure in MEASURES.values():
            asked = Question(measure, Period(year, year), basis=measure.bases[0] if measure.bases else None)
            question = read(db, lists, asked, QuestionText())
            counts = {
                str(values[0]) if values else "": count
                for values, count in counter.cells(question, question.by).items()
            }
            if counts:
                numbers.setdefault(str(year), {})[measure.name] = counts
    return numbers
