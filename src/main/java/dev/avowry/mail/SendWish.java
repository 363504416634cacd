package dev.avowry.mail;

import dev.avowry.kernel.MailId;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A message that an agent wants sent.
 *
 * @param answers what it answers to
 */
public record SendWish(
    List<Address> to,
    List<Address> cc,
    String subject,
    Wording wording,
    Optional<Answered> answers) {
  private static final String RE = "Re: ";
  private static final int LONGEST_SUBJECT = 200;
  private static final int MOST_REFERENCES = 20;

  public SendWish {
    to = List.copyOf(to);
    cc = List.copyOf(cc);
  }

  /**
   * What a message answers to.
   *
   * @param thread the message that the conversation began with
   * @param name of the message itself, RFC 5322 §3.6.4, if it has one
   * @param references names of all before it and its own, oldest first
   */
  record Answered(MailId thread, Optional<String> name, List<String> references) {
    Answered {
      references = List.copyOf(references);
    }
  }

  /** A message that begins a conversation; refused when it is none. */
  public static SendWish of(List<String> to, List<String> cc, String subject, Wording wording) {
    int all = to.size() + cc.size();
    if (to.isEmpty() || all > Allowance.MOST_RECIPIENTS) {
      throw invalid("to has an address, and to and cc have 10 together at the most");
    }
    List<Address> first = to.stream().map(Address::parse).toList();
    List<Address> second = cc.stream().map(Address::parse).toList();
    List<Address> together = new ArrayList<>(first);
    together.addAll(second);
    if (new HashSet<>(together).size() < all) {
      throw invalid("no address stands twice in to and cc");
    }
    return new SendWish(first, second, Wording.subject(subject), wording, Optional.empty());
  }

  /**
   * An answer to a message that came. To whom it is from and to nobody else: where its sender would
   * have the answer go ({@code Reply-To}) is a stranger's word.
   *
   * <p>Refused when the message is from nobody, or it cannot be told from whom.
   */
  static SendWish answer(Message message, Heading heading, Wording wording) {
    Sender from =
        heading
            .from()
            .orElseThrow(
                () ->
                    Refusal.refused(Reason.CONFLICT, "it cannot be told whom the message is from"));
    List<String> references = new ArrayList<>(heading.references());
    heading.name().ifPresent(references::add);
    int size = references.size();
    return new SendWish(
        List.of(Address.parse(from.address())),
        List.of(),
        subject(heading.subject()),
        wording,
        Optional.of(
            new Answered(
                message.thread(),
                heading.name(),
                references.subList(Math.max(0, size - MOST_REFERENCES), size))));
  }

  private static String subject(String answered) {
    String subject =
        answered.toLowerCase(Locale.ROOT).startsWith(RE.strip().toLowerCase(Locale.ROOT))
            ? answered
            : RE + answered;
    int end = Math.min(subject.length(), LONGEST_SUBJECT);
    return subject.substring(0, Character.isHighSurrogate(subject.charAt(end - 1)) ? end - 1 : end);
  }

  private static RuntimeException invalid(String detail) {
    return Refusal.refused(Reason.INVALID_REQUEST, detail);
  }

  /** Without what is secret. */
  @Override
  public String toString() {
    return "SendWish[redacted]";
  }
}
