package dev.avowry.console.http;

import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.key.Change;
import dev.avowry.key.Duty;
import dev.avowry.key.Keys;
import dev.avowry.key.SigningKey;
import dev.avowry.web.Caller;
import dev.avowry.web.Permission;
import dev.avowry.web.http.BySession;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestResponse;

/** Avowry's own keys: what each signs, in which part of its life it is, and a new one on demand. */
@BySession
@Path("/console")
@Produces(MediaType.TEXT_HTML)
public class KeysPageResource {
  private final Frames frames;
  private final Keys keys;

  KeysPageResource(Frames frames, Keys keys) {
    this.frames = frames;
    this.keys = keys;
  }

  /**
   * A key as it stands in the list.
   *
   * @param state published, active or retired
   * @param then what comes next: when it signs, or is gone
   */
  record KeyLine(SigningKey key, String state, Optional<Instant> since, Optional<Instant> then) {
    static KeyLine of(SigningKey key) {
      return switch (key) {
        case SigningKey.Published each ->
            new KeyLine(
                key, "published", Optional.of(each.publishedAt()), Optional.of(each.activatesAt()));
        case SigningKey.Active each ->
            new KeyLine(key, "active", Optional.of(each.activatedAt()), Optional.empty());
        case SigningKey.Retired each ->
            new KeyLine(key, "retired", Optional.of(each.retiredAt()), Optional.of(each.until()));
      };
    }
  }

  /** Type-safe templates of this resource. */
  @CheckedTemplate(basePath = "console")
  static final class Templates {
    private Templates() {}

    static native TemplateInstance keys(Frame frame, List<KeyLine> keys, List<Duty> duties);
  }

  /** Lists them. */
  @GET
  @Path("/keys")
  @Permission("keys.list")
  public TemplateInstance list() {
    List<KeyLine> lines = keys.all().stream().map(KeyLine::of).toList();
    List<Duty> duties = keys.all().stream().map(SigningKey::duty).distinct().sorted().toList();
    return Templates.keys(frames.at(Place.KEYS), lines, duties);
  }

  /** Makes a new one; at once where the old one is in the wrong hands. */
  @POST
  @Path("/keys/rotations")
  @Permission("keys.rotate")
  public Uni<RestResponse<Void>> rotate(
      @RestForm String duty, @RestForm Optional<String> immediate) {
    Caller by = frames.at(Place.KEYS).caller();
    Duty wanted =
        Arrays.stream(Duty.values())
            .filter(each -> Shown.code(each).equals(duty))
            .findFirst()
            .orElseThrow(() -> Refusal.refused(Reason.INVALID_REQUEST, "no key has such a duty"));
    Uni<SigningKey> rotated =
        immediate.isPresent()
            ? keys.replaceCompromised(wanted, cause(by, "compromised"))
            : keys.rotate(wanted, cause(by, "on demand"));
    return rotated.replaceWith(() -> RestResponse.seeOther(URI.create("/console/keys")));
  }

  private static Change.Cause cause(Caller by, String reason) {
    return new Change.Cause(by.actor().toString(), reason, by.origin());
  }
}
