package dev.avowry.model;

/** How authority is taken, or given back. */
public enum Mode {
  REVOKE,
  SUSPEND,
  RESUME,
  TIGHTEN
}
