"""Policies in YAML, with JSON Schema and examples that must pass."""

from __future__ import annotations

from crossdock.adapters.policies.questions import check as check
from crossdock.adapters.policies.questions import diff as diff
from crossdock.adapters.policies.questions import explain as explain
from crossdock.adapters.policies.yaml_policies import SHIPPED as SHIPPED
from crossdock.adapters.policies.yaml_policies import YamlPolicies as YamlPolicies
