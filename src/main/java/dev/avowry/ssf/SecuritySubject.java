package dev.avowry.ssf;

import dev.avowry.kernel.NodeId;
import java.util.Map;

/** What an event is about, as a subject identifier of RFC 9493 and SSF 1.0 §3. */
public sealed interface SecuritySubject {
  /** The {@code sub_id}. */
  Map<String, Object> toMap(String issuer);

  /**
   * An agent or a sponsor, with all below it: the {@code sub} of tokens, or an id on their path.
   */
  record OfAccount(NodeId id) implements SecuritySubject {
    @Override
    public Map<String, Object> toMap(String issuer) {
      return Map.of("format", "iss_sub", "iss", issuer, "sub", id.toString());
    }
  }

  /**
   * What somebody does on behalf of an account: a delegation, which is on the path of its tokens.
   */
  record OfDelegation(NodeId account, NodeId delegation) implements SecuritySubject {
    @Override
    public Map<String, Object> toMap(String issuer) {
      return Map.of(
          "format",
          "complex",
          "user",
          new OfAccount(account).toMap(issuer),
          "session",
          opaque(delegation.toString()));
    }
  }

  /** One token and what was exchanged from it. */
  record OfToken(String jti) implements SecuritySubject {
    @Override
    public Map<String, Object> toMap(String issuer) {
      return Map.of("format", "jwt_id", "iss", issuer, "jti", jti);
    }
  }

  /** Something that has a name and no format of its own: a stream, a class of tokens. */
  record Named(String id) implements SecuritySubject {
    @Override
    public Map<String, Object> toMap(String issuer) {
      return opaque(id);
    }
  }

  private static Map<String, Object> opaque(String id) {
    return Map.of("format", "opaque", "id", id);
  }
}
