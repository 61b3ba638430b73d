"""Passwords as argon2id hashes, which tell by which parameters they were made."""

from base64 import b64encode
from secrets import token_bytes

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from argon2.low_level import ARGON2_VERSION

from khabar.errors import UsageError

SHORTEST, LONGEST = 12, 1000

HASHER = PasswordHasher()
"""By the second recommendation of RFC 9106: 64 MiB, three passes."""


def check_password(password: str) -> str:
    """`password`, where it may be one; raises UsageError where it is too short or too long."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise UsageError(
            f"expected a password of {SHORTEST} signs or more, {LONGEST:,} at most, got {len(password)}"
        )
    return password


def hash_password(password: str, hasher: PasswordHasher = HASHER) -> str:
    """The hash to keep for a password; raises UsageError where it is too short."""
    return hasher.hash(check_password(password).encode("utf-8", "surrogatepass"))


def invent_hash(hasher: PasswordHasher = HASHER) -> str:
    """What looks like a hash, of no password that anybody knows: to compare with it takes as long."""
    costs = f"m={hasher.memory_cost},t={hasher.time_cost},p={hasher.parallelism}"
    salt, digest = (
        b64encode(token_bytes(size)).decode().rstrip("=") for size in (hasher.salt_len, hasher.hash_len)
    )
    return f"$argon2{hasher.type.name.lower()}$v={ARGON2_VERSION}${costs}${salt}${digest}"


def is_right(password: str, kept: str, hasher: PasswordHasher = HASHER) -> bool:
    """True where `kept` is a hash of `password`, whichever parameters made it."""
    try:
        return hasher.verify(kept, password[: LONGEST + 1].encode("utf-8", "surrogatepass"))
    except (VerificationError, InvalidHashError):
        return False
