package dev.avowry.provenance;

/** It could not be found out now; perhaps later. */
public final class DnsUnavailable extends RuntimeException {
  private static final long serialVersionUID = 1;

  public DnsUnavailable(String why) {
    super(why);
  }
}
