"""The language of templates: what stands between braces, and the texts, rows and paragraphs in which that stands."""
