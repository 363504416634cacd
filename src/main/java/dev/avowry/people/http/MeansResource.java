package dev.avowry.people.http;

import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.kernel.SecretBytes;
import dev.avowry.people.AccountChanges;
import dev.avowry.people.NewMeans;
import dev.avowry.people.Offer;
import dev.avowry.people.Offers;
import dev.avowry.people.Overview;
import dev.avowry.people.Session;
import dev.avowry.people.SignInConfig;
import dev.avowry.people.SignedIn;
import dev.avowry.web.Permission;
import dev.avowry.web.http.BySession;
import dev.avowry.web.http.Origins;
import dev.avowry.web.http.SeeOther;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

/** How a human signs in, and how they change it: each change takes a proof of just now. */
@BySession
@Path("/account/means")
@Produces(MediaType.TEXT_HTML)
public class MeansResource {
  private static final Pattern PASSKEY = Pattern.compile("[A-Za-z0-9_-]{1,1400}");

  private final AccountChanges changes;
  private final Offers offers;
  private final SignedIn signedIn;
  private final SignInConfig config;
  private final Clock clock;
  private final Origins origins;

  MeansResource(
      AccountChanges changes,
      Offers offers,
      SignedIn signedIn,
      SignInConfig config,
      Clock clock,
      Origins origins) {
    this.changes = changes;
    this.offers = offers;
    this.signedIn = signedIn;
    this.config = config;
    this.clock = clock;
    this.origins = origins;
  }

  /** Type-safe templates of this resource. */
  @CheckedTemplate(basePath = "people")
  static final class Templates {
    private Templates() {}

    static native TemplateInstance means(Overview here, Offer offer, String csrf);
  }

  /** The means, and the forms that change them. */
  @GET
  @Permission("account.change")
  public Uni<TemplateInstance> page() {
    Session here = fresh();
    String csrf = signedIn.csrf();
    return changes
        .of(here.human())
        .map(found -> found.orElseThrow(MeansResource::elsewhere))
        .map(all -> Templates.means(all, offers.make(csrf, all.login()), csrf));
  }

  /** Another password, another app, or both; what is left empty stays. */
  @POST
  @Path("/password")
  @Permission("account.change")
  public Uni<RestResponse<Void>> change(
      @RestForm @DefaultValue("") String offer,
      @RestForm @DefaultValue("") String password,
      @RestForm @DefaultValue("") String code) {
    return changes
        .change(fresh(), SecretBytes.ofText(password), offer, code, origins.get())
        .replaceWith(MeansResource::back);
  }

  /** One more passkey. */
  @POST
  @Path("/passkeys")
  @Permission("account.change")
  public Uni<RestResponse<Void>> addPasskey(
      @RestForm @DefaultValue("") String offer,
      @RestForm @DefaultValue("") String response,
      @RestForm @DefaultValue("") String name) {
    NewMeans.ByPasskey asked =
        new NewMeans.ByPasskey(offer, response, signedIn.csrf(), name.strip());
    return changes.add(fresh(), asked, origins.get()).replaceWith(MeansResource::back);
  }

  /** Removes a passkey. */
  @POST
  @Path("/passkeys/{id}/remove")
  @Permission("account.change")
  public Uni<RestResponse<Void>> removePasskey(@RestPath String id) {
    if (!PASSKEY.matcher(id).matches()) {
      throw Refusal.refused(Reason.NOT_FOUND, "there is no such passkey");
    }
    return changes.remove(fresh(), id, origins.get()).replaceWith(MeansResource::back);
  }

  /** Ten new recovery codes. */
  @POST
  @Path("/recovery-codes")
  @Permission("account.change")
  public Uni<TemplateInstance> replaceRecoveryCodes() {
    return changes
        .replaceRecoveryCodes(fresh(), origins.get())
        .map(SetupResource.Templates::recoveryCodes);
  }

  private Session fresh() {
    return signedIn.requireFresh(config.freshFor(), clock.instant());
  }

  private static RuntimeException elsewhere() {
    return Refusal.refused(
        Reason.NOT_FOUND, "you sign in elsewhere: there is nothing to change here");
  }

  private static RestResponse<Void> back() {
    return SeeOther.to("/account/means");
  }
}
