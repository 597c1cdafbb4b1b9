"""Where: every toponym of a report, and the place of each mention."""

from copydesk.locating.answering import Answer, where
from copydesk.locating.gazetteer.importing import import_dump, import_file, import_places
from copydesk.locating.gazetteer.store import LayerInfo, build_gazetteer, gazetteer_home, layers_of
from copydesk.locating.gazetteer.writer import BadGazetteer
from copydesk.locating.locate import locate_report, locate_reports

__all__ = [
    "Answer",
    "BadGazetteer",
    "LayerInfo",
    "build_gazetteer",
    "gazetteer_home",
    "import_dump",
    "import_file",
    "import_places",
    "layers_of",
    "locate_report",
    "locate_reports",
    "where",
]
