package dev.avowry.totp.http;

import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.totp.BackupCode;
import dev.avowry.totp.Code;
import dev.avowry.totp.Codes;
import dev.avowry.totp.Factor;
import dev.avowry.totp.Factors;
import dev.avowry.totp.Moving;
import dev.avowry.totp.NewFactor;
import dev.avowry.totp.QrPicture;
import dev.avowry.totp.Setup;
import dev.avowry.totp.Website;
import dev.avowry.vault.About;
import dev.avowry.vault.Secret;
import dev.avowry.web.CurrentCaller;
import dev.avowry.web.Permission;
import dev.avowry.web.http.Ids;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

/** Second factors of agents. */
@Path("/v1/totp")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class TotpResource {
  private final Factors factors;
  private final Codes codes;
  private final CurrentCaller caller;

  TotpResource(Factors factors, Codes codes, CurrentCaller caller) {
    this.factors = factors;
    this.codes = codes;
    this.caller = caller;
  }

  /** The body that keeps a factor: its seed in a URI, or in the picture of one. */
  public record FactorRequest(
      String name,
      Optional<String> uri,
      Optional<String> qr,
      Optional<String> owner,
      Optional<String> folder,
      Optional<List<String>> tags,
      Optional<Instant> expiresAt,
      Optional<Instant> rotateAt,
      Optional<List<String>> origins,
      Optional<List<String>> backupCodes) {
    NewFactor toNewFactor() {
      return new NewFactor(
          owner.map(id -> Ids.ofMember("owner", id)),
          folder.map(id -> Ids.ofMember("folder", id)),
          new About(name, new HashSet<>(tags.orElse(List.of())), expiresAt, rotateAt),
          setup(uri, qr, origins, backupCodes));
    }

    /** Without what is secret. */
    @Override
    public String toString() {
      return "FactorRequest[name=%s]".formatted(name);
    }
  }

  /** The body that replaces what is secret of a factor, and where it is for. */
  public record FactorVersionRequest(
      Optional<String> uri,
      Optional<String> qr,
      Optional<List<String>> origins,
      Optional<List<String>> backupCodes,
      Optional<Integer> replaces) {
    Setup toSetup() {
      return setup(uri, qr, origins, backupCodes);
    }

    /** Without what is secret. */
    @Override
    public String toString() {
      return "FactorVersionRequest[replaces=%s]".formatted(replaces);
    }
  }

  private static Setup setup(
      Optional<String> uri,
      Optional<String> qr,
      Optional<List<String>> origins,
      Optional<List<String>> backupCodes) {
    if (uri.isPresent() == qr.isPresent()) {
      throw Refusal.refused(Reason.INVALID_REQUEST, "one of the members uri and qr is needed");
    }
    return new Setup(
        uri.<Setup.Source>map(Setup.Source.OfUri::new)
            .orElseGet(() -> new Setup.Source.OfPicture(QrPicture.ofBase64(qr.orElseThrow()))),
        origins.orElse(List.of()).stream().map(Website::parse).collect(Collectors.toSet()),
        backupCodes.orElse(List.of()));
  }

  /** A factor on the wire, without what is secret of it. The period is in seconds. */
  public record FactorView(
      String id,
      Optional<String> folder,
      String owner,
      String type,
      String name,
      String algorithm,
      int digits,
      Optional<Integer> period,
      Set<String> origins,
      int backupCodes,
      int version,
      Instant createdAt) {
    static FactorView of(Factors.Kept kept) {
      Secret secret = kept.secret();
      Factor factor = kept.factor();
      return new FactorView(
          secret.id().toString(),
          secret.folder().map(NodeId::toString),
          secret.owner().toString(),
          secret.type().code(),
          secret.about().name(),
          factor.algorithm(),
          factor.digits(),
          factor.moving() instanceof Moving.OfTime(int period)
              ? Optional.of(period)
              : Optional.empty(),
          factor.origins(),
          factor.backups(),
          secret.version(),
          secret.createdAt());
    }
  }

  /** Where a code is for. */
  public record CodeRequest(Optional<String> origin) {
    Optional<Website> site() {
      return origin.map(Website::parse);
    }
  }

  /** A code on the wire; times in seconds. */
  public record CodeView(
      String code,
      int digits,
      Optional<Integer> period,
      Optional<Integer> secondsLeft,
      Optional<String> origin) {
    static CodeView of(Code code, Optional<Website> site) {
      return new CodeView(
          code.value(),
          code.value().length(),
          code.window().map(Code.Window::period),
          code.window().map(Code.Window::left),
          site.map(Website::origin));
    }

    /** Without the code. */
    @Override
    public String toString() {
      return "CodeView[origin=%s]".formatted(origin);
    }
  }

  /** A backup code on the wire, and how many there are still. */
  public record BackupCodeView(String code, int left, Optional<String> origin) {
    static BackupCodeView of(BackupCode code, Optional<Website> site) {
      return new BackupCodeView(code.value(), code.left(), site.map(Website::origin));
    }

    /** Without the code. */
    @Override
    public String toString() {
      return "BackupCodeView[left=%d]".formatted(left);
    }
  }

  /** Keeps a second factor. */
  @POST
  @Permission("totp.keep")
  public Uni<RestResponse<FactorView>> keep(FactorRequest request) {
    return factors
        .keep(request.toNewFactor(), caller.get())
        .map(kept -> RestResponse.status(RestResponse.Status.CREATED, FactorView.of(kept)));
  }

  /** Replaces what is secret of a factor, and where it is for. */
  @POST
  @Path("/{id}/versions")
  @Permission("totp.keep")
  public Uni<RestResponse<FactorView>> replace(@RestPath String id, FactorVersionRequest request) {
    return factors
        .replace(Ids.ofPath(id), request.toSetup(), request.replaces(), caller.get())
        .map(next -> RestResponse.status(RestResponse.Status.CREATED, FactorView.of(next)));
  }

  /** Gives an agent a code, on record. */
  @POST
  @Path("/{id}/code")
  @Permission("totp.code")
  public Uni<CodeView> code(@RestPath String id, CodeRequest request) {
    Optional<Website> site = request.site();
    return codes.code(Ids.ofPath(id), site, caller.get()).map(code -> CodeView.of(code, site));
  }

  /** Gives an agent one of the codes that were written down, on record. */
  @POST
  @Path("/{id}/backup-code")
  @Permission("totp.backup")
  public Uni<BackupCodeView> backupCode(@RestPath String id, CodeRequest request) {
    Optional<Website> site = request.site();
    return codes
        .backupCode(Ids.ofPath(id), site, caller.get())
        .map(code -> BackupCodeView.of(code, site));
  }
}
