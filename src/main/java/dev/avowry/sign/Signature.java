package dev.avowry.sign;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Something that was signed for an agent.
 *
 * @param digest of what was signed, by which the ledger knows it
 * @param key by which
 * @param signedAt in whole seconds
 * @param expiresAt of a request
 * @param result the signature in its form
 */
public record Signature(
    String digest, AgentKey key, Instant signedAt, Optional<Instant> expiresAt, Result result) {
  /** In which form it is given. */
  public sealed interface Result {
    /** The kind on the wire and in the ledger. */
    String kind();
  }

  /** A JWS in compact form. */
  public record Jws(String text) implements Result {
    @Override
    public String kind() {
      return JWS;
    }
  }

  /** Fields that the request has to be sent with. */
  public record Fields(Map<String, String> fields) implements Result {
    public Fields {
      fields = Map.copyOf(fields);
    }

    @Override
    public String kind() {
      return HTTP;
    }
  }

  static final String JWS = "jws";
  static final String HTTP = "http";
}
