"""What a content's possible cues and sources are compared on: one number for each feature, read off the text."""

import pytest
from parsed import Text

from analysis.statements.links import CUE_FEATURES, SOURCE_FEATURES, Marked

HALF = -0.69
"""The logarithm of what an undecided encoder gives to no candidate and to the only one."""


def marked(text, **spans):
    return Marked(text.mark(**spans))


def cues(found, nth=0):
    """The cues of the nth content, each with the features that are not 0; "" is no cue."""
    content, word = found.spans["content"][nth], found.words["content"][nth]
    candidates, rows = found.cue_rows(content, word)
    return told(found, candidates, rows, CUE_FEATURES)


def sources(found, cue=0, nth=0):
    """The same for sources, where the content has that cue."""
    content, word = found.spans["content"][nth], found.words["content"][nth]
    candidates, rows = found.source_rows(content, None if cue is None else found.spans["cue"][cue], word)
    return told(found, candidates, rows, SOURCE_FEATURES)


def told(found, candidates, rows, names):
    keys = ["", *(span.of(found.text) for span in candidates)]
    return {
        key: {name: round(float(value), 2) for name, value in zip(names, row, strict=True) if value}
        for key, row in zip(keys, rows, strict=True)
    }


def test_none_is_compared_on_the_pointer_only():
    found = marked(
        Text("Amara+PERSON:nsubj warned_VBD:ROOT that_IN:mark>burst dams_NNS:nsubj>burst burst_VBP:ccomp ."),
        source=["Amara"], cue=["warned"], content=["that dams burst"],
    )  # fmt: skip
    assert cues(found)[""] == {"none": 1, "none_pointer": HALF}
    assert sources(found)[""] == {"none": 1, "none_pointer": HALF}
    assert sources(found, cue=None)[""] == {"none": 1, "none_pointer": HALF, "none_without_cue": 1}


def test_a_cue_that_leads_into_its_clause():
    found = marked(
        Text("Amara+PERSON:nsubj warned_VBD:ROOT that_IN:mark>burst dams_NNS:nsubj>burst burst_VBP:ccomp ."),
        source=["Amara"], cue=["warned"], content=["that dams burst"],
    )  # fmt: skip
    assert cues(found)["warned"] == {
        "pointer": HALF, "distance": 0.01, "log_distance": 0.69, "before": 1, "beside": 1, "same_sentence": 1,
        "governs": 1,
    }  # fmt: skip
    assert sources(found)["Amara"] == {
        "pointer": HALF, "distance": 0.01, "log_distance": 0.69, "before": 1, "beside": 1, "same_sentence": 1,
        "subject": 1,
    }  # fmt: skip


def test_a_cue_after_its_quotation_and_a_colon_before_one():
    after = marked(
        Text("“ Dams_NNS:nsubj>burst burst_VBP:ccomp>warned , ” Amara+PERSON:nsubj>warned warned_VBD:ROOT ."),
        cue=["warned"], content=["“Dams burst,”"],
    )  # fmt: skip
    assert cues(after)["warned"].keys() >= {"after_comma", "governs", "beside"}
    assert not cues(after)["warned"].keys() & {"before", "before_comma", "quoted_before"}
    before = marked(
        Text(
            "Amara+PERSON:nsubj>warned warned_VBD:ROOT : “ "
            "Dams_NNS:nsubj>burst burst_VBP:ccomp>warned . ”", tight=("warned",)
        ),
        cue=["warned"], content=["“Dams burst.”"],
    )  # fmt: skip
    assert cues(before)["warned"].keys() >= {"before", "before_comma", "quoted_before", "governs", "beside"}
    assert "after_comma" not in cues(before)["warned"]


def test_a_cue_after_a_quotation_that_no_comma_ends_or_that_a_colon_leads_in():
    text = "It_PRP : “ Dams_NNS:nsubj>burst burst_VBP:ccomp>warned {}” Amara+PERSON:nsubj>warned warned_VBD:ROOT ."
    ended = marked(Text(text.format("")), cue=["warned"], content=["“Dams burst”"])
    assert not cues(ended)["warned"].keys() & {"after_comma", "before_comma"}
    led_in = marked(Text(text.format(", ")), cue=["warned"], content=["“Dams burst,”"])
    assert "after_comma" in cues(led_in)["warned"]
    assert "before_comma" not in cues(led_in)["warned"]


def test_a_word_that_hangs_on_the_content_is_governed_by_it():
    found = marked(
        Text("Dams_NNS:nsubj>burst burst_VBP:ROOT , reportedly_RB:advmod>burst ."),
        cue=["reportedly"],
        content=["Dams burst"],
    )
    assert "governed" in cues(found)["reportedly"]
    assert "governs" not in cues(found)["reportedly"]


