package dev.avowry.agent.store;

import dev.avowry.agent.Agent;
import dev.avowry.agent.AgentKind;
import dev.avowry.agent.BoundTokens;
import dev.avowry.agent.CodeRoot;
import dev.avowry.agent.RedirectClient;
import dev.avowry.agent.RedirectUri;
import dev.avowry.kernel.NodeId;
import dev.avowry.key.Algorithm;
import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.OneToOne;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/** A row of {@code agent}, with its node. */
@Entity
@Table(name = "agent")
@NullUnmarked
class AgentRow extends PanacheEntityBase {
  @Id long id;
  long sponsor;
  String name;
  String kind;
  String purpose;
  String vendor;

  @Column(name = "code_repository")
  String codeRepository;

  @Column(name = "code_commit")
  String codeCommit;

  @Column(name = "code_image")
  String codeImage;

  @Column(name = "dpop_bound_access_tokens")
  boolean boundToKey;

  @Column(name = "tls_client_certificate_bound_access_tokens")
  boolean boundToCertificate;

  @Column(name = "redirect_uris")
  String[] redirectUris;

  @Column(name = "public_client")
  boolean publicClient;

  @Column(name = "refresh_tokens")
  boolean refreshTokens;

  @Column(name = "id_token_alg")
  String idTokenAlg;

  @Column(name = "device_codes")
  boolean deviceCodes;

  @Column(name = "delivery_mode")
  String deliveryMode;

  @Column(name = "notification_endpoint")
  String notificationEndpoint;

  @Column(name = "created_at")
  Instant createdAt;

  @OneToOne(fetch = FetchType.EAGER)
  @JoinColumn(name = "id", insertable = false, updatable = false)
  NodeRow node;

  static AgentRow of(Agent agent) {
    AgentRow row = new AgentRow();
    row.id = agent.id().value();
    row.sponsor = agent.node().sponsor().value();
    row.name = agent.name();
    row.kind = agent.kind().code();
    row.purpose = agent.purpose();
    row.vendor = agent.vendor().orElse(null);
    row.codeRepository = agent.codeRoot().flatMap(CodeRoot::repository).orElse(null);
    row.codeCommit = agent.codeRoot().flatMap(CodeRoot::commit).orElse(null);
    row.codeImage = agent.codeRoot().flatMap(CodeRoot::imageDigest).orElse(null);
    row.boundToKey = agent.boundTokens() == BoundTokens.TO_KEY;
    row.boundToCertificate = agent.boundTokens() == BoundTokens.TO_CERTIFICATE;
    row.redirectUris =
        agent.redirects().redirectUris().stream().map(RedirectUri::text).toArray(String[]::new);
    row.publicClient = agent.redirects().isPublic();
    row.refreshTokens = agent.redirects().refreshes();
    row.idTokenAlg = agent.redirects().idTokenAlgorithm().joseName();
    row.deviceCodes = agent.redirects().asksByCode();
    row.notificationEndpoint = agent.redirects().notifiedAt().orElse(null);
    row.deliveryMode = row.notificationEndpoint == null ? "poll" : "ping";
    row.createdAt = agent.node().createdAt();
    return row;
  }

  Agent toAgent() {
    return new Agent(
        new NodeId(id),
        name,
        AgentKind.named(kind).orElseThrow(),
        purpose,
        Optional.ofNullable(vendor),
        codeRoot(codeRepository, codeCommit, codeImage),
        BoundTokens.of(boundToKey, boundToCertificate),
        redirects(redirectUris, publicClient, refreshTokens, idTokenAlg, deviceCodes)
            .toldAt(Optional.ofNullable(notificationEndpoint)),
        node.toNode());
  }

  static RedirectClient redirects(
      String[] redirectUris,
      boolean publicClient,
      boolean refreshTokens,
      String idTokenAlg,
      boolean deviceCodes) {
    return new RedirectClient(
        Arrays.stream(redirectUris).map(RedirectUri::new).toList(),
        publicClient,
        refreshTokens,
        Algorithm.named(idTokenAlg).orElseThrow(),
        deviceCodes);
  }

  static Optional<CodeRoot> codeRoot(
      @Nullable String repository, @Nullable String commit, @Nullable String image) {
    return repository == null && commit == null && image == null
        ? Optional.empty()
        : Optional.of(
            new CodeRoot(
                Optional.ofNullable(repository),
                Optional.ofNullable(commit),
                Optional.ofNullable(image)));
  }
}
