package dev.avowry.provenance;

import java.util.List;
import java.util.Locale;

/**
 * Whether a message is from whom it says. Of another day it may be another: keys go and networks
 * move; it holds for when the message came.
 *
 * @param spf of the domain in {@code MAIL FROM}, or of the greeting where that is empty
 * @param dkim domains that have signed the message as it is; bounded
 * @param dmarc of the domain in {@code From}
 * @param aligned whether the domain in {@code From} is one that has proven itself, or of the same
 *     organization. Never when that could not be found out
 */
public record Verdict(SpfResult spf, List<String> dkim, DmarcResult dmarc, boolean aligned) {
  public Verdict {
    dkim = List.copyOf(dkim);
  }

  /** The same as RFC 8601 §2.7 spells it. */
  public record Words(String spf, List<String> dkim, String dmarc, boolean aligned) {
    public Words {
      dkim = List.copyOf(dkim);
    }

    /** The verdict that is meant. */
    public Verdict verdict() {
      return new Verdict(
          SpfResult.valueOf(spf.toUpperCase(Locale.ROOT)),
          dkim,
          DmarcResult.valueOf(dmarc.toUpperCase(Locale.ROOT)),
          aligned);
    }
  }

  /** In words. */
  public Words words() {
    return new Words(
        spf.name().toLowerCase(Locale.ROOT), dkim, dmarc.name().toLowerCase(Locale.ROOT), aligned);
  }
}
