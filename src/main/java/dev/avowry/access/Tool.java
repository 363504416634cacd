package dev.avowry.access;

import java.util.Optional;

/**
 * Something that an agent may want to do here, and whether it may.
 *
 * @param name by which agents call it
 * @param operation by which it is done
 * @param whyNot why the caller may not, in a sentence; empty when it may
 */
public record Tool(String name, String operation, Optional<String> whyNot) {
  /** Whether the caller may. */
  public boolean isAllowed() {
    return whyNot.isEmpty();
  }
}