TWO_SENTENCES = Text(
    "Amara+PERSON:nsubj>warned warned_VBD:ROOT that_IN:mark>burst dams_NNS:nsubj>burst burst_VBP:ccomp>warned .",
    "\\n Bako+PERSON:nsubj>said said_VBD:ROOT no_UH , and_CC Chidi+PERSON:nsubj>left left_VBD:conj>said .",
)


def test_what_stands_between_two_spans_is_counted():
    found = marked(
        TWO_SENTENCES,
        source=["Amara", "Bako", "Chidi"],
        cue=["warned", "said", "left"],
        content=["that dams burst", "no"],
    )
    far, near, _ = list(cues(found, 1).values())[1:]
    assert far.items() >= {"contents_between": 1, "cues_between": 1, "paragraphs": 1, "before": 1}.items()
    assert not far.keys() & {"same_sentence", "beside"}
    assert not near.keys() & {"contents_between", "cues_between", "paragraphs"}
    whose = sources(found, cue=1, nth=1)
    assert whose["Amara"].items() >= {"sources_between": 1, "other_subject": 1, "paragraphs": 1}.items()
    assert whose["Bako"]["subject"] == 1
    assert "other_subject" not in whose["Bako"]
    assert "before" not in whose["Chidi"]


def test_the_subject_of_the_verb_that_a_cue_is_joined_to_is_shared():
    found = marked(
        Text(
            "Amara+PERSON:nsubj>rose rose_VBD:ROOT and_CC warned_VBD:conj>rose "
            "that_IN dams_NNS:nsubj>burst burst_VBP:ccomp>warned ."
        ),
        source=["Amara"], cue=["warned"], content=["that dams burst"],
    )  # fmt: skip
    assert sources(found)["Amara"].keys() >= {"shared_subject"}
    assert not sources(found)["Amara"].keys() & {"subject", "other_subject"}


def test_the_agent_of_a_passive_cue_is_its_subject():
    found = marked(
        Text(
            "Dams_NNS:nsubjpass>called were_VBD called_VBN:ROOT "
            "unsafe_JJ:oprd>called by_IN:agent>called Amara+PERSON:pobj>by ."
        ),
        source=["Amara"], cue=["called"], content=["unsafe"],
    )  # fmt: skip
    assert sources(found)["Amara"]["subject"] == 1


@pytest.mark.parametrize(("word", "relative"), [("who_WP", 1), ("Who_WP", 1), ("Amara_NNP", 0)])
def test_a_relative_pronoun_alone_is_told_from_a_name(word, relative):
    found = marked(
        Text(
            f"She_PRP:nsubj left , {word}:nsubj>said "
            f"said_VBD:relcl that_IN dams_NNS:nsubj>burst burst_VBP:ccomp>said ."
        ),
        source=[word.split("_")[0]], cue=["said"], content=["that dams burst"],
    )  # fmt: skip
    (_, whose) = sources(found).values()
    assert whose.get("relative", 0) == relative


def test_distance_and_what_stands_between_stop_to_count():
    filler = " ".join(["rain_NN"] * 200)
    found = marked(
        Text(f"Amara+PERSON:nsubj warned_VBD:ROOT {filler} that_IN dams_NNS:nsubj>burst burst_VBP:ccomp ."),
        cue=["warned"], content=["that dams burst"],
    )  # fmt: skip
    assert cues(found)["warned"]["distance"] == 6


def test_a_cue_out_of_reach_or_inside_the_content_is_no_candidate():
    filler = " ".join(["rain_NN"] * 251)
    far = marked(
        Text(f"Amara+PERSON:nsubj warned_VBD:ROOT {filler} that_IN dams_NNS:nsubj>burst burst_VBP:ccomp ."),
        cue=["warned"], content=["that dams burst"],
    )  # fmt: skip
    assert list(cues(far)) == [""]
    inside = marked(
        Text("Amara+PERSON:nsubj warned_VBD:ROOT that_IN dams_NNS:nsubj>said said_VBD:ccomp no_UH ."),
        cue=["warned", "said"], content=["that dams said no"],
    )  # fmt: skip
    assert list(cues(inside)) == ["", "warned"]


@pytest.mark.parametrize(("pointed", "other"), [("warned", "spoke"), ("spoke", "warned")])
def test_the_next_cue_is_found_but_one_that_is_lost(pointed, other):
    text = Text(
        "Amara+PERSON:nsubj spoke_VBD:ROOT and_CC warned_VBD:conj that_IN dams_NNS:nsubj>burst burst_VBP:ccomp>warned ."
    )
    links = {"that dams burst": (pointed, "")}
    found = Marked(text.mark(links, cue=["spoke", "warned"], content=["that dams burst"]))
    content, word = found.spans["content"][0], found.words["content"][0]
    first, _ = found.cue(content, word)
    second, _ = found.cue(content, word, but=first)
    assert first is not None
    assert second is not None
    assert (first.of(found.text), second.of(found.text)) == (pointed, other)
