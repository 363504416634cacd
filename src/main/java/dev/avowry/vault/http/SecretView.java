package dev.avowry.vault.http;

import dev.avowry.kernel.NodeId;
import dev.avowry.vault.Secret;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A secret on the wire, without what is secret of it. */
public record SecretView(
    String id,
    Optional<String> folder,
    String owner,
    String type,
    String name,
    List<String> tags,
    int version,
    List<BindingView> bindings,
    String state,
    Optional<Instant> expiresAt,
    Optional<Instant> rotateAt,
    Instant createdAt,
    Instant changedAt,
    Optional<ReportView> report) {
  /** What an agent has last said against the present version. */
  public record ReportView(String agent, String fault, Instant at) {
    static ReportView of(Secret.Report report) {
      return new ReportView(report.by().toString(), report.fault().code(), report.at());
    }
  }

  static SecretView of(Secret secret) {
    return new SecretView(
        secret.id().toString(),
        secret.folder().map(NodeId::toString),
        secret.owner().toString(),
        secret.type().code(),
        secret.about().name(),
        secret.about().tags().stream().sorted().toList(),
        secret.version(),
        secret.bindings().all().stream().map(BindingView::of).toList(),
        secret.state().name().toLowerCase(Locale.ROOT),
        secret.about().expiresAt(),
        secret.about().rotateAt(),
        secret.createdAt(),
        secret.changedAt(),
        secret.report().map(ReportView::of));
  }
}
