package dev.avowry.revocation;

import io.smallrye.mutiny.Uni;

/** Reads which classes of tokens are suspended. */
public interface SuspensionStore {
  /** All of them with the head of the entries, as one statement saw them. */
  Uni<Suspensions.Reading> suspended();
}
