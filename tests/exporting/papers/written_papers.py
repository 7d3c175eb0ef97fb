"""Papers written for tests: a template filled in from an asked folder."""

from pathlib import Path

import pytest

from danvan_cli.domain.messages import Message
from danvan_cli.exporting.papers import template_faults
from danvan_cli.exporting.papers.text_filling import PaperDetails
from danvan_cli.exporting.papers.word import faults_of, fill
from tests.exporting.papers.asked_papers import AskedFolder
from tests.helpers.word_files import WrittenPaper, write_docx

NGA_BAY = '"đơn vị=nga-bay"'


RECOGNIZED = f'{{{{ so("công nhận", {NGA_BAY}) }}}}'


class Papers:
    """Fills templates in."""

    def __init__(self, folder: AskedFolder, place: Path) -> None:
        self.folder, self.place = folder, place

    def fill(self, template: Path, details: PaperDetails | None = None) -> WrittenPaper:
        file = self.place / "paper.docx"
        fill(template, file, self.folder.answers, details or PaperDetails(), force=True)
        return WrittenPaper(file)

    def texts(self, *body: str) -> list[str]:
        return self.fill(write_docx(self.place / "template.docx", *body)).texts()

    def faults(self, template: Path) -> list[tuple[str, int, Message]]:
        """Return what is wrong in a template, by the check, and by whoever would fill it in."""
        faults = faults_of(template, self.folder.answers)[0]
        with pytest.raises(template_faults.FaultyTemplateError) as refused:
            fill(template, self.place / "never.docx", self.folder.answers, PaperDetails())
        assert len(refused.value.faults) == len(faults)
        assert all(map(template_faults.TemplateFault.is_like, refused.value.faults, faults))
        assert not (self.place / "never.docx").exists()
        return [(fault.part, fault.paragraph, fault.why.message) for fault in faults]
