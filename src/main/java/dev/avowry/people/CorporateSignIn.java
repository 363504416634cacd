package dev.avowry.people;

import dev.avowry.agent.Ceiling;
import dev.avowry.agent.NewSponsor;
import dev.avowry.agent.Registry;
import dev.avowry.agent.Sponsor;
import dev.avowry.agent.Sponsorships;
import dev.avowry.kernel.NodeId;
import dev.avowry.kernel.Origin;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.kernel.Refused;
import dev.avowry.kernel.SecretBytes;
import dev.avowry.ledger.Event;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Lets in whom an identity provider vouches for. They are who issuer and subject say; an e-mail
 * address is for reading, since whoever could choose theirs would choose somebody else's. What
 * their groups give is what their groups say now.
 */
@ApplicationScoped
public class CorporateSignIn {
  private final OutsideHumanStore humans;
  private final Registry registry;
  private final Sponsorships sponsorships;
  private final GroupRoles roles;
  private final Vouching vouching;
  private final SignInConfig config;
  private final Clock clock;

  CorporateSignIn(
      OutsideHumanStore humans,
      Registry registry,
      Sponsorships sponsorships,
      GroupRoles roles,
      Vouching vouching,
      SignInConfig config,
      Clock clock) {
    this.humans = humans;
    this.registry = registry;
    this.sponsorships = sponsorships;
    this.roles = roles;
    this.vouching = vouching;
    this.config = config;
    this.clock = clock;
  }

  /**
   * The human who is meant, made a sponsor where the provider's setting says so; refused when
   * nobody here knows them, or their node is not live.
   *
   * @param lasting by what the provider can be asked about them from now on, if by anything
   */
  public Uni<SignIn> admit(
      OutsidePerson person, Optional<SecretBytes> lasting, String browser, Origin origin) {
    return find(person)
        .chain(known -> returned(known, person, lasting, origin))
        .chain(known -> known.map(it -> live(it, origin)).orElseGet(() -> first(person, origin)))
        .call(human -> roles.follow(human, person.provider(), given(person), origin))
        .call(human -> vouching.signedIn(human, person, lasting))
        .map(human -> signIn(human, person, browser));
  }

  private static SignIn signIn(NodeId human, OutsidePerson person, String browser) {
    return new SignIn(
        human,
        person.methods(),
        Optional.of(person.provider()),
        browser,
        Optional.of(person.authenticatedAt().orElse(Session.NOBODY_KNOWS)),
        Optional.empty());
  }

  /** Who was gone because this provider refused them is here, now that it does not. */
  private Uni<Optional<OutsideHumanStore.Known>> returned(
      Optional<OutsideHumanStore.Known> known,
      OutsidePerson person,
      Optional<SecretBytes> lasting,
      Origin origin) {
    return known
        .filter(OutsideHumanStore.Known::gone)
        .map(it -> vouching.back(it.human(), person, lasting, origin).chain(() -> find(person)))
        .orElseGet(() -> Uni.createFrom().item(known));
  }

  private Uni<Optional<OutsideHumanStore.Known>> find(OutsidePerson person) {
    return humans.find(person.issuer(), person.subject(), clock.instant());
  }

  /** Who signs in as the human who was asked whether they answer says by it that they do. */
  private Uni<NodeId> live(OutsideHumanStore.Known known, Origin origin) {
    if (known.awaited()) {
      return sponsorships.acceptInPerson(known.human(), origin).replaceWith(known.human());
    }
    if (!known.live()) {
      throw Refusal.refused(Reason.SIGN_IN_FAILED, "your account here is suspended or revoked");
    }
    return Uni.createFrom().item(known.human());
  }

  /** Of two browsers at the same moment one is late, and finds who the other has made. */
  private Uni<NodeId> first(OutsidePerson person, Origin origin) {
    if (!settings(person).createSponsors()) {
      throw unknown();
    }
    return registry
        .register(newcomer(person), Event.ITSELF, origin)
        .map(Sponsor::id)
        .onFailure(CorporateSignIn::isTaken)
        .recoverWithUni(
            () ->
                find(person)
                    .chain(known -> live(known.orElseThrow(CorporateSignIn::unknown), origin)));
  }

  private static NewSponsor newcomer(OutsidePerson person) {
    return new NewSponsor(
        person.name(),
        person.requireEmail(),
        Optional.of(person.issuer()),
        Optional.of(person.subject()),
        Ceiling.ofSponsor());
  }

  /** What the groups give; a group that is not in the settings gives nothing. */
  private Set<Role> given(OutsidePerson person) {
    return settings(person).roles().entrySet().stream()
        .filter(each -> person.groups().contains(each.getKey()))
        .map(each -> Role.named(each.getValue()).orElseThrow())
        .collect(Collectors.toSet());
  }

  private SignInConfig.Provider settings(OutsidePerson person) {
    return Optional.ofNullable(config.providers().get(person.provider())).orElseThrow();
  }

  private static Refused unknown() {
    return Refusal.refused(
        Reason.SIGN_IN_FAILED, "nobody here knows you yet: ask an administrator");
  }

  private static boolean isTaken(Throwable failure) {
    return failure instanceof Refused refused && refused.refusal().reason() == Reason.CONFLICT;
  }
}
