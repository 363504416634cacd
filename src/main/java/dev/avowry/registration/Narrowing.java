package dev.avowry.registration;

import dev.avowry.agent.Extent;

/** Scopes that a client may ask for: fewer than it could have, never others. */
final class Narrowing {
  private Narrowing() {}

  /** What was asked for, if it is within what there is. */
  static Extent within(Extent asked, Extent most) {
    if (!asked.isWithin(most)) {
      throw MetadataReader.invalid("scope has a value that this registration may not have");
    }
    return asked;
  }
}
