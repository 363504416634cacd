package dev.avowry.people.http;

import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.kernel.Refused;
import dev.avowry.kernel.SecretBytes;
import dev.avowry.people.LocalSignIn;
import dev.avowry.people.PasskeySignIn;
import dev.avowry.people.PasswordProof;
import dev.avowry.people.SignIn;
import dev.avowry.people.SignInConfig;
import dev.avowry.web.Open;
import dev.avowry.web.http.Origins;
import dev.avowry.web.http.Page;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeMap;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

/** The page by which humans sign in; it works without a script, but for passkeys. */
@Page
@Path("/sign-in")
@Produces(MediaType.TEXT_HTML)
public class SignInResource {
  private static final String OPEN = "who signs in has not signed in yet; the form has its proof";

  private final LocalSignIn local;
  private final PasskeySignIn passkeys;
  private final SignInConfig config;
  private final Entrance entrance;
  private final Visit visit;
  private final Origins origins;

  SignInResource(
      LocalSignIn local,
      PasskeySignIn passkeys,
      SignInConfig config,
      Entrance entrance,
      Visit visit,
      Origins origins) {
    this.local = local;
    this.passkeys = passkeys;
    this.config = config;
    this.entrance = entrance;
    this.visit = visit;
    this.origins = origins;
  }

  /** Type-safe templates of this resource. */
  @CheckedTemplate(basePath = "people")
  static final class Templates {
    private Templates() {}

    static native TemplateInstance signIn(SignInPage page);
  }

  /** The page. */
  @GET
  @Open(OPEN)
  public TemplateInstance page(
      @RestQuery("return") @DefaultValue("") String back,
      @RestQuery @DefaultValue("no") String fresh) {
    return page(ReturnPath.of(back), "", "", !fresh.equals("no"));
  }

  /** By e-mail address, password and code, all at once. */
  @POST
  @Path("/password")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Open(OPEN)
  public Uni<RestResponse<Object>> byPassword(
      @RestForm @DefaultValue("") String csrf,
      @RestForm("return") @DefaultValue("") String back,
      @RestForm @DefaultValue("") String email,
      @RestForm @DefaultValue("") String password,
      @RestForm @DefaultValue("") String code) {
    visit.require(csrf);
    PasswordProof proof =
        new PasswordProof(
            email, SecretBytes.ofText(password), SecretBytes.ofText(code), visit.browser());
    return answer(local.prove(proof, origins.get()), ReturnPath.of(back), email);
  }

  /** By passkey. */
  @POST
  @Path("/passkey")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Open(OPEN)
  public Uni<RestResponse<Object>> byPasskey(
      @RestForm @DefaultValue("") String csrf,
      @RestForm("return") @DefaultValue("") String back,
      @RestForm @DefaultValue("") String response) {
    String page = visit.require(csrf);
    return answer(
        passkeys.prove(response, page, visit.browser(), origins.get()), ReturnPath.of(back), "");
  }

  private Uni<RestResponse<Object>> answer(Uni<SignIn> proof, ReturnPath back, String email) {
    return proof
        .chain(signIn -> entrance.enter(signIn, back))
        .onFailure(SignInResource::isShown)
        .recoverWithItem(
            failure -> refused(((Refused) failure).refusal(), page(back, email, failure)));
  }

  private TemplateInstance page(ReturnPath back, String email, Throwable failure) {
    return page(back, email, ((Refused) failure).refusal().detail(), false);
  }

  private TemplateInstance page(ReturnPath back, String email, String problem, boolean again) {
    String csrf = visit.csrf();
    return Templates.signIn(
        new SignInPage(
            back.text(),
            csrf,
            passkeys.challenge(csrf),
            passkeys.host(),
            providers(back, again),
            email,
            problem,
            again));
  }

  /** OpenID Connect Core §3.1.2.1: to be fresh, a provider is to ask even whom it remembers. */
  private List<SignInPage.Button> providers(ReturnPath back, boolean again) {
    String asked =
        (again ? "?prompt=login&return=" : "?return=")
            + URLEncoder.encode(back.text(), StandardCharsets.UTF_8);
    return new TreeMap<>(config.providers())
        .entrySet().stream()
            .map(
                each ->
                    new SignInPage.Button(
                        "/sign-in/" + each.getKey() + asked,
                        each.getValue().label().orElse(each.getKey())))
            .toList();
  }

  /** What a human can do something about is said on the page itself. */
  static boolean isShown(Throwable failure) {
    return failure instanceof Refused refused
        && switch (refused.refusal().reason()) {
          case SIGN_IN_FAILED, TOO_MANY_REQUESTS, INVALID_REQUEST, CONFLICT -> true;
          default -> false;
        };
  }

  /** The page with what went wrong on it. */
  static RestResponse<Object> refused(Refusal refusal, TemplateInstance page) {
    RestResponse.ResponseBuilder<Object> answer =
        RestResponse.ResponseBuilder.<Object>create(refusal.reason().status()).entity(page);
    return refusal.reason() == Reason.TOO_MANY_REQUESTS
        ? answer.header("Retry-After", "60").build()
        : answer.build();
  }
}
