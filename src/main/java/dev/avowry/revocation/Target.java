package dev.avowry.revocation;

import dev.avowry.agent.NodeKind;
import dev.avowry.kernel.CredentialId;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.SigningKeyId;
import dev.avowry.kernel.TokenId;
import dev.avowry.kernel.TrustId;
import java.util.Optional;

/** What authority is taken from. */
public sealed interface Target {
  /** The id that an entry would carry. */
  String id();

  /**
   * A node and everything below it.
   *
   * @param kind what it has to be, when that was said: an agent is not found by a sponsor's id
   */
  record OfNode(NodeId node, Optional<NodeKind> kind) implements Target {
    @Override
    public String id() {
      return node.toString();
    }
  }

  /** Everything that was minted with a credential. */
  record OfCredential(CredentialId credential) implements Target {
    @Override
    public String id() {
      return credential.toString();
    }
  }

  /** Everything that was signed by a key that is kept for an agent. */
  record OfSigningKey(SigningKeyId key) implements Target {
    @Override
    public String id() {
      return key.toString();
    }
  }

  /**
   * Everything that was minted because an outside issuer was believed.
   *
   * @param trust the issuer, or one rule of it
   */
  record OfTrust(TrustId trust) implements Target {
    @Override
    public String id() {
      return trust.toString();
    }
  }

  /** A token and everything that was exchanged from it. */
  record OfToken(TokenId token) implements Target {
    @Override
    public String id() {
      return token.value();
    }
  }

  /**
   * Every token of a class, whatever it hangs on.
   *
   * @param tokens which
   */
  record OfClass(TokenClass tokens) implements Target {
    @Override
    public String id() {
      return tokens.id();
    }
  }

  /** The class that a target is, when it is one. */
  static Optional<TokenClass> classOf(Target target) {
    return target instanceof OfClass of ? Optional.of(of.tokens()) : Optional.empty();
  }
}
