package dev.avowry.provenance;

import java.net.InetAddress;

/**
 * How a message came, RFC 5321.
 *
 * @param client who was connected
 * @param helo the name by which it greeted
 * @param mailFrom what it said that the message is from; empty for notices that nobody answers to
 */
public record Handover(InetAddress client, String helo, String mailFrom) {
  /** Without addresses. */
  @Override
  public String toString() {
    return "Handover[redacted]";
  }
}
