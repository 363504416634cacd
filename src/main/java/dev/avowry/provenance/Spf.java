package dev.avowry.provenance;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Whether a client may send for a domain: {@code check_host}, RFC 7208 §4. A record that asks for
 * more than may be asked makes no sense, however it is written.
 */
final class Spf {
  /** RFC 7208 §4.6.4. */
  private static final int MOST_TERMS = 10;

  private static final int MOST_VOID = 2;
  private static final int MOST_NAMES = 10;
  private static final String VERSION = "v=spf1";

  private final Lookups lookups;
  private final InetAddress client;
  private final SpfMacros macros;
  private int terms;
  private int voids;

  private Spf(Lookups lookups, InetAddress client, String helo, String local, String domain) {
    this.lookups = lookups;
    this.client = client;
    this.macros = new SpfMacros(client, helo, local, domain, () -> validated(domain));
  }

  /**
   * What came of it.
   *
   * @param domain of which it was asked; empty when there is none
   */
  record Outcome(SpfResult result, Optional<String> domain) {
    /** The domain that has proven itself by that. */
    Optional<String> proven() {
      return domain.filter(any -> result == SpfResult.PASS);
    }
  }

  /**
   * Of the domain in {@code MAIL FROM}, or of the greeting when that is empty, §2.4. Where it is
   * not known who sent it nobody is asked.
   */
  static Outcome check(Handover handover, Lookups lookups) {
    String from = handover.mailFrom();
    int at = from.lastIndexOf('@');
    String local = at > 0 ? from.substring(0, at) : "postmaster";
    Optional<String> domain =
        DomainNames.read(from.isEmpty() ? handover.helo() : from.substring(at + 1));
    SpfResult result =
        domain
            .flatMap(
                name ->
                    handover
                        .client()
                        .map(client -> new Spf(lookups, client, handover.helo(), local, name))
                        .map(spf -> spf.decide(name)))
            .orElse(SpfResult.NONE);
    return new Outcome(result, domain);
  }

  private SpfResult decide(String domain) {
    try {
      return check(domain);
    } catch (Undecided reason) {
      return reason.result();
    } catch (DnsUnavailable nobodyAnswers) {
      return SpfResult.TEMPERROR;
    }
  }

  private SpfResult check(String domain) {
    List<String> records =
        lookups.ask(domain, Dns.Type.TXT).values().stream().filter(Spf::isRecord).toList();
    Undecided.unless(records.size() <= 1);
    return records.isEmpty() ? SpfResult.NONE : evaluate(domain, read(records.getFirst()));
  }

  private static boolean isRecord(String text) {
    String small = text.toLowerCase(Locale.ROOT);
    return small.equals(VERSION) || small.startsWith(VERSION + " ");
  }

  /** All of it is read before any of it is heeded, §4.6. */
  private static List<SpfTerm> read(String record) {
    List<SpfTerm> all =
        Arrays.stream(record.substring(VERSION.length()).split(" ", -1))
            .filter(term -> !term.isEmpty())
            .map(SpfTerm::read)
            .toList();
    long redirects = all.stream().filter(SpfTerm.Redirect.class::isInstance).count();
    long explanations = all.stream().filter(new SpfTerm.Modifier("exp")::equals).count();
    Undecided.unless(redirects <= 1 && explanations <= 1);
    return all;
  }

  private SpfResult evaluate(String domain, List<SpfTerm> record) {
    Optional<String> onward = Optional.empty();
    for (SpfTerm term : record) {
      switch (term) {
        case SpfTerm.Mechanism mechanism -> {
          if (matches(mechanism, domain)) {
            return mechanism.result();
          }
        }
        case SpfTerm.Redirect redirect -> onward = Optional.of(redirect.domain());
        case SpfTerm.Modifier ignored -> {}
      }
    }
    return onward
        .map(spec -> redirected(target(Optional.of(spec), domain)))
        .orElse(SpfResult.NEUTRAL);
  }

  private SpfResult redirected(Optional<String> target) {
    count();
    SpfResult result = target.map(this::check).orElse(SpfResult.NONE);
    Undecided.unless(result != SpfResult.NONE);
    return result;
  }

