"""The Merkle tree over leaf hashes (RFC 6962, section 2.1), grown one leaf at a time."""

from collections.abc import Iterable
from hashlib import sha256


class Tree:
    """The roots of the perfect subtrees, largest first: all that is needed to grow and to give the root."""

    def __init__(self) -> None:
        self.size = 0
        self._frontier: list[bytes] = []

    def add(self, leaf_hash: bytes) -> None:
        """Add the next leaf's hash."""
        node = leaf_hash
        size = self.size
        while size & 1:
            node = _node(self._frontier.pop(), node)
            size >>= 1
        self._frontier.append(node)
        self.size += 1

    def root(self) -> bytes:
        """The root over all leaves so far; of no leaves the hash of nothing."""
        if not self._frontier:
            return sha256(b"").digest()
        root = self._frontier[-1]
        for left in reversed(self._frontier[:-1]):
            root = _node(left, root)
        return root


def root_of(leaf_hashes: Iterable[bytes]) -> bytes:
    """The root over these leaf hashes, in this order."""
    tree = Tree()
    for leaf_hash in leaf_hashes:
        tree.add(leaf_hash)
    return tree.root()


def _node(left: bytes, right: bytes) -> bytes:
    return sha256(b"\1" + left + right).digest()
