package dev.avowry.provenance;

import dev.avowry.testing.TestDns;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

/** Judges messages as the service does, over a real resolver. */
final class Judge implements AutoCloseable {
  static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  final TestDns dns = TestDns.start();
  private final ResolverDns resolver = resolver(dns.address(), Duration.ofSeconds(2));
  private String mailFrom = "sender@elsewhere.example";
  private Optional<String> client = Optional.of("192.0.2.3");

  static ResolverDns resolver(String address, Duration timeout) {
    return new ResolverDns(
        new DnsConfig() {
          @Override
          public Optional<String> resolver() {
            return Optional.of(address);
          }

          @Override
          public Duration timeout() {
            return timeout;
          }
        });
  }

  Lookups lookups() {
    return new Lookups(resolver, PATIENCE);
  }

  Judge from(String other) {
    mailFrom = other;
    return this;
  }

  Judge by(String address) {
    client = Optional.of(address);
    return this;
  }

  Judge byRelay() {
    client = Optional.empty();
    return this;
  }

  SpfResult spf() {
    return spf("mail.example.com");
  }

  SpfResult spf(String helo) {
    return Spf.check(handover(helo), lookups()).result();
  }

  private Handover handover(String helo) {
    return new Handover(client.map(InetAddress::ofLiteral), helo, mailFrom);
  }

  Judgement judge(String message, String author) {
    Provenance provenance = new Provenance(resolver, Clock.fixed(NOW, ZoneOffset.UTC));
    return provenance.judge(
        message.getBytes(StandardCharsets.ISO_8859_1),
        Optional.of(author),
        handover("mail.example.com"),
        lookups());
  }

  Verdict verdict(String message, String author) {
    return judge(message, author).verdict();
  }

  @Override
  public void close() {
    resolver.close();
    dns.close();
  }
}
