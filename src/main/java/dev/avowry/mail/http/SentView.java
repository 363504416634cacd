package dev.avowry.mail.http;

import dev.avowry.mail.Address;
import dev.avowry.mail.Outgoing;
import dev.avowry.mail.OutgoingHeading;
import dev.avowry.mail.Sending;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A message that an agent sends, on the wire.
 *
 * @param perhapsTwice whether the relay may have had it before, and was not heard
 */
public record SentView(
    String id,
    String thread,
    String state,
    String from,
    List<String> to,
    List<String> cc,
    String subject,
    Instant queuedAt,
    Optional<Instant> endedAt,
    int attempts,
    boolean perhapsTwice,
    List<RecipientView> recipients) {

  /**
   * What the relay has said of a recipient.
   *
   * @param reply its last code; absent before there is one
   */
  public record RecipientView(String address, Optional<Integer> reply) {
    /** Without what is secret. */
    @Override
    public String toString() {
      return "RecipientView[reply=%s]".formatted(reply);
    }
  }

  /** The message as it is shown. */
  public static SentView of(Sending.Shown shown) {
    Outgoing message = shown.message();
    OutgoingHeading heading = shown.heading();
    List<Address> all = heading.recipients();
    List<Integer> codes = message.replies().codes();
    return new SentView(
        message.id().toString(),
        message.thread().toString(),
        message.state().code(),
        heading.from().text(),
        heading.to().stream().map(Address::text).toList(),
        heading.cc().stream().map(Address::text).toList(),
        heading.subject(),
        message.queuedAt(),
        message.endedAt(),
        message.attempts(),
        message.unsure(),
        IntStream.range(0, all.size())
            .mapToObj(
                place ->
                    new RecipientView(
                        all.get(place).text(),
                        Optional.of(codes.get(place)).filter(code -> code != 0)))
            .toList());
  }

  /** Without what is secret. */
  @Override
  public String toString() {
    return "SentView[id=%s, state=%s]".formatted(id, state);
  }
}
