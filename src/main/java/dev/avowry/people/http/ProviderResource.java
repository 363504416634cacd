package dev.avowry.people.http;

import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.kernel.Refused;
import dev.avowry.kernel.SecretBytes;
import dev.avowry.people.CorporateSignIn;
import dev.avowry.people.OutsidePerson;
import dev.avowry.people.SignInConfig;
import dev.avowry.web.Open;
import dev.avowry.web.http.Origins;
import dev.avowry.web.http.Page;
import io.quarkus.oidc.RefreshToken;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticator;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.Cookie;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

/**
 * Sign-in with an enterprise's identity provider. quarkus-oidc leads there and proves what comes
 * back; the session is ours, and what it would have kept in the browser is dropped.
 */
@Page
@Path("/sign-in/{provider}")
@Produces(MediaType.TEXT_HTML)
public class ProviderResource {
  private static final Logger LOG = Logger.getLogger(ProviderResource.class);
  private static final String OPEN =
      "who signs in has not signed in yet; the provider's proof counts";

  private static final Refusal UNPROVEN =
      new Refusal(
          Reason.SIGN_IN_FAILED, "the identity provider did not say who you are: try again");

  private static final Refusal UNREACHABLE =
      new Refusal(
          Reason.TEMPORARILY_UNAVAILABLE, "the identity provider is out of reach: try again");

  /** What quarkus-oidc calls a session of its own. */
  private static final String THEIR_SESSION = "q_session";

  private final ProviderTenants tenants;
  private final HttpAuthenticator authenticator;
  private final CorporateSignIn corporate;
  private final SignInConfig config;
  private final Entrance entrance;
  private final Visit visit;
  private final Origins origins;

  ProviderResource(
      ProviderTenants tenants,
      HttpAuthenticator authenticator,
      CorporateSignIn corporate,
      SignInConfig config,
      Entrance entrance,
      Visit visit,
      Origins origins) {
    this.tenants = tenants;
    this.authenticator = authenticator;
    this.corporate = corporate;
    this.config = config;
    this.entrance = entrance;
    this.visit = visit;
    this.origins = origins;
  }

  /** Leads to the provider. */
  @GET
  @Open(OPEN)
  public Uni<RestResponse<Object>> begin(
      @RestPath String provider,
      @RestQuery("return") @DefaultValue("") String back,
      RoutingContext context) {
    requireKnown(provider);
    visit.remember(ReturnPath.of(back));
    return authenticator
        .getChallenge(context)
        .map(ProviderResource::lead)
        .onFailure()
        .transform(failure -> failed(provider, failure, UNREACHABLE));
  }

  /** Takes who comes back from the provider. */
  @GET
  @Path("/callback")
  @Open(OPEN)
  public Uni<RestResponse<Object>> callback(@RestPath String provider, RoutingContext context) {
    requireKnown(provider);
    ReturnPath back = visit.recall();
    return authenticator
        .attemptAuthentication(context)
        .map(identity -> proven(provider, identity))
        .onFailure(failure -> !(failure instanceof Refused))
        .transform(failure -> failed(provider, failure, UNPROVEN))
        .invoke(() -> dropTheirs(context))
        .chain(
            proven ->
                corporate.admit(proven.person(), proven.lasting(), visit.browser(), origins.get()))
        .chain(signIn -> entrance.enter(signIn, back));
  }

  /**
   * Who has come back.
   *
   * @param lasting the refresh token that the provider gave along, if it gave one
   */
  private record Proven(OutsidePerson person, Optional<SecretBytes> lasting) {}

  private Proven proven(String provider, SecurityIdentity identity) {
    OutsidePerson person = person(provider, identity);
    return new Proven(
        person,
        Optional.ofNullable(identity.getCredential(RefreshToken.class))
            .map(RefreshToken::getToken)
            .map(SecretBytes::ofText));
  }

  private OutsidePerson person(String provider, SecurityIdentity identity) {
    return Optional.ofNullable(identity)
        .map(SecurityIdentity::getPrincipal)
        .filter(JsonWebToken.class::isInstance)
        .map(JsonWebToken.class::cast)
        .map(token -> new IdTokenClaims(token).person(provider, settings(provider)))
        .orElseThrow(UNPROVEN::refused);
  }

  private SignInConfig.Provider settings(String provider) {
    return Optional.ofNullable(config.providers().get(provider)).orElseThrow();
  }

  private void requireKnown(String provider) {
    if (!tenants.has(provider)) {
      throw Refusal.refused(Reason.NOT_FOUND, "there is no such identity provider");
    }
  }

  private static RestResponse<Object> lead(ChallengeData challenge) {
    RestResponse.ResponseBuilder<Object> answer =
        RestResponse.ResponseBuilder.create(challenge.status);
    challenge.getHeaders().forEach((name, value) -> answer.header(name.toString(), value));
    return answer.build();
  }

  /** Cookies that were to be set are not, and those that a browser has are taken away. */
  private static void dropTheirs(RoutingContext context) {
    List<String> names =
        context.request().cookies().stream()
            .map(Cookie::getName)
            .filter(name -> name.startsWith(THEIR_SESSION))
            .toList();
    names.forEach(name -> context.response().removeCookies(name));
  }

  /** Why is for the log: what a provider says goes to no stranger. */
  private Refused failed(String provider, Throwable failure, Refusal refusal) {
    LOG.warnf(
        "sign-in elsewhere failed: provider=%s requestId=%s cause=%s",
        provider, origins.get().requestId(), failure);
    return refusal.refused();
  }
}
