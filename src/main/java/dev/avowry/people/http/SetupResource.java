package dev.avowry.people.http;

import dev.avowry.kernel.Refused;
import dev.avowry.kernel.SecretBytes;
import dev.avowry.people.AccountSetup;
import dev.avowry.people.MadeAccount;
import dev.avowry.people.NewHuman;
import dev.avowry.people.NewMeans;
import dev.avowry.people.Offer;
import dev.avowry.people.Offers;
import dev.avowry.web.Open;
import dev.avowry.web.http.Origins;
import dev.avowry.web.http.Page;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestResponse;

/**
 * The page that a one-time link leads to. What stands behind its {@code #} no browser sends: a
 * script puts it into the form, or whoever has none does.
 */
@Page
@Path("/sign-in/setup")
@Produces(MediaType.TEXT_HTML)
public class SetupResource {
  private static final String OPEN = "the one-time token in the form is the credential";

  private final AccountSetup setup;
  private final Offers offers;
  private final Entrance entrance;
  private final Visit visit;
  private final Origins origins;

  SetupResource(
      AccountSetup setup, Offers offers, Entrance entrance, Visit visit, Origins origins) {
    this.setup = setup;
    this.offers = offers;
    this.entrance = entrance;
    this.visit = visit;
    this.origins = origins;
  }

  /** Type-safe templates of this resource. */
  @CheckedTemplate(basePath = "people")
  static final class Templates {
    private Templates() {}

    static native TemplateInstance setup(SetupPage page);

    static native TemplateInstance recoveryCodes(List<String> codes);
  }

  /** The form, as it comes back. */
  public static final class Filled {
    @RestForm
    @DefaultValue("")
    String csrf = "";

    @RestForm
    @DefaultValue("")
    String token = "";

    @RestForm
    @DefaultValue("")
    String name = "";

    @RestForm
    @DefaultValue("")
    String email = "";

    @RestForm
    @DefaultValue("")
    String offer = "";

    @RestForm
    @DefaultValue("")
    String password = "";

    @RestForm
    @DefaultValue("")
    String code = "";

    @RestForm
    @DefaultValue("")
    String response = "";

    NewMeans means() {
      return response.isEmpty()
          ? new NewMeans.ByPassword(offer, SecretBytes.ofText(password), code)
          : new NewMeans.ByPasskey(offer, response, csrf, "first passkey");
    }
  }

  /** The form. */
  @GET
  @Open(OPEN)
  public TemplateInstance page() {
    String csrf = visit.csrf();
    return Templates.setup(new SetupPage(csrf, offers.make(csrf, "account"), "", "", "", ""));
  }

  /** Makes the account, and lets its human in. */
  @POST
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Open(OPEN)
  public Uni<RestResponse<Object>> make(@BeanParam Filled filled) {
    visit.require(filled.csrf);
    return Uni.createFrom()
        .deferred(
            () ->
                setup.make(
                    filled.token.strip(),
                    new NewHuman(filled.name.strip(), filled.email.strip()),
                    filled.means(),
                    visit.browser(),
                    origins.get()))
        .chain(this::welcome)
        .onFailure(SignInResource::isShown)
        .recoverWithItem(failure -> again(filled, (Refused) failure));
  }

  private Uni<RestResponse<Object>> welcome(MadeAccount made) {
    return made.recoveryCodes().isEmpty()
        ? entrance.enter(made.signIn(), ReturnPath.HOME)
        : entrance
            .open(made.signIn())
            .map(
                cookie ->
                    RestResponse.ResponseBuilder.<Object>ok(
                            Templates.recoveryCodes(made.recoveryCodes()))
                        .cookie(cookie)
                        .build());
  }

  private RestResponse<Object> again(Filled filled, Refused why) {
    String csrf = visit.csrf();
    Offer offer = offers.again(filled.offer, csrf, filled.email);
    return SignInResource.refused(
        why.refusal(),
        Templates.setup(
            new SetupPage(
                csrf, offer, filled.token, filled.name, filled.email, why.refusal().detail())));
  }
}
