package dev.avowry.provenance;

/** What became of what the domain in {@code From} asks for, RFC 9989 §5.4 and RFC 8601 §2.7. */
public enum DmarcResult {
  /** A domain that is aligned with it has proven itself. */
  PASS,
  /** None has. */
  FAIL,
  /** It asks for nothing. */
  NONE,
  /** It could not be found out now. */
  TEMPERROR,
  /** There is not one author domain, or what it asks for makes no sense. */
  PERMERROR
}
