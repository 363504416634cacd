package dev.avowry.consent.http;

import dev.avowry.agent.Directory;
import dev.avowry.agent.Sponsor;
import dev.avowry.consent.Asker;
import dev.avowry.consent.Consents;
import dev.avowry.consent.Wanted;
import dev.avowry.consent.Weight;
import dev.avowry.people.SignedIn;
import dev.avowry.token.DetailTypes;
import dev.avowry.token.Resources;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** The page that asks a human, whichever way the request came. */
@ApplicationScoped
class ConsentPages {
  private final Consents consents;
  private final Directory directory;
  private final Resources resources;
  private final DetailTypes types;
  private final SignedIn signedIn;

  ConsentPages(
      Consents consents,
      Directory directory,
      Resources resources,
      DetailTypes types,
      SignedIn signedIn) {
    this.consents = consents;
    this.directory = directory;
    this.resources = resources;
    this.types = types;
    this.signedIn = signedIn;
  }

  /** Type-safe templates of this page. */
  @CheckedTemplate(basePath = "consent")
  static final class Templates {
    private Templates() {}

    static native TemplateInstance consent(ConsentPage page, String csrf);
  }

  /** The page for whoever has signed in. */
  Uni<String> html(ConsentPage.Way way, Asker asker, Wanted wanted, Weight weight) {
    return answerable(asker)
        .chain(
            sponsor ->
                handedTo(wanted)
                    .map(
                        other ->
                            ConsentPage.of(
                                way,
                                asker,
                                wanted,
                                signedIn.get(),
                                scopes(wanted, weight),
                                sponsor,
                                other,
                                DetailLine.of(wanted.authorizationDetails(), types),
                                consents.lifetimes())))
        .map(page -> Templates.consent(page, signedIn.csrf()).render());
  }

  private List<ConsentPage.Scope> scopes(Wanted wanted, Weight weight) {
    return weight.of(wanted.authority()).stream()
        .map(
            it ->
                new ConsentPage.Scope(
                    it.scope(),
                    resources.words(wanted.resources(), it.scope()),
                    it.sufficient(),
                    it.note()))
        .toList();
  }

  /** The human who answers for the agent; nobody, as long as it is none. */
  private Uni<Optional<Sponsor>> answerable(Asker asker) {
    return asker
        .agent()
        .map(agent -> directory.sponsor(agent.node().sponsor()))
        .orElseGet(() -> Uni.createFrom().item(Optional.empty()));
  }

  /** The name of the agent that the client wants to hand it on to. */
  private Uni<Optional<String>> handedTo(Wanted wanted) {
    return wanted.requestedActor().isEmpty()
        ? Uni.createFrom().item(Optional.empty())
        : directory
            .agent(wanted.requestedActor().get())
            .map(found -> found.map(client -> client.agent().name()));
  }
}
