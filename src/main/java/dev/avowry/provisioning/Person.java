package dev.avowry.provisioning;

import dev.avowry.kernel.NodeId;
import java.time.Instant;

/** A human of whom a system has told: a sponsor. */
public record Person(
    NodeId sponsor, PersonDocument document, Instant createdAt, Instant changedAt) {
  /** Whether they are there, as it was said last. */
  public boolean isActive() {
    return document.active();
  }
}
