package dev.avowry.provenance;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * What is asked for one message: each question once, so many of them, and all within a time. Waits;
 * hence for a thread that may.
 */
final class Lookups {
  /** SPF may need 10 terms with 10 names each, DMARC 8 names for each of a handful of domains. */
  private static final int MOST = 150;

  private record Question(String name, Dns.Type type) {}

  private final Dns dns;
  private final long end;
  private final Map<Question, CompletableFuture<Dns.Answer>> asked = new HashMap<>();

  Lookups(Dns dns, Duration time) {
    this.dns = dns;
    this.end = System.nanoTime() + time.toNanos();
  }

  /** The answer; fails with {@link DnsUnavailable} also when the time is over. */
  Dns.Answer ask(String name, Dns.Type type) {
    Question question = new Question(name, type);
    long left = end - System.nanoTime();
    if (left <= 0 || (asked.size() >= MOST && !asked.containsKey(question))) {
      throw new DnsUnavailable("enough was asked");
    }
    try {
      return asked
          .computeIfAbsent(question, any -> dns.ask(name, type).toCompletableFuture())
          .get(left, TimeUnit.NANOSECONDS);
    } catch (ExecutionException | TimeoutException none) {
      throw new DnsUnavailable("nobody answers");
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new DnsUnavailable("it is stopped");
    }
  }
}
