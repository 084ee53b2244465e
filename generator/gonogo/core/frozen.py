"""`Frozen`, the base class of immutable records.

Defining a standard dataclass takes 0.7 ms, because Python compiles about six functions for it. Forty dataclasses would
take a third of the run time of `gonogo check` (tests/benchmarks/check.py); subclasses of `Frozen` take almost no time.
Because of `typing.dataclass_transform` (PEP 681), type checkers treat these subclasses as dataclasses.
"""

from __future__ import annotations

from inspect import get_annotations
from operator import attrgetter
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple, TypeVar, dataclass_transform

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T", bound="Frozen")


class _AttributeRule(NamedTuple):
    """The arguments of one call of `field`."""

    factory: Callable[[], Any] | None
    compare: bool
    default: Any


def field(*, factory: Callable[[], Any] | None = None, default: Any = None, compare: bool = True) -> Any:  # noqa: ANN401
    """The declaration of an attribute, written in place of its default.

    `factory` makes a new default for each instance. With `compare=False`, equality, hash and repr ignore the attribute.
    """
    return _AttributeRule(factory, compare, default)


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
class Frozen:
    """The base class of records. A subclass annotates its attributes; the constructor sets them, by position or name.

    After that, attributes cannot change. Two records are equal if they have the same class and equal attributes.
    """

    _names: ClassVar[frozenset[str]] = frozenset()
    _required: ClassVar[frozenset[str]] = frozenset()
    _factories: ClassVar[dict[str, Callable[[], Any]]] = {}
    _compared: ClassVar[tuple[str, ...]] = ()
    _values: ClassVar[Callable[[Frozen], object]] = type
    __match_args__: ClassVar[tuple[str, ...]] = ()

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        own = [name for name, kind in get_annotations(cls).items() if not kind.startswith("ClassVar")]
        required, compared, factories = set(cls._required), list(cls._compared), dict(cls._factories)
        for name in own:
            default = cls.__dict__.get(name, required)
            if isinstance(default, _AttributeRule):
                factories |= {name: default.factory} if default.factory else {}
                setattr(cls, name, default.default)
            elif default is required:
                required.add(name)
            if not isinstance(default, _AttributeRule) or default.compare:
                compared.append(name)
        cls._required, cls._compared, cls._factories = frozenset(required), tuple(compared), factories
        cls._names = cls._names.union(own)
        if compared:
            cls._values = attrgetter(*compared)
        cls.__match_args__ = (*cls.__match_args__, *own)  # type: ignore[misc] # mypy treats `__match_args__` as final

    def __init__(self, *args: object, **values: object) -> None:
        if not values and len(args) == len(self.__match_args__):
            self.__dict__.update(zip(self.__match_args__, args, strict=True))
            return
        if not args and len(values) == len(self._names) and self._names.issuperset(values):
            self.__dict__.update(values)
            return
        if args:
            values.update(zip(self.__match_args__, args, strict=False))
        # A large site makes a million records, and these set methods are faster than operators on `values.keys()`.
        is_named = self._required.issubset(values) and self._names.issuperset(values)
        if not is_named or len(args) > len(self.__match_args__):
            wrong = sorted((self._required - values.keys()) | (values.keys() - self._names))
            raise TypeError(f"{type(self).__name__} takes each of its attributes once: {wrong}")
        if self._factories:
            for name, factory in self._factories.items():
                if name not in values:
                    values[name] = factory()
        self.__dict__.update(values)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{type(self).__name__} is immutable: {name} cannot be set")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"{type(self).__name__} is immutable: {name} cannot be deleted")

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        values = type(self)._values
        return bool(values(self) == values(other))

    def __hash__(self) -> int:
        return hash(type(self)._values(self))  # noqa: SLF001 - an attribute of this class

    def __repr__(self) -> str:
        shown = ", ".join(f"{name}={getattr(self, name)!r}" for name in self._compared)
        return f"{type(self).__name__}({shown})"


def replace(record: T, **changes: object) -> T:
    """A copy of the record with these attributes changed; cached properties are not copied."""
    kept = {name: value for name, value in vars(record).items() if name in record._names}  # noqa: SLF001
    return type(record)(**{**kept, **changes})


def default_of(record: type[Frozen], name: str) -> object:
    """The default of an attribute, or `...` if the attribute is required."""
    if name in record._factories:  # noqa: SLF001 - `Frozen` is in this module
        return record._factories[name]()  # noqa: SLF001
    return ... if name in record._required else getattr(record, name)  # noqa: SLF001
