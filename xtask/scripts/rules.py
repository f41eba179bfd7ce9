"""A table of the engine's rules on labelled paragraphs: rows made, right, wrong.

    rules.py SCORE.py LABELS.json ANALYSIS.json

The scorer says where a label's row is and whether a field is right; this only keeps the books by the row's `rule`, walking
labels and rows as the scorer does. The sums must be the scorer's own, or it fails. Counts only: no sentence is printed.
"""
import importlib.util
import json
import sys
from collections import Counter


def load(path):
    spec = importlib.util.spec_from_file_location("score", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def stretches(score, labels, streams):
    """Where the labelled paragraphs are: only there is a row without a label one too many."""
    for paragraph in labels["paragraphs"]:
        text = score.squeeze(paragraph["text"])
        for n, (_, stream, _) in enumerate(streams):
            size, at = next(((size, at) for size in (60, 30, 16) if (at := stream.find(text[:size])) >= 0), (16, -1))
            if at >= 0:
                tail = stream.find(text[-size:], at)
                yield (n, at, tail + size if tail >= 0 else at + len(text)), (paragraph["document"], paragraph["paragraph"])
                break


def within(place, stretch):
    return place is not None and place[0] == stretch[0] and stretch[1] <= place[1] < stretch[2]


def rows_at(label, place, rows):
    """The place and rows of a label's number; of one in Chinese numerals a character or two beside it."""
    if place is None or place in rows or label["marked"]:
        return place, rows.get(place)
    for step in (-1, 1, -2, 2):
        beside = place[0], place[1] + step
        if beside in rows:
            return beside, rows[beside]
    return place, None


def main(scorer, labels, analysis):
    score = load(scorer)
    with open(labels, encoding="utf-8") as file:
        labels = json.load(file)
    with open(analysis, encoding="utf-8") as file:
        analysis = json.load(file)
    streams = score.find_documents(labels, analysis)
    rows = {}
    for n, (document, _, back) in enumerate(streams):
        for row in document["indicators"]:
            if row["span"]["start"] in back:
                rows.setdefault((n, back[row["span"]["start"]]), []).append(row)

    made, right, unnamed, unlabelled = Counter(), Counter(), Counter(), Counter()
    used, optional, own = set(), set(), {}
    for label in labels["rows"]:
        exact = score.locate(label, streams)
        if label["optional"]:
            optional.add(exact)
        place, here = rows_at(label, exact, rows)
        own.setdefault((label["document"], label["paragraph"]), set()).update((exact, place))
        if here is None:
            continue
        used.add(place)
        if label["optional"]:
            continue
        ok, row = max((score.judge(label, row, here) for row in here), key=lambda pair: sum(pair[0].values()))
        made[row["rule"]] += 1
        right[row["rule"]] += all(ok.values())
        unnamed[row["rule"]] += not ok["indicator"]
    inside = list(stretches(score, labels, streams))
    counted = [place for place in rows if place not in optional and any(within(place, stretch) for stretch, _ in inside)]
    found = sum(made.values())
    # The scorer looks for a paragraph by its first characters, which another report may share: where none of its own
    # labels are, no row can be one too many.
    placed = [stretch for stretch, name in inside if any(within(place, stretch) for place in own.get(name, ()))]
    misplaced = 0
    for place in counted:
        if place in used:
            continue
        if not any(within(place, stretch) for stretch in placed):
            misplaced += 1
        else:
            made[rows[place][0]["rule"]] += 1
            unlabelled[rows[place][0]["rule"]] += 1

    whole = score.score_indicators(labels, analysis, 0)
    sums = {"found": (found, whole["found"]), "predicted": (len(counted), whole["predicted"]),
            "right": (sum(right.values()), round(whole["strict"]["recall"] * whole["labels"]))}
    differing = [f"{name} {mine} {theirs}" for name, (mine, theirs) in sums.items() if mine != theirs]
    if differing:
        sys.exit(f"the rules' table does not agree with the scorer: {', '.join(differing)}")

    def line(rule, *numbers):
        print(f"{rule:20}" + "".join(f"{number:>9}" for number in numbers))

    line("rule", "made", "right", "wrong", "name", "no label")
    wrong = {rule: made[rule] - right[rule] for rule in made}
    for rule in sorted(made, key=lambda rule: (-wrong[rule], -made[rule], rule)):
        line(rule, made[rule], right[rule], wrong[rule], unnamed[rule], unlabelled[rule])
    line("all", *(sum(counts.values()) for counts in (made, right, wrong, unnamed, unlabelled)))
    if misplaced:
        print(f"left out: {misplaced} rows in paragraphs that the scorer looks for in another report than their labels")


main(*sys.argv[1:])
