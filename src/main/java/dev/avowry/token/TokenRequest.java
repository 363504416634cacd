package dev.avowry.token;

import dev.avowry.agent.AuthorizationDetails;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.SecretBytes;
import java.util.Optional;
import java.util.Set;

/** What a client asks of the token endpoint, parsed once. */
public sealed interface TokenRequest {
  /** The scopes asked for; empty means none were named. */
  Set<String> scopes();

  /** The resource server that the token is for, RFC 8707 §2.2. */
  Optional<String> resource();

  /** What is asked for in particular, RFC 9396 §6; empty when nothing was said of it. */
  default Optional<AuthorizationDetails> authorizationDetails() {
    return Optional.empty();
  }

  /** Who is to be named in {@code may_act}: the agent that may exchange the token. */
  Optional<NodeId> requestedActor();

  /** What a human has lent, by which it is asked for; good once. */
  default Optional<SecretBytes> lent() {
    return Optional.empty();
  }

  /** RFC 6749 §4.4. */
  record ClientCredentials(
      Set<String> scopes,
      Optional<String> resource,
      Optional<AuthorizationDetails> authorizationDetails,
      Optional<NodeId> requestedActor)
      implements TokenRequest {
    public ClientCredentials {
      scopes = Set.copyOf(scopes);
    }
  }

  /**
   * RFC 7523 §2.1: an agent on its own behalf, by a token of an outside issuer.
   *
   * @param assertion the token
   */
  record JwtBearer(
      String assertion,
      Set<String> scopes,
      Optional<String> resource,
      Optional<AuthorizationDetails> authorizationDetails,
      Optional<NodeId> requestedActor)
      implements TokenRequest {
    public JwtBearer {
      scopes = Set.copyOf(scopes);
    }

    /** Shows no token. */
    @Override
    public String toString() {
      return "JwtBearer[scopes=" + scopes + ", resource=" + resource + "]";
    }
  }

  /**
   * draft-ietf-oauth-identity-assertion-authz-grant: an agent for a human, by the word of their
   * identity provider.
   *
   * @param assertion that word
   */
  record IdentityAssertion(
      String assertion,
      Set<String> scopes,
      Optional<String> resource,
      Optional<AuthorizationDetails> authorizationDetails,
      Optional<NodeId> requestedActor)
      implements TokenRequest {
    public IdentityAssertion {
      scopes = Set.copyOf(scopes);
    }

    /** Shows no assertion. */
    @Override
    public String toString() {
      return "IdentityAssertion[scopes=" + scopes + ", resource=" + resource + "]";
    }
  }

  /**
   * RFC 6749 §4.1.3: what a human has consented to, by the code that their browser brought.
   *
   * @param code good once
   * @param redirectUri where the code went; the same as asked for then
   * @param verifier RFC 7636 §4.5
   */
  record AuthorizationCode(
      SecretBytes code,
      Optional<String> redirectUri,
      Optional<String> verifier,
      Optional<String> resource,
      Optional<AuthorizationDetails> authorizationDetails,
      Optional<NodeId> requestedActor)
      implements TokenRequest {
    @Override
    public Optional<SecretBytes> lent() {
      return Optional.of(code);
    }

    /** All that was consented to. */
    @Override
    public Set<String> scopes() {
      return Set.of();
    }

    /** Shows neither code nor verifier. */
    @Override
    public String toString() {
      return "AuthorizationCode[resource=" + resource + "]";
    }
  }

  /**
   * RFC 8628 §3.4: what a human has consented to elsewhere, by the code that the device holds.
   *
   * @param code good once
   */
  record DeviceCode(
      SecretBytes code,
      Optional<String> resource,
      Optional<AuthorizationDetails> authorizationDetails,
      Optional<NodeId> requestedActor)
      implements TokenRequest {
    @Override
    public Optional<SecretBytes> lent() {
      return Optional.of(code);
    }

    /** All that was consented to. */
    @Override
    public Set<String> scopes() {
      return Set.of();
    }

    /** Shows no code. */
    @Override
    public String toString() {
      return "DeviceCode[resource=" + resource + "]";
    }
  }

  /**
   * RFC 6749 §6: the same once more, without the human.
   *
   * @param token good once
   */
  record RefreshToken(
      SecretBytes token,
      Set<String> scopes,
      Optional<String> resource,
      Optional<AuthorizationDetails> authorizationDetails,
      Optional<NodeId> requestedActor)
      implements TokenRequest {
    public RefreshToken {
      scopes = Set.copyOf(scopes);
    }

    @Override
    public Optional<SecretBytes> lent() {
      return Optional.of(token);
    }

    /** Shows no token. */
    @Override
    public String toString() {
      return "RefreshToken[scopes=" + scopes + ", resource=" + resource + "]";
    }
  }

  /**
   * CIBA Core §10.1: what humans have approved who were not there.
   *
   * @param authReqId good once
   */
  record BackchannelAuthentication(
      SecretBytes authReqId,
      Optional<String> resource,
      Optional<AuthorizationDetails> authorizationDetails,
      Optional<NodeId> requestedActor)
      implements TokenRequest {
    /** All that was approved. */
    @Override
    public Set<String> scopes() {
      return Set.of();
    }

    /** Shows no secret. */
    @Override
    public String toString() {
      return "BackchannelAuthentication[resource=" + resource + "]";
    }
  }

  /**
   * RFC 8693 §2.1.
   *
   * @param subjectToken one of our access tokens
   * @param actorToken one of our access tokens, of the client itself
   */
  record TokenExchange(
      String subjectToken,
      Optional<String> actorToken,
      Set<String> scopes,
      Optional<String> resource,
      Optional<AuthorizationDetails> authorizationDetails,
      Optional<NodeId> requestedActor)
      implements TokenRequest {
    public TokenExchange {
      scopes = Set.copyOf(scopes);
    }

    /** Shows no token. */
    @Override
    public String toString() {
      return "TokenExchange[scopes=" + scopes + ", resource=" + resource + "]";
    }
  }
}
