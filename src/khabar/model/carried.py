"""What is carried between processes at each page, in little time."""


class Carried:
    """A frozen dataclass with slots that is pickled as its bare values.

    What dataclasses do for such classes asks each object for its fields, both ways: four times as long.
    """

    __slots__: tuple[str, ...] = ()

    def __reduce__(self) -> "tuple[object, tuple[object, ...]]":
        """Its class and its values, in the order of its fields."""
        kind = type(self)
        return _restore, (kind, *[getattr(self, name) for name in kind.__slots__])


def _restore(kind: type[Carried], *values: object) -> Carried:
    one = object.__new__(kind)
    for name, value in zip(kind.__slots__, values, strict=True):
        object.__setattr__(one, name, value)
    return one
