"""The guides of `docs/`: one for each role in both languages, and whose they are."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import bening
from bening.kernel.people.models import Role

FOLDERS = {"id": "id/panduan", "en": "guides"}
CITIZENS = "warga"


@dataclass(frozen=True, slots=True)
class Guide:
    """A guide: its name in addresses and in the Indonesian file, its English file, and the roles that it is for.

    `is_wide`: its roles reach over a whole region; a guide without roles is for everybody.
    """

    name: str
    english: str
    roles: frozenset[Role] = frozenset()
    is_wide: bool = False

    def path(self, language: str) -> str:
        """Return the file of the guide in a language, from the folder of the documentation on."""
        return f"{FOLDERS[language]}/{self.english if language == 'en' else self.name}.md"


GUIDES = (
    Guide("koordinator", "coordinator", frozenset({Role.COORDINATOR}), is_wide=True),
    Guide("kantor", "office", frozenset({Role.OPERATOR, Role.HEAD})),
    Guide("penilai-internal", "internal-assessor", frozenset({Role.APIP})),
    Guide("penilai-luar", "outside-assessor", frozenset({Role.ASSESSOR, Role.LEAD_ASSESSOR}), is_wide=True),
    Guide("kepala-daerah", "mayor", frozenset({Role.MAYOR}), is_wide=True),
    Guide("petugas-lhkpn", "oversight-officer", frozenset({Role.OVERSIGHT}), is_wide=True),
    Guide("administrator", "administrator", frozenset({Role.ADMINISTRATOR}), is_wide=True),
    Guide("ronde", "round"),
    Guide(CITIZENS, "citizen"),
)
BY_NAME: Mapping[str, Guide] = {guide.name: guide for guide in GUIDES}
BY_PATH: Mapping[str, Guide] = {guide.path(language): guide for guide in GUIDES for language in FOLDERS}


def docs_folder() -> Path:
    """Return the folder of the documentation that travels with the package."""
    return Path(bening.__file__).parent / "docs"


def for_roles(roles: Iterable[Role], *, is_wide: bool) -> tuple[list[Guide], list[Guide]]:
    """Return the guides of the roles that a person holds, and the others within their reach."""
    held = frozenset(roles)
    own = [guide for guide in GUIDES if guide.roles & held]
    others = [guide for guide in GUIDES if guide not in own and (is_wide or not guide.is_wide)]
    return own, others
