package dev.avowry.mail;

import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import java.util.Collection;
import java.util.List;

/**
 * To whom an agent may write, and how much. Who is not in it is not written to.
 *
 * @param recipients addresses; domains, which do not stand for those below them; or everybody
 * @param perDay how many messages in 24 hours
 * @param perMessage how many recipients one of them may have
 */
public record Allowance(List<String> recipients, int perDay, int perMessage) {
  /** Everybody. */
  public static final String EVERYBODY = "*";

  /** How many recipients a message may have at all. */
  public static final int MOST_RECIPIENTS = 10;

  private static final int MOST_ALLOWED = 100;
  private static final int MOST_A_DAY = 10_000;

  /** Nobody, where nobody has said anything. */
  static final Allowance NONE = new Allowance(List.of(), 0, 1);

  public Allowance {
    recipients = List.copyOf(recipients);
  }

  /** Reads what somebody wants to be so; refused when it is no allowance. */
  public static Allowance of(List<String> recipients, int perDay, int perMessage) {
    require(
        recipients.size() <= MOST_ALLOWED,
        "recipients has 100 entries at the most; allow a domain instead");
    require(
        perDay >= 0 && perDay <= MOST_A_DAY, "messages_per_day must be a number from 0 to 10000");
    require(
        perMessage >= 1 && perMessage <= MOST_RECIPIENTS,
        "recipients_per_message must be a number from 1 to 10");
    return new Allowance(
        recipients.stream().map(Allowance::entry).distinct().sorted().toList(), perDay, perMessage);
  }

  private static String entry(String text) {
    if (text.equals(EVERYBODY) || MailLimits.isDomain(text)) {
      return text;
    }
    require(
        text.indexOf('@') > 0,
        "recipients are addresses, domains in small letters, or * for everybody");
    return Address.parse(text).text();
  }

  /** Whether everybody is among them. */
  public boolean isForEverybody() {
    return recipients.contains(EVERYBODY);
  }

  /** Whether one message may go to all of these. */
  boolean allows(Collection<Address> to) {
    return to.size() <= perMessage && to.stream().allMatch(this::allows);
  }

  private boolean allows(Address address) {
    return isForEverybody()
        || recipients.contains(address.text())
        || recipients.contains(address.domain());
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw Refusal.refused(Reason.INVALID_REQUEST, otherwise);
    }
  }

  /** Without what is secret. */
  @Override
  public String toString() {
    return "Allowance[perDay=%d, perMessage=%d]".formatted(perDay, perMessage);
  }
}
