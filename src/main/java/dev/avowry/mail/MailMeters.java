package dev.avowry.mail;

import dev.avowry.provenance.Verdict;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;

/** How mail comes in, for whoever runs the service: numbers, and nothing of any message. */
@ApplicationScoped
class MailMeters {
  private final MeterRegistry registry;

  MailMeters(MeterRegistry registry) {
    this.registry = registry;
  }

  /** Somebody asked whether there is a mailbox. */
  void asked(Receipt receipt) {
    count("avowry.mail.recipients", receipt.name());
  }

  /** Somebody handed a message over for one recipient. */
  void received(Receipt receipt) {
    count("avowry.mail.received", receipt.name());
  }

  /** It was found out whom a message is from, or not. */
  void judged(Verdict verdict) {
    count("avowry.mail.verdicts", verdict.dmarc().name());
  }

  /** A connection was ended because of what it did. */
  void endedFor(String why) {
    count("avowry.mail.ended", why);
  }

  /** What came of an attempt to send. */
  void sent(String outcome) {
    count("avowry.mail.sent", outcome);
  }

  private void count(String name, String outcome) {
    registry.counter(name, "outcome", outcome.toLowerCase(Locale.ROOT)).increment();
  }
}
