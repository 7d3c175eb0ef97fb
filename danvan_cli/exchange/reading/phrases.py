"""Why a file cannot be read, and what helps: code -> sentence."""

from danvan_cli.text.mark import N_

UNREADABLE = {
    "no-file": N_("There is no file {file}. Check its name and folder."),
    "folder": N_("{file} is a folder. Name the files in it that shall be read."),
    "no-end": N_("{file} is no file, but a pipe or a device. Save the list as a file, and name that."),
    "cannot-open": N_("{file} cannot be opened: {reason}."),
    "empty-file": N_("{file} is empty. Ask for it again: it was lost on its way, or never saved."),
    "lock-file": N_("{file} is only a note of Excel's that the workbook is open. Name the workbook itself: {other}."),
    "password": N_("{file} is protected with a password. Open it in Excel and save it without a password."),
    "damaged": N_(
        "{file} is damaged and cannot be read. Open it in Excel, let Excel repair it, and save it under a new name; "
        "or ask for it again."
    ),
    "doctype": N_(
        "{file} holds definitions that no spreadsheet program writes, so it is not read. Open it in Excel and save it "
        "under a new name."
    ),
    "too-large": N_(
        "{file} unpacks to more than {megabytes} MB, so it is not read. Copy the list alone into a new workbook and "
        "save that."
    ),
    "file-too-large": N_("{file} is larger than {megabytes} MB, so it is not read. Split it into smaller files."),
    "too-many-rows": N_("{file} has more than {rows} filled rows, so it is not read. Split it into smaller files."),
    "too-much-text": N_("{file} holds more than {letters} letters, so it is not read. Split it into smaller files."),
    "too-long": N_(
        "{file}: what begins in line {line} is longer than a row of a list can be. If it is a list, open it in Excel "
        "and save it as .xlsx."
    ),
    "too-many-cells": N_("{file} has more than {cells} filled cells, so it is not read. Split it into smaller files."),
    "no-sheets": N_("{file} has no sheet with cells."),
    "web-page": N_("{file} is a web page, whatever its name says. Open it in Excel and save it as .xlsx."),
    "xml-sheet": N_("{file} is a spreadsheet saved as XML. Open it in Excel and save it as .xlsx."),
    "word": N_("{file} is a Word document. Copy its table into Excel and save it as .xlsx."),
    "pdf": N_("{file} is a PDF. Ask for the workbook that it was made from."),
    "picture": N_("{file} is a picture. Ask for the workbook that it was made from."),
    "archive": N_("{file} is an archive. Unpack it, and name the files in it that shall be read."),
    "binary-workbook": N_("{file} is a binary workbook (.xlsb). Open it in Excel and save it as .xlsx."),
    "old-workbook": N_("{file} was written by an Excel older than 97. Open it in Excel and save it as .xlsx."),
    "not-a-workbook": N_("{file} is neither a workbook nor a list as text (.xlsx, .xls, .ods, .csv)."),
    "not-text": N_(
        "{file}: line {line} holds a zero byte, which no text has. Open the list in Excel and save it as .xlsx."
    ),
    "not-utf8": N_(
        "{file}: line {line} is not in UTF-8. Open the list in Excel and save it as “CSV UTF-8” or as .xlsx."
    ),
    "bad-quote": N_(
        "{file}: the quotation marks from line {line} on cannot be paired. Open the list in Excel and save it as .xlsx."
    ),
    "tcvn3": N_(
        "{file} is written in the old encoding TCVN3 (ABC): at {cell} stands “{text}”, which means “{means}”. "
        "If that is right, add --from-encoding tcvn3; if not, --from-encoding unicode."
    ),
    "vni": N_(
        "{file} is written in the old encoding VNI: at {cell} stands “{text}”, which means “{means}”. "
        "If that is right, add --from-encoding vni; if not, --from-encoding unicode."
    ),
}
