package dev.avowry.audit.http;

import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.avowry.ledger.Hash;
import dev.avowry.ledger.PlacedEvent;
import java.util.Optional;

/**
 * A row on the wire.
 *
 * @param index its place in the tree
 * @param hash the leaf at that place, as the tree has it
 * @param event the row, as its columns stand: canonical JSON
 */
record EventView(long index, Optional<String> hash, @JsonRawValue String event) {
  static EventView of(PlacedEvent row) {
    return new EventView(row.index(), row.hash().map(Hash::toString), row.line().text());
  }

  /** As a line of an export, without its end. */
  String line() {
    String leaf = hash.map(text -> ",\"hash\":\"" + text + '"').orElse("");
    return "{\"index\":" + index + leaf + ",\"event\":" + event + '}';
  }
}
