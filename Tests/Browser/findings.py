"""What was found on one page: sentences, and in which views of it."""

from collections import defaultdict

SHOWN = 5  # of the same kind: 5,000 rows have the same problem


class Findings:
    def __init__(self, views):
        self.views = views
        self._where = defaultdict(set)

    def add(self, view, sentences):
        for sentence in sentences:
            self._where[sentence].add(view)

    def __bool__(self):
        return bool(self._where)

    def __len__(self):
        return len(self._where)

    def sentences(self):
        """All of them, with the views in which they are true unless they are true of the page."""
        for sentence, found in self._where.items():
            views = [view for view in self.views if view in found]
            yield f"{', '.join(views)}: {sentence}" if views else sentence

    def lines(self):
        """For people: the first of each kind, and how many more there are."""
        kinds = defaultdict(list)
        for sentence in self.sentences():
            # What comes after the colon says where.
            kinds[sentence.rsplit(": ", 1)[0]].append(sentence)
        for kind, sentences in kinds.items():
            yield from sentences[:SHOWN]
            if len(sentences) > SHOWN:
                yield f"{len(sentences) - SHOWN} more: {kind}."
