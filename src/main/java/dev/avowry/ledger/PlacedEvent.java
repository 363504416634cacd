package dev.avowry.ledger;

import java.util.Optional;

/**
 * A row that has its place in the tree, as both are stored: whether they agree is for the reader.
 *
 * @param index its place
 * @param hash the leaf at that place, from the tile; empty when the tile is gone
 * @param line the row, from its columns as they stand
 */
public record PlacedEvent(long index, Optional<Hash> hash, EventLine line) {}
