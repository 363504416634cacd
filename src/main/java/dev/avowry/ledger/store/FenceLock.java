package dev.avowry.ledger.store;

/** The advisory lock that puts mints and revocations in one order, and the fence that they read. */
final class FenceLock {
  /** "avowry" in ASCII: a key that no other user of the database takes by chance. */
  private static final long KEY = 0x61766f777279L;

  /**
   * Many may hold it together. A statement of its own: a snapshot is older than a lock it waits
   * for.
   */
  static final String SHARED = "select 1 from pg_advisory_xact_lock_shared(" + KEY + ")";

  /** Held alone; waits for all who hold it shared. */
  static final String ALONE = "select 1 from pg_advisory_xact_lock(" + KEY + ")";

  /** The highest sequence number ever assigned. */
  static final String READ = "select seq from revocation_head";

  private FenceLock() {}
}
