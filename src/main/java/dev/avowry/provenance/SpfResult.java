package dev.avowry.provenance;

/** What a domain says of who may send for it, RFC 7208 §2.6. */
public enum SpfResult {
  /** It says nothing, or there is no domain. */
  NONE,
  /** It does not want to say. */
  NEUTRAL,
  /** Whoever sent it may. */
  PASS,
  /** They may not. */
  FAIL,
  /** They may not, probably. */
  SOFTFAIL,
  /** It could not be found out now. */
  TEMPERROR,
  /** What it says makes no sense. */
  PERMERROR
}
