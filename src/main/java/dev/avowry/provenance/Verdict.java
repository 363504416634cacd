package dev.avowry.provenance;

import java.util.List;

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
}
