"""Asked wrongly: exit code 2."""

from tests.gallery.playing import Situation
from tests.helpers.word_files import docx

ASKING = [
    Situation("no-measure", "tally registerd", "docs/commands.md has all measures."),
    Situation(
        "split-list",
        "tally registered --by level, kind",
        "The parts of a list stand side by side, with a comma and no blank; quotation marks hold them together.",
    ),
    Situation("no-period", "tally registered --year 20", "A year, or two with a hyphen."),
    Situation("no-basis", "tally registered --count twice", "One of those."),
    Situation("basis-lacking", "tally results --count distinct", "One of those."),
    Situation("no-bases", "tally units --count each", "Leave `--count` out."),
    Situation("days-lacking", "tally results --as-of 31/12/2020", "Leave `--as-of` out, or ask for another measure."),
    Situation(
        "days-reversed", "tally recognized --from 1/12/2020 --as-of 30/11/2020", "Put the earlier day behind `--from`."
    ),
    Situation(
        "model-elsewhere",
        "move evaluations/2020/2020-cho-khong-rac.xa.yaml --year 2021",
        "`danvan move` with the model's id: its evaluations go along.",
    ),
    Situation(
        "no-plain-file",
        "evaluate 2020-duong-hoa --level xa --evidence anh",
        "The files themselves, one after the other.",
        sent={"anh/1.jpg": ""},
    ),
    Situation(
        "no-evidence-file",
        "evaluate 2020-duong-hoa --level xa --evidence ảnh.jpg",
        "Its path, as it is seen from the folder where you are; or one that begins with `evidence/`.",
    ),
    Situation("no-month", "tally registered --where month=13/2020", "`month=12/2020`."),
    Situation("no-quarter", "tally registered --where quarter=5/2020", "`quarter=Q4/2020`."),
    Situation("open-lacking", "tally registered --include-open", "`danvan tally active --include-open`."),
    Situation("no-dimension", "tally registered --by lvel", "docs/commands.md has all dimensions."),
    Situation("no-shown", "list awards --show recipient,desicion", "One of those, such as `decision`."),
    Situation("one-group", "list registered --group unit,level", "Group by one; filter by the other with --where."),
    Situation("dimension-lacking", "tally awards --by field", "Group by one that it has."),
    Situation("dimension-twice", "tally registered --by kind,kind", "Once is enough."),
    Situation(
        "level-of-unit", "tally registered --by kind.xa", "Only `unit` can be gathered at a level: `--by unit.xa`."
    ),
    Situation("no-filter", "tally registered --where kind", "`--where kind=tap-the`."),
    Situation("no-value", "tally registered --where kind=tapthe", "A part of the label will do: `kind='tập thể'`."),
    Situation("vs-by-year", "tally registered --by year --vs 2019", "One or the other."),
    Situation(
        "overview-filter",
        "tally --where rating=tot",
        "Name a measure that has it: `danvan tally rated --where rating=tot`.",
    ),
    Situation("overview-option", "tally --vs 2019", "`danvan tally registered --vs 2019`."),
    Situation(
        "no-column",
        "tally --by unit --column 'registred level=xa'",
        "Measures are those of `danvan tally`; sets of columns stand under `columns` in danvan.yaml.",
    ),
    Situation(
        "column-option", "tally --by unit --column awards --vs 2019", "`danvan tally awards --by unit --vs 2019`."
    ),
    Situation(
        "one-indicator", "tally --by unit --column results", "`--column 'results indicator=hien-dat'`, a column each."
    ),
    Situation("measure-and-columns", "tally registered --column awards", "`--column registered --column awards`."),
    Situation(
        "no-repository", "tally --revision HEAD", "`git init` in the data folder, or `danvan init`, which makes one."
    ),
    Situation(
        "no-day-of-any", "tally --at 31/13/2026", "`--at 31/12/2026`: a year has twelve months.", before=("init",)
    ),
    Situation(
        "no-revision",
        "tally --revision v9",
        "`danvan log` tells the changes with their numbers.",
        before=("init",),
    ),
    Situation(
        "before-history", "tally --at 31/12/2019", "A later day; what was before is in no history.", before=("init",)
    ),
    Situation(
        "no-change",
        "undo 'chợ không có' --yes",
        "`danvan log` lists what happened: a record by a part of its title, or the revision at the end of a line.",
        before=("init",),
    ),
    Situation(
        "no-such-change",
        "redo v9",
        "`danvan redo` alone does again what was taken back last.",
        before=("init",),
    ),
    Situation(
        "measure-lacking",
        "diff HEAD --where level=xa",
        "`--measure registered` beside it; or leave `--where` out, and see all that differs.",
    ),
    Situation("backup-inside", "backup -o ../data/ban.zip", "`-o` with a file, or a folder, on a stick or a share."),
    Situation(
        "from-alone",
        "init --from ban.zip --office 'Ban Dân vận' --data moi",
        "`danvan init --from ban.zip --data moi`.",
        before=("backup -o ban.zip",),
    ),
    Situation("no-folder", "tally --data khong-co", "`danvan init` makes one; `--data` names one that is there."),
    Situation("no-code", "check --explain no-decison", "This page has all codes."),
    Situation("install-and-remove", "completion bash --install --remove", "One or the other."),
    Situation("no-words", "search '—'", "Type a word."),
    Situation("no-paper", "report to-trih -o a.docx", "`danvan report --help` names them."),
    Situation("no-form", "report --form dang-uy -o a.docx", "`--form nha-nuoc` for papers of a People's Committee."),
    Situation(
        "paper-and-template",
        "report to-trinh --template mau.docx -o a.docx",
        "A template of one's own is all of the paper.",
    ),
    Situation("paper-of-nothing", "report --year 2062 -o a.docx", "Name a year of which records are there."),
    Situation(
        "paper-of-nothing-yet",
        "report to-trinh --year 2020 -o a.docx",
        "What was put forward is recorded first; then the proposal lists it.",
    ),
    Situation(
        "paper-of-nothing-so",
        "report giay-khen --year 2020 --where decision=99-QĐ/TU -o a.docx",
        "`danvan list awards --year 2020` shows which decisions are on record.",
    ),
    Situation(
        "paper-condition-lacking",
        "report --year 2020 --where field=moi-truong -o a.docx",
        "`--where unit=…`; or a template of your own that counts only what has fields: `so('registered', 'field=…')`.",
    ),
    Situation(
        "paper-condition-differs",
        "report --year 2020 --where level=xa -o a.docx",
        "`danvan report danh-sach --where level=xa` lists what that level recognized.",
    ),
    Situation(
        "paper-of-several-decisions",
        "report quyet-dinh --year 2020 --where level=huyen,xa -o a.docx",
        "A decision for each: `--where level=xa`, then `--where level=huyen`.",
    ),
    Situation(
        "paper-decides-twice",
        "report quyet-dinh --year 2020 --where decision=200-QĐ/TU -o a.docx",
        "`--where level=xa` beside it, or the one decision whose number was typed wrongly is mended.",
        before=(
            "recognize 2020-duong-hoa --decision 200-QĐ/TU --on 20/12/2020 --level tinh",
            "recognize 2020-duong-hoa --decision 200-QĐ/TU --on 20/12/2020 --level xa",
        ),
    ),
    Situation(
        "paper-share-of-days",
        "report --year 2020 --where quarter=Q4/2020 -o a.docx",
        "`danvan report danh-sach --where quarter=Q4/2020` lists what was recognized in it.",
    ),
    Situation("no-paper-name", "report -o bao-cao.pdf", "Word and LibreOffice make a .pdf of a .docx."),
    Situation("not-of-pages", "report --number 05 -o 2020.html", "A number and a day are those of a paper in Word."),
    Situation("writes-no-paper", "report --lint mau.docx -o a.docx", "First the one, then the other."),
    Situation("only-of-papers", "template models to-trinh", "`danvan template models` for a list."),
    Situation(
        "no-repeated-paper",
        "report bao-cao --year 2020 -o .",
        "`-o bao-cao.docx`; a folder is for certificates and the like.",
    ),
    Situation(
        "not-a-paper",
        "report --compare bc.docx",
        "Word keeps what danvan put into the file; what was copied into another file, printed or scanned has lost it.",
        sent={"bc.docx": lambda: docx("187 mô hình")},
    ),
]
