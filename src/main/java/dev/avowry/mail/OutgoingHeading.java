package dev.avowry.mail;

import dev.avowry.kernel.MailId;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.SecretBytes;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/**
 * What is shown of a message that an agent sends, without opening it.
 *
 * @param from the agent's address when it was queued
 */
public record OutgoingHeading(Address from, List<Address> to, List<Address> cc, String subject) {
  public OutgoingHeading {
    to = List.copyOf(to);
    cc = List.copyOf(cc);
  }

  /** All of them, in the order in which what the relay says of them is kept. */
  public List<Address> recipients() {
    return Stream.concat(to.stream(), cc.stream()).toList();
  }

  /** As {@link #toBytes} wrote it. */
  static OutgoingHeading read(SecretBytes bytes) {
    JsonObject json = new JsonObject(new String(bytes.exposeSecret(), StandardCharsets.UTF_8));
    return new OutgoingHeading(
        new Address(json.getString("from")),
        addresses(json.getJsonArray("to")),
        addresses(json.getJsonArray("cc")),
        json.getString("subject"));
  }

  /** As it is sealed: one JSON object, to which later versions add. */
  SecretBytes toBytes() {
    return SecretBytes.ofText(
        new JsonObject()
            .put("from", from.text())
            .put("to", texts(to))
            .put("cc", texts(cc))
            .put("subject", subject)
            .encode());
  }

  private static JsonArray texts(List<Address> addresses) {
    return new JsonArray(addresses.stream().map(Address::text).toList());
  }

  private static List<Address> addresses(JsonArray texts) {
    return texts.stream().map(String::valueOf).map(Address::new).toList();
  }

  /** What it is sealed for. */
  static String purpose(MailId id, NodeId agent) {
    return "mail_outgoing_heading %s %s".formatted(id, agent);
  }

  /** Without what is secret. */
  @Override
  public String toString() {
    return "OutgoingHeading[redacted]";
  }
}
