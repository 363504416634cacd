package dev.avowry.vault.http;

import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Page;
import dev.avowry.kernel.PageRequest;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.vault.About;
import dev.avowry.vault.Catalogue;
import dev.avowry.vault.Fault;
import dev.avowry.vault.NewSecret;
import dev.avowry.vault.ReadingView;
import dev.avowry.vault.Readings;
import dev.avowry.vault.SecretFields;
import dev.avowry.vault.SecretType;
import dev.avowry.vault.Vault;
import dev.avowry.vault.Version;
import dev.avowry.web.CurrentCaller;
import dev.avowry.web.EndpointRule;
import dev.avowry.web.Permission;
import dev.avowry.web.http.Ids;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

/** Secrets of agents. */
@Path("/v1/vault")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class VaultResource {
  private final Vault vault;
  private final Readings readings;
  private final EndpointRule rule;
  private final CurrentCaller caller;

  VaultResource(Vault vault, Readings readings, EndpointRule rule, CurrentCaller caller) {
    this.vault = vault;
    this.readings = readings;
    this.rule = rule;
    this.caller = caller;
  }

  /** The body of {@code POST}. */
  public record SecretRequest(
      String name,
      String type,
      Map<String, String> fields,
      Optional<String> owner,
      Optional<String> folder,
      Optional<List<String>> tags,
      Optional<Instant> expiresAt,
      Optional<Instant> rotateAt,
      Optional<List<BindingView>> bindings) {
    NewSecret toNewSecret(EndpointRule rule) {
      SecretType known = VaultResource.type(type);
      return new NewSecret(
          owner.map(id -> Ids.ofMember("owner", id)),
          folder.map(id -> Ids.ofMember("folder", id)),
          known,
          new About(name, new HashSet<>(tags.orElse(List.of())), expiresAt, rotateAt),
          SecretFields.of(known, fields),
          BindingView.toBindings(bindings, rule));
    }

    /** Without what is secret. */
    @Override
    public String toString() {
      return "SecretRequest[name=%s, type=%s]".formatted(name, type);
    }
  }

  /** The body of {@code PUT}: all that is said of a secret. */
  public record AboutRequest(
      String name,
      Optional<List<String>> tags,
      Optional<Instant> expiresAt,
      Optional<Instant> rotateAt) {
    About toAbout() {
      return new About(name, new HashSet<>(tags.orElse(List.of())), expiresAt, rotateAt);
    }
  }

  /** The body that replaces a secret. */
  public record VersionRequest(
      Map<String, String> fields,
      Optional<Integer> replaces,
      Optional<List<BindingView>> bindings) {
    /** Without what is secret. */
    @Override
    public String toString() {
      return "VersionRequest[replaces=%s]".formatted(replaces);
    }
  }

  /** A version on the wire. */
  public record VersionView(
      int version, List<BindingView> bindings, Instant createdAt, String createdBy) {
    static VersionView of(Version version) {
      return new VersionView(
          version.number(),
          version.bindings().all().stream().map(BindingView::of).toList(),
          version.createdAt(),
          version.by());
    }
  }

  /** The latest versions of a secret. */
  public record VersionList(List<VersionView> items, int total) {}

  /** Which version is wanted. */
  public record ReadRequest(Optional<Integer> version) {}

  /** What an agent met. */
  public record ReportRequest(int version, String fault) {}

  /** Keeps a secret. */
  @POST
  @Permission("vault.write")
  public Uni<RestResponse<SecretView>> keep(SecretRequest request) {
    return vault
        .keep(request.toNewSecret(rule), caller.get())
        .map(kept -> RestResponse.status(RestResponse.Status.CREATED, SecretView.of(kept)));
  }

  /** Lists secrets. */
  @GET
  @Permission("vault.list")
  public Uni<Page<SecretView>> list(
      @RestQuery Optional<String> folder,
      @RestQuery Optional<String> type,
      @RestQuery Optional<String> tag,
      @RestQuery Optional<String> name,
      @RestQuery Optional<String> after,
      @RestQuery Optional<String> limit) {
    Catalogue.Filter filter =
        new Catalogue.Filter(
            folder.map(id -> Ids.ofMember("folder", id)), type.map(VaultResource::type), tag, name);
    return vault
        .secrets(filter, caller.get(), PageRequest.of(after, limit))
        .map(page -> page.map(SecretView::of));
  }

  /** Shows one, without what is secret of it. */
  @GET
  @Path("/{id}")
  @Permission("vault.list")
  public Uni<SecretView> show(@RestPath String id) {
    return vault.secret(Ids.ofPath(id), caller.get()).map(SecretView::of);
  }

  /** Says something else of one. */
  @PUT
  @Path("/{id}")
  @Permission("vault.write")
  public Uni<SecretView> describe(@RestPath String id, AboutRequest request) {
    return vault.describe(Ids.ofPath(id), request.toAbout(), caller.get()).map(SecretView::of);
  }

  /** Replaces what is secret of one. */
  @POST
  @Path("/{id}/versions")
  @Permission("vault.write")
  public Uni<RestResponse<SecretView>> replace(@RestPath String id, VersionRequest request) {
    return vault
        .replace(
            Ids.ofPath(id),
            request.fields(),
            BindingView.toBindings(request.bindings(), rule),
            request.replaces(),
            caller.get())
        .map(next -> RestResponse.status(RestResponse.Status.CREATED, SecretView.of(next)));
  }

  /** Lists the latest versions, without what is secret of them. */
  @GET
  @Path("/{id}/versions")
  @Permission("vault.list")
  public Uni<VersionList> versions(@RestPath String id) {
    return vault
        .versions(Ids.ofPath(id), caller.get())
        .map(all -> all.stream().map(VersionView::of).toList())
        .map(items -> new VersionList(items, items.size()));
  }

  /** Gives an agent the plaintext, on record. */
  @POST
  @Path("/{id}/read")
  @Permission("vault.read")
  public Uni<ReadingView> read(@RestPath String id, ReadRequest request) {
    return readings.read(caller.get(), Ids.ofPath(id), request.version()).map(ReadingView::of);
  }

  /** Notes that a secret does not work. */
  @POST
  @Path("/{id}/report")
  @Permission("vault.report")
  public Uni<SecretView> report(@RestPath String id, ReportRequest request) {
    Fault fault =
        Fault.named(request.fault())
            .orElseThrow(
                () ->
                    Refusal.refused(
                        Reason.INVALID_REQUEST,
                        "fault must be one of rejected, expired, locked, leaked, other"));
    NodeId secret = Ids.ofPath(id);
    return vault.report(secret, request.version(), fault, caller.get()).map(SecretView::of);
  }

  private static SecretType type(String code) {
    return SecretType.named(code)
        .orElseThrow(
            () -> Refusal.refused(Reason.INVALID_REQUEST, "there is no such type of secret"));
  }
}
