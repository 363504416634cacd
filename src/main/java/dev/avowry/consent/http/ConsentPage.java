package dev.avowry.consent.http;

import dev.avowry.agent.Sponsor;
import dev.avowry.consent.Asker;
import dev.avowry.consent.Wanted;
import dev.avowry.people.Session;
import dev.avowry.token.IdentityScope;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What a human is told before they answer.
 *
 * @param way how the request came, and where its form goes
 * @param human who is asked
 * @param name of who asks
 * @param purpose what it is for, or where it comes from
 * @param answers who answers for it, in a sentence
 * @param scopes what it wants to be allowed
 * @param details what in particular
 * @param resources where
 * @param facts what it wants to know of the human, in words
 * @param comesBack whether it can come back without them
 * @param standsAlone whether it would be able to act in its own name as well
 * @param handsOnTo to whom it wants to hand it on
 * @param lifetimes how long it may last
 */
record ConsentPage(
    Way way,
    String human,
    String name,
    String purpose,
    String answers,
    List<Scope> scopes,
    List<DetailLine> details,
    List<String> resources,
    List<String> facts,
    boolean comesBack,
    boolean standsAlone,
    Optional<String> handsOnTo,
    List<Lifetime> lifetimes) {
  /**
   * How a request came.
   *
   * @param action where the form goes
   * @param field what names the request there
   * @param value its name
   * @param site where the answer goes, if that is through the browser
   * @param device who waits for it, if that is a device
   */
  record Way(
      String action, String field, String value, Optional<String> site, Optional<Device> device) {}

  /**
   * Who waits.
   *
   * @param since when it asked
   * @param address from where
   */
  record Device(String since, String address) {
    private static final DateTimeFormatter TIME =
        DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    static Device of(Instant since, String address) {
      return new Device(TIME.format(since), address);
    }
  }

  /**
   * A scope, and what it means.
   *
   * @param words of the resources that have any
   * @param sufficient whether this human's consent is enough for it
   * @param note whose word it takes besides; empty where nobody's
   */
  record Scope(String code, List<String> words, boolean sufficient, String note) {}

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
      Way way,
      Asker asker,
      Wanted wanted,
      Session session,
      List<Scope> scopes,
      Optional<Sponsor> answerable,
      Optional<String> handsOnTo,
      List<DetailLine> details,
      List<Duration> lifetimes) {
    return new ConsentPage(
        way,
        session.name(),
        asker.name(),
        purpose(asker),
        answerable
            .map(sponsor -> sponsor.name() + " answers for it.")
            .orElse("Nobody answers for it yet: you will, if you allow this."),
        scopes,
        details,
        wanted.resources(),
        facts(wanted),
        asker.redirects().refreshes()
            || wanted.scopes().contains(IdentityScope.OFFLINE_ACCESS.code()),
        !asker.authenticators().isEmpty(),
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
