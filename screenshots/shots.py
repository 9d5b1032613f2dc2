"""Which pictures there are. Pure data, so that a test can compare it with the files."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Shot:
    """One picture: a sample, what is done to it, and how large the terminal is."""

    name: str
    """The file's name without its ending."""
    caption: str
    """One line for the README."""
    sample: str
    state: tuple[str, ...]
    """Path of the state that is selected first."""
    keys: tuple[str, ...] = ()
    size: tuple[int, int] = (120, 40)
    theme: str = "textual-dark"
    machine: str | None = None
    """The state machine, where the sample holds several."""


SHOTS: tuple[Shot, ...] = (
    Shot(
        "main",
        "The state graph, the policy it needs, and the selected task explained.",
        "nightly-etl",
        ("Count visits",),
    ),
    Shot(
        "wildcard",
        "`d`: the table's name now comes from the input, so the policy gains a wildcard.",
        "order-processing",
        ("Save order",),
        ("d",),
    ),
    Shot(
        "sync",
        "`p`: the task now waits for its job, which needs permissions to watch and stop it.",
        "nightly-etl",
        ("Count visits",),
        ("p", "p", "p"),
        size=(120, 46),
    ),
    Shot(
        "policy-why",
        "Why is this line here? The states that need it light up, and the last line says why.",
        "order-processing",
        ("Validate order",),
        ("2", "down", "up"),
    ),
    Shot(
        "template",
        "A template: its declarations give placeholders their values; `b` sets another value.",
        "parcel-service",
        ("Print label",),
        ("b",),
        machine="ParcelMachine",
    ),
    Shot(
        "machines",
        "A file with several machines; `m` switches between them.",
        "parcel-service",
        ("Wait for the printer",),
        ("m",),
        machine="LabelMachine",
    ),
    Shot(
        "save",
        "`w`: the edits are written to the file, and nothing else in it changes.",
        "order-processing",
        ("Save order",),
        ("d", "w"),
    ),
    Shot(
        "monitor",
        "`M`: the life of a job without the permission to poll, when the event is lost.",
        "nightly-etl",
        ("Count visits",),
        ("M", "2", "e"),
    ),
    Shot(
        "patterns",
        "`c`: a task in all three patterns; + marks what differs from request-response.",
        "nightly-etl",
        ("Count visits",),
        ("c",),
        size=(150, 40),
    ),
    Shot(
        "sdk",
        "An AWS SDK integration: what it reads and writes, and the role in its request that it passes on.",
        "invoice-archive",
        ("Each invoice", "Read invoice"),
        size=(120, 46),
    ),
    Shot(
        "tour",
        "`T`: a guided tour of the real app.",
        "order-processing",
        ("Save order",),
        ("T", "enter", *["enter"] * 5),
    ),
    Shot(
        "help",
        "`?`: every key; type to filter, press Enter to run one.",
        "order-processing",
        ("Save order",),
        ("question_mark",),
    ),
    Shot(
        "narrow",
        "80 columns: one row per state, policy or detail beside them.",
        "order-processing",
        ("Save order",),
        size=(80, 24),
    ),
    Shot(
        "light",
        "A light theme; all of Textual's themes can be chosen.",
        "inventory-distributed-map",
        ("Each batch of the list",),
        theme="textual-light",
    ),
)
