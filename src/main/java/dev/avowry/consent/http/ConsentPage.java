package dev.avowry.consent.http;

import dev.avowry.agent.Agent;
import dev.avowry.agent.Sponsor;
import dev.avowry.consent.Requests;
import dev.avowry.consent.Wanted;
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
 * @param agent who asks
 * @param answerable the human who answers for the agent
 * @param site where the answer goes
 * @param scopes what it wants to be allowed
 * @param resources where
 * @param facts what it wants to know of the human, in words
 * @param comesBack whether it can come back without them
 * @param handsOnTo to whom it wants to hand it on
 * @param lifetimes how long it may last
 */
record ConsentPage(
    String request,
    String human,
    Agent agent,
    Sponsor answerable,
    String site,
    List<String> scopes,
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
      Session session,
      Sponsor answerable,
      Optional<String> handsOnTo,
      List<Duration> lifetimes) {
    Wanted wanted = asked.request().wanted();
    Agent agent = asked.request().client().agent();
    return new ConsentPage(
        asked.name(),
        session.name(),
        agent,
        answerable,
        asked.request().answer().site(),
        List.copyOf(new TreeSet<>(wanted.authority())),
        wanted.resources(),
        facts(wanted),
        agent.redirects().refreshes()
            || wanted.scopes().contains(IdentityScope.OFFLINE_ACCESS.code()),
        handsOnTo,
        lifetimes.stream().map(Lifetime::of).toList());
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
