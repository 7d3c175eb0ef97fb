"""The settings under which git's words are read, whatever the person has git say to people.

They go along with each question, so that nobody who reads an answer has to think of them. What says how files are kept
(line ends, filters, what is ignored, who commits, signing) stays the person's.
"""

_SETTINGS = {
    "core.commentChar": "#",  # trailers: a line that begins with it is none
    "core.hooksPath": "/dev/null",  # hooks are of what people do with git by hand
    "core.quotePath": "false",
    "color.ui": "false",
    "diff.orderFile": "/dev/null",
    "diff.relative": "false",
    "i18n.logOutputEncoding": "UTF-8",
    "log.diffMerges": "separate",
    "log.follow": "false",
    "log.showRoot": "true",  # else the first commit changed nothing
    "log.showSignature": "false",  # what is said of it stands among what was asked
    "trailer.separators": ":",
}

GIT_WORDS = tuple(word for key, value in _SETTINGS.items() for word in ("-c", f"{key}={value}"))
