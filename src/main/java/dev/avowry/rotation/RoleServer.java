package dev.avowry.rotation;

import io.smallrye.mutiny.Uni;

/** Servers of PostgreSQL, over the network. What is not certain is never said to be done. */
public interface RoleServer {
  /** What came of it. */
  enum Answer {
    DONE,
    /** The password is not taken. */
    REJECTED,
    /** The role is known, and may not. */
    REFUSED,
    /** Nobody there, or no answer in time: it may have been done. */
    UNREACHABLE
  }

  /** Signs in as the role. Never fails. */
  Uni<Answer> signIn(Place place, String password);

  /** Signs in as the role, and gives it another password, which the server is not told. */
  Uni<Answer> change(Place place, String password, String next);
}
