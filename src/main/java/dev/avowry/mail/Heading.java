package dev.avowry.mail;

import dev.avowry.kernel.MailId;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.SecretBytes;
import dev.avowry.provenance.Verdict;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What is shown of a message without opening it. It is its sender's, hence sealed like the rest.
 *
 * @param from empty unless it names exactly one address, in one way to read it
 * @param subject cleaned of what cannot be seen; may be empty
 * @param sentAt what its sender says
 * @param name that its sender gave it, RFC 5322 §3.6.4, without the angle brackets
 * @param references names of what it answers to, oldest first
 * @param verdict whether it is from whom it says; empty when nobody has looked
 */
public record Heading(
    Optional<Sender> from,
    String subject,
    Optional<Instant> sentAt,
    Optional<String> name,
    List<String> references,
    Optional<Verdict> verdict) {
  public Heading {
    references = List.copyOf(references);
  }

  /** As {@link #toBytes} wrote it. */
  static Heading read(SecretBytes bytes) {
    JsonObject json = new JsonObject(new String(bytes.exposeSecret(), StandardCharsets.UTF_8));
    return new Heading(
        Optional.ofNullable(json.getString("from"))
            .map(address -> new Sender(json.getString("from_name", ""), address)),
        json.getString("subject", ""),
        Optional.ofNullable(json.getLong("sent_at")).map(Instant::ofEpochSecond),
        Optional.ofNullable(json.getString("name")),
        json.getJsonArray("references", new JsonArray()).stream().map(String::valueOf).toList(),
        Optional.ofNullable(json.getJsonObject("verdict")).map(Heading::verdict));
  }

  private static Verdict verdict(JsonObject json) {
    return new Verdict.Words(
            json.getString("spf"),
            json.getJsonArray("dkim").stream().map(String::valueOf).toList(),
            json.getString("dmarc"),
            json.getBoolean("aligned"))
        .verdict();
  }

  /** The same, of which is known whether it is from whom it says. */
  Heading judged(Verdict found) {
    return new Heading(from, subject, sentAt, name, references, Optional.of(found));
  }

  /** As it is sealed: one JSON object, to which later versions add. */
  SecretBytes toBytes() {
    JsonObject json = new JsonObject().put("subject", subject);
    from.ifPresent(sender -> json.put("from", sender.address()).put("from_name", sender.name()));
    sentAt.ifPresent(at -> json.put("sent_at", at.getEpochSecond()));
    name.ifPresent(given -> json.put("name", given));
    if (!references.isEmpty()) {
      json.put("references", new JsonArray(references));
    }
    verdict.map(Verdict::words).ifPresent(words -> json.put("verdict", json(words)));
    return SecretBytes.ofText(json.encode());
  }

  private static JsonObject json(Verdict.Words words) {
    return new JsonObject()
        .put("spf", words.spf())
        .put("dkim", new JsonArray(words.dkim()))
        .put("dmarc", words.dmarc())
        .put("aligned", words.aligned());
  }

  /** Whether the words, in small letters, stand in what somebody sees of it. */
  boolean mentions(String words) {
    return subject.toLowerCase(Locale.ROOT).contains(words)
        || from.filter(
                sender ->
                    (sender.name() + " " + sender.address())
                        .toLowerCase(Locale.ROOT)
                        .contains(words))
            .isPresent();
  }

  /** What it is sealed for. */
  static String purpose(MailId id, NodeId agent) {
    return "mail_heading %s %s".formatted(id, agent);
  }

  /** Without what is secret. */
  @Override
  public String toString() {
    return "Heading[redacted]";
  }
}
