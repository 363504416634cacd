package dev.avowry.mail;

import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Origin;
import dev.avowry.provenance.Handover;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is said in one connection, RFC 5321 §3 and §4: a command in, a reply out, and what has to
 * follow. Knows nothing of sockets.
 */
final class SmtpDialogue {
  private static final int MOST_RECIPIENTS = 20;
  private static final int MOST_MISTAKES = 10;

  /** To be told to come back is no answer to a message; that there is no room is. */
  static final SmtpReply LATER = SmtpReply.of("451 4.3.0 try again later");

  private final SmtpTerms terms;
  private final Origin origin;
  private boolean secure;
  private boolean greeted;
  private String helo = "";
  private Optional<String> sender = Optional.empty();
  private final List<NodeId> recipients = new ArrayList<>();
  private int mistakes;

  SmtpDialogue(SmtpTerms terms, Origin origin) {
    this.terms = terms;
    this.origin = origin;
  }

  /** What is said before anything is asked. */
  SmtpReply greeting() {
    return SmtpReply.of("220 %s ESMTP".formatted(terms.host()));
  }

  /** The reply to a line, without its end. */
  Uni<SmtpReply> answer(String line) {
    Optional<SmtpLine> command = SmtpLine.parse(line);
    if (command.isEmpty()) {
      return now(mistake("500 5.5.2 this is no command"));
    }
    return switch (command.get().verb()) {
      case "RCPT" -> recipient(command.get());
      default -> now(atOnce(command.get()));
    };
  }

  private SmtpReply atOnce(SmtpLine line) {
    return switch (line.verb()) {
      case "EHLO" -> greet(line, terms.offers(secure));
      case "HELO" -> greet(line, "250 " + terms.host());
      case "MAIL" -> from(line);
      case "DATA" -> data();
      case "RSET" -> reset();
      case "NOOP" -> SmtpReply.of("250 2.0.0 ok");
      case "VRFY" -> SmtpReply.of("252 2.1.5 write and see");
      case "QUIT" -> SmtpReply.of("221 2.0.0 bye").then(SmtpReply.Next.CLOSE);
      case "STARTTLS" -> startTls();
      // What follows it would not be commands, and is never offered.
      case "BDAT" -> SmtpReply.of("502 5.5.1 not offered").then(SmtpReply.Next.CLOSE);
      default -> mistake("502 5.5.1 not offered");
    };
  }

  private SmtpReply greet(SmtpLine line, String offers) {
    if (line.host().isEmpty()) {
      return mistake("501 5.5.4 who is it?");
    }
    reset();
    greeted = true;
    helo = line.host().get();
    return SmtpReply.of(offers);
  }

  private SmtpReply startTls() {
    if (secure || !terms.offersTls()) {
      return mistake("503 5.5.1 not now");
    }
    reset();
    greeted = false;
    secure = true;
    return SmtpReply.of("220 2.0.0 go ahead").then(SmtpReply.Next.SECURE);
  }

  private SmtpReply from(SmtpLine line) {
    if (!greeted || sender.isPresent()) {
      return mistake("503 5.5.1 not now");
    }
    Optional<SmtpLine.From> from = line.from();
    if (from.isEmpty()) {
      return mistake("501 5.5.4 a sender is needed, and nothing that is not offered");
    }
    if (from.get().size() > terms.maxMessage()) {
      return mistake("552 5.3.4 the message is too large");
    }
    if (!terms.count(origin)) {
      return tooMuch();
    }
    sender = Optional.of(from.get().address());
    return SmtpReply.of("250 2.1.0 ok");
  }

  private Uni<SmtpReply> recipient(SmtpLine line) {
    if (sender.isEmpty()) {
      return now(mistake("503 5.5.1 not now"));
    }
    if (recipients.size() >= MOST_RECIPIENTS) {
      return now(SmtpReply.of("452 4.5.3 too many recipients at once"));
    }
    Optional<String> to = line.to();
    return to.isEmpty()
        ? now(mistake("501 5.1.3 a recipient is needed"))
        : terms.intake().recipient(to.get()).map(this::recipient);
  }

  private SmtpReply recipient(Intake.Recipient found) {
    return switch (found.receipt()) {
      case KEPT -> {
        if (!recipients.contains(found.agent())) {
          recipients.add(found.agent());
        }
        yield SmtpReply.of("250 2.1.5 ok");
      }
      case FULL -> SmtpReply.of("452 4.2.2 the mailbox is full");
      case UNKNOWN ->
          terms.count(origin) ? mistake("550 5.1.1 there is no such mailbox here") : tooMuch();
      case FORGED -> forged();
    };
  }

  private SmtpReply data() {
    return recipients.isEmpty()
        ? mistake("503 5.5.1 nobody is to have it")
        : SmtpReply.of("354 end with a dot on a line by itself").then(SmtpReply.Next.DATA);
  }

  /** The reply to a message: 250 only when it is durable for all of its recipients. */
  Uni<SmtpReply> deliver(SmtpData data) {
    List<NodeId> all = List.copyOf(recipients);
    Handover handover = handover(sender.orElse(""));
    reset();
    if (data.isMalformed()) {
      // Whoever sent this may mean what follows to be taken for something else.
      return now(
          SmtpReply.of("550 5.6.11 a CR, an LF or a NUL stands alone").then(SmtpReply.Next.CLOSE));
    }
    if (data.isTooLarge()) {
      return now(mistake("552 5.3.4 the message is too large"));
    }
    return deliver(new Arrival(all, data.content(), handover, origin));
  }

  private Handover handover(String mailFrom) {
    return new Handover(terms.client(origin), helo, mailFrom);
  }

  private Uni<SmtpReply> deliver(Arrival arrival) {
    return terms
        .intake()
        .receive(arrival)
        .map(
            receipt ->
                switch (receipt) {
                  case KEPT -> SmtpReply.of("250 2.0.0 kept");
                  case FULL -> SmtpReply.of("452 4.2.2 a mailbox is full");
                  // Of several who has it keeps it; asked once more, who is gone is named.
                  case UNKNOWN ->
                      arrival.recipients().size() == 1
                          ? SmtpReply.of("550 5.1.1 there is no such mailbox here")
                          : LATER;
                  case FORGED -> forged();
                });
  }

  /** RFC 7372 §3.3. */
  private static SmtpReply forged() {
    return SmtpReply.of("550 5.7.26 the domain it says it is from asks that it be refused");
  }

  private SmtpReply reset() {
    sender = Optional.empty();
    recipients.clear();
    return SmtpReply.of("250 2.0.0 ok");
  }

  private SmtpReply mistake(String text) {
    mistakes++;
    return mistakes < MOST_MISTAKES ? SmtpReply.of(text) : tooMuch();
  }

  private static SmtpReply tooMuch() {
    return SmtpReply.of("421 4.7.0 too much; try again later").then(SmtpReply.Next.CLOSE);
  }

  private static Uni<SmtpReply> now(SmtpReply reply) {
    return Uni.createFrom().item(reply);
  }
}
