"""The people who commit in the demo: names, addresses, keys and time zones."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta

from gonogo.core.frozen import Frozen
from gonogo.source.git.new_repository import AuthorStamp
from gonogo.source.git.signing_keys import SigningKey

_DOMAIN = "lindhaven.example"

# The offset from UTC in minutes, keyed by its first day. The time zone data of a machine is not used, because it can be
# outdated.
_ZONES = {
    "Berlin": {"2025-03-30": 120, "2025-10-26": 60, "2026-03-29": 120},
    "London": {"2025-03-30": 60, "2025-10-26": 0, "2026-03-29": 60},
    "Montreal": {"2025-03-09": -240, "2025-11-02": -300, "2026-03-08": -240},
    "Bengaluru": {"2025-01-01": 330},
    "UTC": {"2025-01-01": 0},
}


class DemoAuthor(Frozen):
    """A person with a time zone. `key` has the name and the public half of the key if the person signs commits."""

    name: str
    email: str
    zone: str
    key: tuple[str, str] | None = None

    def stamp(self, moment: datetime) -> AuthorStamp:
        """The name, the address and the time of a commit by this person at a local time."""
        day = moment.date().isoformat()
        offset = next(minutes for start, minutes in reversed(_ZONES[self.zone].items()) if start <= day)
        seconds = (moment.replace(tzinfo=UTC) - timedelta(minutes=offset)).timestamp()
        return AuthorStamp(self.name, self.email, int(seconds), offset)

    @property
    def signing_key(self) -> SigningKey:
        """The key of the person.

        Everybody can derive the secret half from the name of the key, so the key does not protect anything. Raises
        ValueError if the person has no key.
        """
        if self.key is None:
            raise ValueError(f"{self.name} has no key")
        name, public = self.key
        return SigningKey(hashlib.sha256(f"gonogo demo {name}".encode()).digest(), f"ssh-ed25519 {public}")


def _key(name: str, point: str) -> tuple[str, str]:
    return name, f"AAAAC3NzaC1lZDI1NTE5AAAAI{point}"


FORGE = DemoAuthor("Lindhaven Forge", f"noreply@git.{_DOMAIN}", "Berlin")
# The domain of the addresses that the forge writes into commits if the owner of an account hides the real address.
_PRIVATE = f"users.noreply.git.{_DOMAIN}"
WRITERS = {
    "anika": DemoAuthor(
        "Anika Brandt",
        f"anika.brandt@{_DOMAIN}",
        "Berlin",
        _key("anika", "G8a0CUW0CGkhdIqaP0lxLxWKOrpeuB5gb/caPfXDQHT"),
    ),
    "ci": DemoAuthor("Lindhaven CI", f"ci@{_DOMAIN}", "UTC"),
    "claire": DemoAuthor(
        "Claire Dubois",
        f"claire.dubois@{_DOMAIN}",
        "Montreal",
        _key("claire", "NYlWGAD/2PVJf0n+r4miPXWtrQVFU/n0/lMSWea2Dm0"),
    ),
    "daniel": DemoAuthor(
        "Daniel Okafor",
        f"daniel.okafor@{_DOMAIN}",
        "London",
        _key("daniel", "PYFhjTB+7pE7ZTDOpWHk8YiU5bCuyCSCIzh06kNfvlS"),
    ),
    "daniel-new-key": DemoAuthor(
        "Daniel Okafor",
        f"daniel.okafor@{_DOMAIN}",
        "London",
        _key("daniel-2", "AQKkCOfV5Juo7hg5gZzIF1OCCe+zj36iRT0NuDy5mCU"),
    ),
    "jonas": DemoAuthor("Dr. Jonas Weber", f"jonas.weber@{_DOMAIN}", "Berlin"),
    "lukas": DemoAuthor("Lukas Meyer", f"lukas.meyer@{_DOMAIN}", "Berlin"),
    "miriam": DemoAuthor("Miriam Katz", f"miriam.katz@{_DOMAIN}", "Berlin"),
    "nele": DemoAuthor("Dr. Nele Adler", f"nele.adler@{_DOMAIN}", "Berlin"),
    "priya": DemoAuthor(
        "Priya Raman",
        f"priya.raman@{_DOMAIN}",
        "Bengaluru",
        _key("priya", "HH2U2XRH7av5A1bQWpTrQGgTkwslRnzja+TEl6X/NtJ"),
    ),
    # Priya's commits from her own machine, with an address that is not in people.yml.
    "priya-at-home": DemoAuthor("priya", "priya@raman.example", "Bengaluru"),
    "sofia": DemoAuthor(
        "Sofia Marín",
        f"sofia.marin@{_DOMAIN}",
        "London",
        _key("sofia", "M8tFk/b0PbcI6ojtUtwA8CF3swHBWfxs76b7Ms5/G6F"),
    ),
    "sofia-on-forge": DemoAuthor("Sofia Marín", f"52-smarin@{_PRIVATE}", "London"),
    "tomas": DemoAuthor(
        "Tomáš Novák",
        f"tomas.novak@{_DOMAIN}",
        "Berlin",
        _key("tomas", "F+WwUh8ofAb73GXLy2spjiInEv4b22ykoezQP5u8Fqa"),
    ),
    "tomas-new-key": DemoAuthor(
        "Tomáš Novák",
        f"tomas.novak@{_DOMAIN}",
        "Berlin",
        _key("tomas-2", "EzBxB1F4FV01eT/C0aXYgxxzhC/2o699r65Amgziwrw"),
    ),
}
