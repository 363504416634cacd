package dev.avowry.access.http;

import dev.avowry.access.Left;
import dev.avowry.access.Myself;
import dev.avowry.access.Tool;
import dev.avowry.access.UsedCredential;
import dev.avowry.agent.Agent;
import dev.avowry.agent.Ceiling;
import dev.avowry.agent.Client;
import dev.avowry.agent.Extent;
import dev.avowry.agent.Named;
import dev.avowry.authn.Binding;
import dev.avowry.kernel.CredentialId;
import dev.avowry.token.Actor;
import dev.avowry.token.TokenClaims;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The caller on the wire.
 *
 * @param agent absent when a human calls
 * @param pathNames what stands on the path, in its order
 * @param ceiling what the agent may hold and hand on now, with all that is above it
 * @param left of it
 * @param credential by which the agent proved itself
 * @param actsFor absent where the caller acts for itself
 * @param mailbox the agent's address, if it has one
 * @param tools what it may do for itself, and why not the rest
 */
public record MeView(
    Optional<MyAgent> agent,
    String node,
    String subject,
    String sponsor,
    Optional<String> sponsorName,
    List<String> path,
    List<PathName> pathNames,
    List<String> scopes,
    Optional<MyCeiling> ceiling,
    Optional<MyRest> left,
    Optional<MyCredential> credential,
    Optional<ActsFor> actsFor,
    MyToken token,
    Optional<String> mailbox,
    List<MyTool> tools) {

  static MeView of(Myself self) {
    TokenClaims claims = self.token().claims();
    return new MeView(
        self.agent().map(MyAgent::of),
        self.by().node().toString(),
        self.by().subject().toString(),
        self.by().sponsor().toString(),
        self.sponsorName(),
        self.by().path(),
        self.path().stream().map(PathName::of).toList(),
        self.by().scopes().stream().sorted().toList(),
        self.agent().map(client -> MyCeiling.of(client.lineage().effective())),
        self.left().map(MyRest::of),
        self.used().map(MyCredential::of),
        claims.actors().isEmpty() ? Optional.empty() : Optional.of(ActsFor.of(claims)),
        MyToken.of(self),
        self.address(),
        self.tools().stream().map(MyTool::of).toList());
  }

  /**
   * The agent that acts.
   *
   * @param authorizationDetails what its tokens may carry at the most; absent when any
   */
  public record MyAgent(
      String id,
      String name,
      String kind,
      String purpose,
      Optional<List<Map<String, Object>>> authorizationDetails) {
    static MyAgent of(Client client) {
      Agent agent = client.agent();
      return new MyAgent(
          agent.id().toString(),
          agent.name(),
          agent.kind().code(),
          agent.purpose(),
          client.lineage().effective().authorizationDetails().view());
    }
  }

  /** An id on the path. */
  public record PathName(String id, String kind, Optional<String> name) {
    static PathName of(Named named) {
      return new PathName(named.id(), named.kind(), named.name());
    }
  }

  /** A ceiling; absent scopes, resources and details mean any. */
  public record MyCeiling(
      Optional<List<String>> scopes,
      Optional<List<String>> resources,
      long maxTtl,
      int maxDepth,
      int maxChildren,
      Optional<List<Map<String, Object>>> authorizationDetails) {
    static MyCeiling of(Ceiling ceiling) {
      return new MyCeiling(
          values(ceiling.scopes()),
          values(ceiling.resources()),
          ceiling.maxTtl().toSeconds(),
          ceiling.maxDepth(),
          ceiling.maxChildren(),
          ceiling.authorizationDetails().view());
    }

    private static Optional<List<String>> values(Extent extent) {
      return switch (extent) {
        case Extent.Any any -> Optional.empty();
        case Extent.Only only -> Optional.of(only.values().stream().sorted().toList());
      };
    }
  }

  /** What is left of a ceiling. */
  public record MyRest(int depth, int children, Optional<Instant> expiresAt) {
    static MyRest of(Left left) {
      return new MyRest(left.depth(), left.children(), left.expiresAt());
    }
  }

  /** A credential, and what had better be done about it. */
  public record MyCredential(
      String id,
      String type,
      long ageSeconds,
      Instant createdAt,
      Optional<Instant> expiresAt,
      Optional<String> ridesOn,
      Optional<String> advice) {
    static MyCredential of(UsedCredential used) {
      return new MyCredential(
          used.credential().id().toString(),
          used.credential().authenticator().type(),
          Math.max(0, used.age().toSeconds()),
          used.credential().createdAt(),
          used.credential().expiresAt(),
          used.credential().ridesOn().map(CredentialId::toString),
          used.advice());
    }
  }

  /**
   * On whose behalf.
   *
   * @param chain who acts and who acted before, the caller first
   */
  public record ActsFor(String subject, String subjectProfile, List<Hand> chain) {
    static ActsFor of(TokenClaims claims) {
      return new ActsFor(
          claims.sub().toString(),
          claims.subProfile(),
          claims.actors().stream().map(Hand::of).toList());
    }
  }

  /** Somebody in the chain. */
  public record Hand(String sub, String subProfile) {
    static Hand of(Actor actor) {
      return new Hand(actor.sub(), actor.subProfile());
    }
  }

  /**
   * The token that was used.
   *
   * @param remaining seconds
   * @param boundTo to what whoever presents it has to hold, as in {@code cnf}; absent when to
   *     nothing
   */
  public record MyToken(
      String jti, Instant issuedAt, Instant expiresAt, long remaining, Optional<String> boundTo) {
    static MyToken of(Myself self) {
      TokenClaims claims = self.token().claims();
      return new MyToken(
          claims.jti().value(),
          claims.issuedAt(),
          claims.expiresAt(),
          Math.max(0, self.remaining().toSeconds()),
          claims.boundTo().map(Binding::confirmation));
    }
  }

  /** Something that the caller may do, or why not. */
  public record MyTool(String name, String operation, boolean allowed, Optional<String> whyNot) {
    static MyTool of(Tool tool) {
      return new MyTool(tool.name(), tool.operation(), tool.isAllowed(), tool.whyNot());
    }
  }
}
