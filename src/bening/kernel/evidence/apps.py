"""Evidence as an application of Django."""

from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    """Files, captured web addresses and papers that stand behind answers."""

    name = "bening.kernel.evidence"
    label = "evidence"