  private boolean matches(SpfTerm.Mechanism mechanism, String domain) {
    return switch (mechanism.kind()) {
      case ALL -> true;
      case IP4, IP6 -> mechanism.network().filter(it -> it.contains(client)).isPresent();
      case INCLUDE -> isIncluded(counted(mechanism, domain));
      case A -> counted(mechanism, domain).filter(name -> isAt(name, mechanism)).isPresent();
      case MX -> counted(mechanism, domain).filter(name -> isExchange(name, mechanism)).isPresent();
      case PTR -> counted(mechanism, domain).filter(this::isNamed).isPresent();
      case EXISTS ->
          counted(mechanism, domain).filter(name -> !found(name, Dns.Type.A).isEmpty()).isPresent();
    };
  }

  private Optional<String> counted(SpfTerm.Mechanism mechanism, String domain) {
    count();
    return target(mechanism.domain(), domain);
  }

  private void count() {
    terms++;
    Undecided.unless(terms <= MOST_TERMS);
  }

  /** Empty when what is meant is no name: then there is nothing there, §4.8. */
  private Optional<String> target(Optional<String> spec, String domain) {
    return spec.map(text -> DomainNames.read(macros.expand(text, domain)))
        .orElse(Optional.of(domain));
  }

  private boolean isIncluded(Optional<String> target) {
    return switch (target.map(this::check).orElse(SpfResult.NONE)) {
      case PASS -> true;
      case FAIL, SOFTFAIL, NEUTRAL -> false;
      case TEMPERROR -> throw Undecided.now();
      case PERMERROR, NONE -> throw Undecided.permanently();
    };
  }

  private boolean isAt(String name, SpfTerm.Mechanism mechanism) {
    return hasAddress(found(name, addressType()), mechanism);
  }

  private boolean hasAddress(List<String> addresses, SpfTerm.Mechanism mechanism) {
    int bits = client instanceof Inet4Address ? mechanism.bits4() : mechanism.bits6();
    return addresses.stream()
        .anyMatch(address -> new Network(InetAddress.ofLiteral(address), bits).contains(client));
  }

  private boolean isExchange(String name, SpfTerm.Mechanism mechanism) {
    List<String> exchanges = found(name, Dns.Type.MX);
    Undecided.unless(exchanges.size() <= MOST_NAMES);
    return exchanges.stream()
        .flatMap(exchange -> DomainNames.read(exchange).stream())
        .anyMatch(exchange -> hasAddress(found(exchange, addressType()), mechanism));
  }

  private boolean isNamed(String target) {
    return validatedNames().stream().anyMatch(name -> DomainNames.isWithin(name, target));
  }

  /** Names of the client's that lead back to it, §5.5; who does not answer has none. */
  private List<String> validatedNames() {
    List<String> validated = new ArrayList<>();
    try {
      for (String name :
          found(macros.reverseName(), Dns.Type.PTR).stream().limit(MOST_NAMES).toList()) {
        if (DomainNames.read(name).isPresent() && leadsBack(name)) {
          validated.add(name);
        }
      }
    } catch (DnsUnavailable nobodyAnswers) {
      return validated;
    }
    return validated;
  }

  private boolean leadsBack(String name) {
    try {
      return lookups.ask(name, addressType()).values().stream()
          .anyMatch(address -> InetAddress.ofLiteral(address).equals(client));
    } catch (DnsUnavailable nobodyAnswers) {
      return false;
    }
  }

  /** §7.3: the domain itself, or what is below it, before what is not. */
  private String validated(String domain) {
    count();
    List<String> names = validatedNames();
    return names.stream()
        .filter(domain::equals)
        .findFirst()
        .or(() -> names.stream().filter(name -> DomainNames.isWithin(name, domain)).findFirst())
        .or(() -> names.stream().findFirst())
        .orElse("unknown");
  }

  private Dns.Type addressType() {
    return client instanceof Inet4Address ? Dns.Type.A : Dns.Type.AAAA;
  }

  /** What is asked for and is not there may be so only so often, §4.6.4. */
  private List<String> found(String name, Dns.Type type) {
    List<String> values = lookups.ask(name, type).values();
    if (values.isEmpty()) {
      voids++;
      Undecided.unless(voids <= MOST_VOID);
    }
    return values;
  }
}
