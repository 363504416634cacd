package dev.avowry.provenance;

import java.net.InetAddress;
import java.util.Optional;

/**
 * How a message came, RFC 5321.
 *
 * @param client who was connected; empty when that is not who sent it, but a relay
 * @param helo the name by which it greeted
 * @param mailFrom what it said that the message is from; empty for notices that nobody answers to
 */
public record Handover(Optional<InetAddress> client, String helo, String mailFrom) {
  /** Without addresses. */
  @Override
  public String toString() {
    return "Handover[redacted]";
  }
}
