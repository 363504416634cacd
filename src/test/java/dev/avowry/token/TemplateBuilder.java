package dev.avowry.token;

import dev.avowry.agent.AuthorizationDetails;
import dev.avowry.agent.Ceiling;
import dev.avowry.agent.DetailExtent;
import dev.avowry.agent.Extent;
import dev.avowry.agent.Lineage;
import dev.avowry.agent.Node;
import dev.avowry.agent.NodeKind;
import dev.avowry.agent.NodeState;
import dev.avowry.authn.Binding;
import dev.avowry.authn.Thumbprint;
import dev.avowry.federation.AssertedIdentity;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.TokenId;
import dev.avowry.kernel.TrustId;
import dev.avowry.key.Algorithm;
import dev.avowry.ledger.Fence;
import dev.avowry.ledger.Hold;
import dev.avowry.ledger.SingleUse;
import dev.avowry.testing.Api;
import dev.avowry.testing.TestNodes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A template that breaks no rule, but for what the test changes. */
final class TemplateBuilder {
  static final NodeId SPONSOR = TestNodes.id();
  static final NodeId PLANNER = TestNodes.id();
  static final NodeId WORKER = TestNodes.id();
  static final NodeId EDGE = TestNodes.id();
  static final TrustId PROVIDER = new TrustId(7);
  private static final TokenId PARENT_JTI = new TokenId("parentparentparentpare");

  /** What a parent has, and what was lent. */
  private static final String HELD = "[{\"type\":\"payment\",\"amount\":100}]";

  private NodeId sub = PLANNER;
  private NodeId clientId = PLANNER;
  private String audience = Api.ORDERS;
  private Set<String> scopes = Set.of("read");
  private AuthorizationDetails details = AuthorizationDetails.NONE;
  private Instant expiresAt = TestNodes.NOW.plusSeconds(300);
  private List<Actor> actors = List.of();
  private NodeId node = PLANNER;
  private List<String> path = List.of(SPONSOR.toString(), PLANNER.toString(), "credential1");
  private Ceiling ceiling =
      new Ceiling(
          Extent.only(Set.of("read", "write")),
          Extent.only(Set.of(Api.ORDERS)),
          Duration.ofMinutes(5),
          3,
          10,
          DetailExtent.only(AuthorizationDetails.parse("[{\"type\":\"payment\"}]")));
  private Optional<AccessToken> parent = Optional.empty();
  private Set<String> vendors = Set.of();
  private Optional<Binding> boundTo = Optional.empty();
  private Optional<AssertedIdentity> identity = Optional.empty();
  private Optional<Loan> loan = Optional.empty();

  private TemplateBuilder() {}

  /** An agent on its own behalf. */
  static TemplateBuilder alone() {
    return new TemplateBuilder();
  }

  /** A worker for the planner. */
  static TemplateBuilder exchanged() {
    TemplateBuilder template = new TemplateBuilder();
    template.parent = Optional.of(parent(List.of(), TestNodes.NOW.plusSeconds(300)));
    template.vendors = Set.of("theirs");
    template.clientId = WORKER;
    template.actors = List.of(actor(WORKER));
    template.node = EDGE;
    template.path =
        List.of(
            SPONSOR.toString(),
            PLANNER.toString(),
            "credential1",
            PARENT_JTI.value(),
            EDGE.toString(),
            WORKER.toString(),
            "credential2");
    return template;
  }

  /** The planner for its sponsor, by the word of an identity provider. */
  static TemplateBuilder asserted() {
    TemplateBuilder template = new TemplateBuilder();
    String provider = PROVIDER.toString();
    template.identity =
        Optional.of(
            new AssertedIdentity(
                PROVIDER,
                "https://login.example",
                "ada",
                Set.of("read"),
                List.of(),
                Optional.empty(),
                new SingleUse(SingleUse.Kind.IDENTITY_ASSERTION, provider, "one", TestNodes.NOW),
                new Hold(Set.of(provider), Fence.NONE)));
    template.sub = SPONSOR;
    template.actors = List.of(actor(PLANNER));
    template.node = EDGE;
    template.path =
        List.of(SPONSOR.toString(), provider, EDGE.toString(), PLANNER.toString(), "credential1");
    return template;
  }

