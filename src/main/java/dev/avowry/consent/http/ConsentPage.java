package dev.avowry.consent.http;

import dev.avowry.agent.Sponsor;
import dev.avowry.consent.Asker;
import dev.avowry.consent.Requests;
import dev.avowry.consent.Wanted;
import dev.avowry.consent.Weight;
import dev.avowry.people.Session;
import dev.avowry.token.IdentityScope;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What a human is told before they answer.
 *
 * @param request what names the request
 * @param human who is asked
 * @param name of who asks
 * @param purpose what it is for, or where it comes from
 * @param answers who answers for it, in a sentence
 * @param site where the answer goes
 * @param scopes what it wants to be allowed
 * @param details what in particular
 * @param resources where
 * @param facts what it wants to know of the human, in words
 * @param comesBack whether it can come back without them
 * @param handsOnTo to whom it wants to hand it on
 * @param lifetimes how long it may last
 */
record ConsentPage(
    String request,
    String human,
    String name,
    String purpose,
    String answers,
    String site,
    List<Weight.Weighed> scopes,
    List<DetailLine> details,
    List<String> resources,
    List<String> facts,
    boolean comesBack,
    Optional<String> handsOnTo,
    List<Lifetime> lifetimes) {
  /** How long a grant may last, for a list to choose from. */
  record Lifetime(long seconds, String words) {
    static Lifetime of(Duration duration) {
      long days = duration.toDays();
      return new Lifetime(
          duration.toSeconds(),
          days < 1 ? duration.toHours() + " hours" : days == 1 ? "1 day" : days + " days");
    }
  }

  static ConsentPage of(
      Requests.Asked asked,
      Weight weight,
      Session session,
      Optional<Sponsor> answerable,
      Optional<String> handsOnTo,
      List<DetailLine> details,
      List<Duration> lifetimes) {
    Wanted wanted = asked.request().wanted();
    Asker asker = asked.request().asker();
    return new ConsentPage(
        asked.name(),
        session.name(),
        asker.name(),
        purpose(asker),
        answerable
            .map(sponsor -> sponsor.name() + " answers for it.")
            .orElse("Nobody answers for it yet: you will, if you allow this."),
        asked.request().answer().site(),
        weight.of(wanted.authority()),
        details,
        wanted.resources(),
        facts(wanted),
        asker.redirects().refreshes()
            || wanted.scopes().contains(IdentityScope.OFFLINE_ACCESS.code()),
        handsOnTo,
        lifetimes.stream().map(Lifetime::of).toList());
  }

  /** Whether it wants to be allowed anything. */
  public boolean isAuthority() {
    return !scopes.isEmpty() || !details.isEmpty();
  }

  private static String purpose(Asker asker) {
    return asker
        .agent()
        .map(
            agent ->
                agent.purpose()
                    + agent.vendor().map(vendor -> " (software of " + vendor + ")").orElse(""))
        .orElse("not registered here; it comes from " + asker.clientId());
  }

  private static List<String> facts(Wanted wanted) {
    TreeSet<String> facts = new TreeSet<>();
    if (wanted.scopes().contains(IdentityScope.OPENID.code())) {
      facts.add("that it is you, by a number that Avowry has given you");
    }
    if (wanted.scopes().contains(IdentityScope.PROFILE.code())
        || wanted.claims().contains("name")) {
      facts.add("your name");
    }
    if (wanted.scopes().contains(IdentityScope.EMAIL.code()) || wanted.claims().contains("email")) {
      facts.add("your e-mail address");
    }
    return List.copyOf(facts);
  }
}
