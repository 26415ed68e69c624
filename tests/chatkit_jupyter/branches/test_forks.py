"""The branches of a thread as plain data, by property: nothing that was said is ever lost."""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from chatkit.types import ThreadMetadata
from chatkit.types.clock import now
from chatkit_jupyter.branches.forks import KEY, START, Forks


class Conversation(RuleBasedStateMachine):
    """A thread that is talked in, branched and switched, beside a model of what was said."""

    def __init__(self) -> None:
        super().__init__()
        self.thread = ThreadMetadata(id="t", created_at=now(), metadata={"of": "the author"})
        self.items: list[str] = []
        self.said: set[tuple[str, ...]] = set()
        self.number = 0

    def change(self, act):
        """Read the forks from the thread, change them, and write them back."""
        forks = Forks.of(self.thread)
        result = act(forks)
        forks.keep_in(self.thread)
        return result

    @rule()
    def say(self):
        self.number += 1
        self.items.append(f"item {self.number}")
        self.said = {path for path in self.said if tuple(self.items[: len(path)]) != path}
        self.said.add(tuple(self.items))

    @rule(place=st.integers(0, 8))
    def edit(self, place: int):
        if place >= len(self.items):
            return
        before, rest = self.items[:place], self.items[place:]
        name = before[-1] if before else START
        self.change(lambda forks: forks.leave(name, [{"id": each} for each in rest]))
        self.items = before
        self.say()

    @rule(data=st.data())
    def switch(self, data: st.DataObject):
        places = Forks.of(self.thread).places(self.items)
        if not places:
            return
        first = data.draw(st.sampled_from(sorted(places)))
        others = [n for n in range(places[first]["count"]) if n != places[first]["index"]]
        index = data.draw(st.sampled_from(others))
        place = self.items.index(first)
        before, rest = self.items[:place], [{"id": each} for each in self.items[place:]]
        name = before[-1] if before else START
        taken = self.change(lambda forks: forks.switch(name, index, rest))
        self.items = before + [each["id"] for each in taken]

    @invariant()
    def every_path_is_reachable(self):
        assert reachable(Forks.of(self.thread), self.items) >= self.said
        assert self.thread.metadata["of"] == "the author"

    @invariant()
    def nothing_that_is_reachable_is_forgotten(self):
        forks = Forks.of(self.thread)
        forks.forget_all_but(self.items)
        assert reachable(forks, self.items) >= self.said


def reachable(forks: Forks, items: list[str]) -> set[tuple[str, ...]]:
    """All the conversations that switching can show, from these items on."""
    later = Forks(by_item={name: fork for name, fork in forks.by_item.items() if name != START})
    paths = {tuple(items)}
    for place in range(len(items) + 1):
        fork = forks.by_item.get(items[place - 1] if place else START)
        for branch in fork.branches if fork else []:
            if branch is not None:
                rest = reachable(later, [each["id"] for each in branch])
                paths |= {tuple(items[:place]) + path for path in rest}
    return paths


TestForks = Conversation.TestCase


def test_what_can_not_be_read_counts_as_no_branches():
    for text in ("no json", '{"by_item": {"": {"active": -1}}}', 7):
        thread = ThreadMetadata(id="t", created_at=now(), metadata={KEY: text})
        assert Forks.of(thread).by_item == {}


def test_a_branch_without_a_message_is_given_up_for_the_one_before():
    forks = Forks()
    forks.leave("a", [{"id": "b"}])
    assert forks.drop_active("a") == [{"id": "b"}]
    assert forks.by_item == {}
    forks.leave("a", [{"id": "b"}])
    forks.leave("a", [{"id": "c"}])
    assert forks.drop_active("a") == [{"id": "c"}]
    assert forks.places(["a", "c"]) == {"c": {"index": 1, "count": 2}}
