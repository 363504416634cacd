package dev.avowry.mail;

/** How a connection to the relay is secured. */
public enum RelayTls {
  /** By STARTTLS, RFC 3207, without which nothing is said; what is usual at port 587. */
  STARTTLS,
  /** From its first byte, RFC 8314 §3; what is usual at port 465. */
  IMPLICIT,
  /** Not at all: for a relay on the same machine. */
  NONE
}
