"""What a code base asks to be installed: the requirements in the files that list such."""

from linen_upgrade.project.requirements.files import GLOBS, is_setup_script, requirement_language
from linen_upgrade.project.requirements.reading import requirements
from linen_upgrade.project.requirements.records import FoundRequirement, Requirement, Spelling

__all__ = [
    "GLOBS",
    "FoundRequirement",
    "Requirement",
    "Spelling",
    "is_setup_script",
    "requirement_language",
    "requirements",
]