  /** The planner for its sponsor, who has lent it something. */
  static TemplateBuilder lent() {
    TemplateBuilder template = new TemplateBuilder();
    Node human = node(NodeKind.SPONSOR, List.of(SPONSOR), Optional.empty());
    Node grant = node(NodeKind.GRANT, List.of(SPONSOR, EDGE), Optional.of(PLANNER));
    template.loan =
        Optional.of(
            new Loan(
                new Lineage(List.of(human, grant), Fence.NONE),
                PLANNER.toString(),
                Set.of("read"),
                List.of(Api.ORDERS),
                AuthorizationDetails.parse(HELD),
                Optional.empty(),
                new Login(TestNodes.NOW, List.of("hwk"), Optional.empty(), Set.of()),
                false,
                new SingleUse(
                    SingleUse.Kind.AUTHORIZATION_CODE, EDGE.toString(), "one", TestNodes.NOW)));
    template.sub = SPONSOR;
    template.actors = List.of(actor(PLANNER));
    template.node = EDGE;
    template.path = List.of(SPONSOR.toString(), EDGE.toString(), PLANNER.toString(), "credential1");
    return template;
  }

  private static Node node(NodeKind kind, List<NodeId> lineage, Optional<NodeId> actor) {
    return new Node(
        lineage.getLast(),
        kind,
        lineage,
        Ceiling.ofSponsor(),
        NodeState.LIVE,
        Optional.empty(),
        actor,
        false,
        TestNodes.NOW);
  }

  static AccessToken parent(List<Actor> actors, Instant expiresAt) {
    return parent(actors, expiresAt, Optional.empty());
  }

  static AccessToken parent(List<Actor> actors, Instant expiresAt, Optional<Binding> boundTo) {
    return new AccessToken(
        new TokenClaims(
            PARENT_JTI,
            PLANNER,
            "ai_agent",
            PLANNER,
            Api.ORDERS,
            Set.of("read"),
            AuthorizationDetails.parse(HELD),
            TestNodes.NOW,
            expiresAt,
            actors,
            Optional.empty(),
            SPONSOR,
            PLANNER,
            List.of(SPONSOR.toString(), PLANNER.toString(), "credential1"),
            Set.of("theirs"),
            boundTo),
        Fence.NONE);
  }

  static Actor actor(NodeId id) {
    return new Actor(id.toString(), "ai_agent");
  }

  TemplateBuilder sub(NodeId id) {
    sub = id;
    return this;
  }

  TemplateBuilder clientId(NodeId id) {
    clientId = id;
    return this;
  }

  TemplateBuilder audience(String uri) {
    audience = uri;
    return this;
  }

  TemplateBuilder scopes(String... all) {
    scopes = Set.of(all);
    return this;
  }

  TemplateBuilder details(String json) {
    details = AuthorizationDetails.parse(json);
    return this;
  }

  TemplateBuilder lifetime(long seconds) {
    expiresAt = TestNodes.NOW.plusSeconds(seconds);
    return this;
  }

  TemplateBuilder actors(Actor... outermostFirst) {
    actors = List.of(outermostFirst);
    return this;
  }

  TemplateBuilder node(NodeId id) {
    node = id;
    return this;
  }

  TemplateBuilder path(String... ids) {
    path = List.of(ids);
    return this;
  }

  TemplateBuilder vendors(String... all) {
    vendors = Set.of(all);
    return this;
  }

  TemplateBuilder boundTo(String thumbprint) {
    boundTo = Optional.of(new Thumbprint(thumbprint));
    return this;
  }

  TemplateBuilder ceiling(Ceiling above) {
    ceiling = above;
    return this;
  }

  TemplateBuilder parent(AccessToken token) {
    parent = Optional.of(token);
    return this;
  }

  Template build() {
    return new Template(
        new TokenClaims(
            new TokenId("childchildchildchildch"),
            sub,
            "ai_agent",
            clientId,
            audience,
            scopes,
            details,
            TestNodes.NOW,
            expiresAt,
            actors,
            Optional.empty(),
            SPONSOR,
            node,
            path,
            vendors,
            boundTo),
        Algorithm.ES256,
        ceiling,
        parent,
        List.of(),
        grounds(),
        loan.map(of -> new Lent(of, Optional.empty(), Algorithm.RS256)));
  }

  private Grounds grounds() {
    Grounds grounds = Grounds.ofHuman("test", scopes);
    return identity.map(grounds::upon).orElse(grounds);
  }
}
