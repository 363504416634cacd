package dev.avowry.approval;

import dev.avowry.agent.Agent;
import dev.avowry.agent.Client;
import dev.avowry.agent.Directory;
import dev.avowry.authn.AuthenticatedClient;
import dev.avowry.authn.Binding;
import dev.avowry.consent.Parameters;
import dev.avowry.kernel.Origin;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.kernel.Refused;
import dev.avowry.key.CompactJwt;
import dev.avowry.key.Keys;
import dev.avowry.key.Verification;
import dev.avowry.key.VerifiedJwt;
import dev.avowry.web.Caller;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Asks by CIBA Core 1.0: whom a client means, and whether it may mean them.
 *
 * <p>Whoever asks, by its own authentication or by its token, the token that comes of it is given
 * to nobody but the client that authenticates itself.
 */
@ApplicationScoped
public class Backchannel {
  private static final int LONGEST = 16 * 1_024;

  private final Directory directory;
  private final Acquaintances acquaintances;
  private final ApprovalRequests requests;
  private final Keys keys;
  private final Verification verification;
  private final String issuer;

  Backchannel(
      Directory directory,
      Acquaintances acquaintances,
      ApprovalRequests requests,
      Keys keys,
      Verification verification,
      @ConfigProperty(name = "avowry.issuer") String issuer) {
    this.directory = directory;
    this.acquaintances = acquaintances;
    this.requests = requests;
    this.keys = keys;
    this.verification = verification;
    this.issuer = issuer;
  }

  /**
   * Asks the human whom the client means. Refused with {@link Reason#UNKNOWN_USER_ID} for everybody
   * whom it has nothing to do with, whether or not there is such a human.
   */
  public Uni<ApprovalRequests.Opened> ask(
      AuthenticatedClient client, Parameters asked, Origin origin) {
    return ask(client.client(), client.boundTo(), asked, origin);
  }

  /** The same for an agent that calls by its token, and acts for itself. */
  public Uni<ApprovalRequests.Opened> ask(Petition petition, Caller by) {
    Parameters asked = petition.toParameters(by.sponsor());
    return directory
        .agent(by.actor())
        .map(found -> found.orElseThrow(Backchannel::noClient))
        .chain(client -> ask(client, Optional.empty(), asked, by.origin()));
  }

  private Uni<ApprovalRequests.Opened> ask(
      Client client, Optional<Binding> binding, Parameters asked, Origin origin) {
    BackchannelReader reader = new BackchannelReader(asked, issuer);
    return said(client.agent(), reader.hint())
        .chain(said -> acquaintances.among(client.agent(), said))
        .map(found -> found.orElseThrow(Backchannel::unknown))
        .chain(human -> requests.ask(client, binding, reader.wish(human), origin));
  }

  private Uni<String> said(Agent client, Hint hint) {
    return switch (hint) {
      case Hint.Login(String text) -> Uni.createFrom().item(text);
      case Hint.IdToken(String text) ->
          ours(text)
              .map(
                  found ->
                      found
                          .filter(jwt -> isFor(jwt, client))
                          .flatMap(jwt -> jwt.claims().text("sub"))
                          .orElseThrow(Backchannel::notOurs));
    };
  }

  /** It may have expired: it says who is meant, and proves nothing. */
  private Uni<Optional<VerifiedJwt>> ours(String text) {
    Optional<CompactJwt> jwt = CompactJwt.parse(text, LONGEST).jwt();
    return jwt.flatMap(CompactJwt::kid)
        .map(keys::find)
        .orElseGet(() -> Uni.createFrom().item(Optional.empty()))
        .chain(
            key ->
                key.isPresent()
                    ? verification.verify(jwt.orElseThrow(), key.get())
                    : Uni.createFrom().item(Optional.empty()));
  }

  private boolean isFor(VerifiedJwt jwt, Agent client) {
    return jwt.typ().filter("JWT"::equals).isPresent()
        && jwt.claims().text("iss").filter(issuer::equals).isPresent()
        && jwt.claims().audience().contains(client.id().toString());
  }

  private static Refused noClient() {
    return Refusal.refused(Reason.FORBIDDEN, "only an agent that acts for itself asks");
  }

  private static Refused notOurs() {
    return Refusal.refused(
        Reason.INVALID_REQUEST, "id_token_hint is no ID token that this client was given here");
  }

  private static Refused unknown() {
    return Refusal.refused(
        Reason.UNKNOWN_USER_ID,
        "the hint names nobody who answers for this client, or has lent it anything");
  }
}
