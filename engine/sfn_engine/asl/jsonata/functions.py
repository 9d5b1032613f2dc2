"""The functions that an expression can call (JSONata: Function library; guide: transforming-data)."""

from __future__ import annotations

from collections.abc import Mapping

_LIBRARY = """
abs append assert average base64decode base64encode boolean ceil clone contains count
decodeUrl decodeUrlComponent distinct each encodeUrl encodeUrlComponent error exists filter floor
formatBase formatInteger formatNumber fromMillis join keys length lookup lowercase map match max
merge millis min not now number pad parseInteger power random reduce replace reverse round shuffle
sift single sort split spread sqrt string substring substringAfter substringBefore sum toMillis trim
type uppercase zip
"""
_ADDED = "hash parse partition random range uuid"

FUNCTIONS: Mapping[str, None] = dict.fromkeys(f"${name}" for name in sorted({*_LIBRARY.split(), *_ADDED.split()}))
"""The functions of JSONata 2.0.6, and those that Step Functions adds."""
REFUSED: Mapping[str, str] = {"$eval": "Step Functions does not have it; $parse reads JSON"}
"""Functions of JSONata that Step Functions does not have, and what to do instead."""
NEWER_OPERATORS: Mapping[str, str] = {"?:": "a ? a : b", "??": "$exists(a) ? a : b"}
"""Operators of JSONata 2.1, and how to write them in 2.0.6, which Step Functions runs."""
