package dev.avowry.token;

import dev.avowry.agent.Ceiling;
import dev.avowry.agent.ScannableSecret;
import dev.avowry.agent.Standing;
import dev.avowry.authn.AuthenticatedClient;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * RFC 6749 §4.1 and §6, RFC 8628: an agent acts for a human because they have consented to it, now
 * or a while ago. What it gets is within what was consented to, and dies with the grant.
 */
@ApplicationScoped
class ConsentGrant {
  private static final String BY_CODE = "authorization_code";
  private static final String BY_DEVICE_CODE = "device_code";
  private static final String BY_REFRESH_TOKEN = "refresh_token";
  private static final String BY_APPROVAL = "ciba";

  private final Lending lending;
  private final Collecting collecting;
  private final Errands errands;
  private final Particulars particulars;
  private final String issuer;

  ConsentGrant(
      Lending lending,
      Collecting collecting,
      Errands errands,
      Particulars particulars,
      @ConfigProperty(name = "avowry.issuer") String issuer) {
    this.lending = lending;
    this.collecting = collecting;
    this.errands = errands;
    this.particulars = particulars;
    this.issuer = issuer;
  }

  Uni<Template> decide(
      AuthenticatedClient client, TokenRequest.AuthorizationCode asked, Standing standing) {
    return lending
        .redeem(client, asked, standing)
        .chain(loan -> decide(client, asked, loan, standing, BY_CODE));
  }

  Uni<Template> decide(
      AuthenticatedClient client, TokenRequest.DeviceCode asked, Standing standing) {
    return lending
        .redeem(client, asked, standing)
        .chain(loan -> decide(client, asked, loan, standing, BY_DEVICE_CODE));
  }

  Uni<Template> decide(
      AuthenticatedClient client, TokenRequest.RefreshToken asked, Standing standing) {
    return lending
        .renew(client, asked, standing)
        .chain(loan -> decide(client, asked, loan, standing, BY_REFRESH_TOKEN));
  }

  Uni<Template> decide(
      AuthenticatedClient client, TokenRequest.BackchannelAuthentication asked, Standing standing) {
    return collecting
        .collect(client, asked, standing)
        .chain(loan -> decide(client, asked, loan, standing, BY_APPROVAL));
  }

  /** What follows is kept last: a request that is refused leaves nothing behind. */
  private Uni<Template> decide(
      AuthenticatedClient client, TokenRequest asked, Loan loan, Standing standing, String name) {
    Template template = template(client, asked, loan, name);
    return MayAct.check(template.claims().mayAct(), standing)
        .chain(() -> successor(client, loan))
        .map(
            renewal ->
                template.of(
                    new Lent(
                        loan, renewal, client.client().agent().redirects().idTokenAlgorithm())));
  }

  private Uni<Optional<ScannableSecret>> successor(AuthenticatedClient client, Loan loan) {
    return loan.refreshes()
        ? lending.successor(client, loan).map(Optional::of)
        : Uni.createFrom().item(Optional.empty());
  }

  private Template template(
      AuthenticatedClient client, TokenRequest asked, Loan loan, String name) {
    Ceiling ceiling = loan.over(errands.ceiling(client, loan.authority()));
    Set<String> wanted = asked.scopes().isEmpty() ? loan.scopes() : asked.scopes();
    Set<String> scopes = Attenuation.scopes(wanted, loan.scopes(), ceiling);
    String audience = Attenuation.audience(asked.resource(), usual(loan), ceiling, issuer);
    Errand errand =
        new Errand(
            client,
            loan.authority(),
            ceiling,
            audience,
            scopes,
            particulars.of(
                loan.authorizationDetails(),
                asked.authorizationDetails(),
                ceiling.authorizationDetails(),
                audience),
            asked.requestedActor().or(loan::requestedActor),
            Optional.empty());
    return errands.template(errand, Grounds.of(client, name, asked, Optional.empty()));
  }

  /** The resource that was consented to, if it is one; Avowry's own where none was named. */
  private Optional<String> usual(Loan loan) {
    return loan.resources().isEmpty()
        ? Optional.of(issuer)
        : Optional.of(loan.resources().getFirst()).filter(any -> loan.resources().size() == 1);
  }
}
