"""Who may send a task's token back (guide: connect-to-resource, connect-activities)."""

from __future__ import annotations

from typing import NamedTuple

from sfn_engine.asl.model import State, Task
from sfn_engine.policy.context import UNKNOWN_ACCOUNT, UNKNOWN_MACHINE, UNKNOWN_REGION, Context

ANSWERS = ("states:SendTaskSuccess", "states:SendTaskFailure", "states:SendTaskHeartbeat")
"""What the holder of a token can send with it: the result, an error, a sign of life."""

_FETCH = "states:GetActivityTask"


class TokenSender(NamedTuple):
    """The permissions of whoever sends the token back, on its own role and not on the execution role."""

    actions: tuple[str, ...]
    resource: str
    """The ARN of this state machine; for an activity, the activity's ARN."""

    @property
    def sentence(self) -> str:
        """The whole as a sentence, without a full stop: a copied ARN must end where it ends."""
        who = "activity's worker" if _FETCH in self.actions else "sender of the token"
        return f"The {who} needs, on its own role: {', '.join(self.actions)} on {self.resource}"


def token_sender(state: State, context: Context) -> TokenSender | None:
    """Return what the sender of the state's token needs; None where the state waits for no token."""
    if not isinstance(state, Task):
        return None
    if state.kind == "activity":
        # A worker first has to fetch the task, token included.
        return TokenSender((_FETCH, *ANSWERS), state.resource)
    if state.pattern != "callback":
        return None
    partition, region = context.partition or "aws", context.region or UNKNOWN_REGION
    account, name = context.account or UNKNOWN_ACCOUNT, context.state_machine_name or UNKNOWN_MACHINE
    return TokenSender(ANSWERS, f"arn:{partition}:states:{region}:{account}:stateMachine:{name}")
