package dev.avowry.vault;

import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.web.EndpointRule;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a request may go. Two origins are the same when scheme, host and port are, RFC 6454 §4, and
 * in no other way; a path is below another when its segments begin with the other's, as they are
 * written.
 *
 * @param origin as browsers write it, without the usual port
 * @param path with which paths begin, without a slash at its end; empty for all of them
 * @param methods by which; empty for all that there are
 */
public record Destination(String origin, Optional<String> path, Set<String> methods) {
  private static final int LONGEST_HOST = 253;

  /** Names in other scripts are written as browsers send them, RFC 5890 §2.3.2.1: {@code xn--…}. */
  private static final Pattern ORIGIN =
      Pattern.compile(
          "(https?)://((?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)*"
              + "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)(?::([1-9][0-9]{0,4}))?");

  /** What ends in a number is an address, RFC 3986 §3.2.2, and is written in one way alone. */
  private static final Pattern NUMBER = Pattern.compile("(?:.*\\.)?(?:[0-9]+|0x[0-9a-f]*)");

  private static final Pattern ADDRESS =
      Pattern.compile("(?:(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(?:\\.(?!$)|$)){4}");

  public Destination {
    methods = Set.copyOf(methods);
  }

  /**
   * A destination as somebody wrote it; refused when it is not one, or when nobody is connected to
   * there.
   *
   * @param path beginning with a slash; empty, or a slash alone, for all of them
   */
  public static Destination of(
      String origin, Optional<String> path, List<String> methods, EndpointRule rule) {
    Matcher form = ORIGIN.matcher(origin);
    require(
        form.matches() && form.group(2).length() <= LONGEST_HOST && hasOneReading(form.group(2)),
        "an origin is https:// with a host in small letters, and a port if it has one");
    require(
        methods.stream().allMatch(Call.METHODS::contains) && isEachOnce(methods),
        "methods are of " + String.join(", ", Call.METHODS) + ", each once");
    return new Destination(
        originOf(rule.check("origin", origin)),
        path.map(Destination::prefix).filter(prefix -> !prefix.isEmpty()),
        Set.copyOf(methods));
  }

  /** Whether a host is a name, or an address as it is usually written. */
  static boolean hasOneReading(String host) {
    return !NUMBER.matcher(host).matches() || ADDRESS.matcher(host).matches();
  }

  private static String prefix(String path) {
    Call.requirePath(path);
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  private static boolean isEachOnce(List<String> methods) {
    return methods.stream().distinct().count() == methods.size();
  }

  /** Whether such a request may be sent there. */
  public boolean allows(Call call) {
    return origin.equals(call.origin())
        && (methods.isEmpty() || methods.contains(call.method()))
        && path.map(prefix -> isBelow(prefix, call.path())).orElse(true);
  }

  private static boolean isBelow(String prefix, String path) {
    List<String> above = Arrays.asList(prefix.split("/", -1));
    List<String> all = Arrays.asList(path.split("/", -1));
    return all.size() >= above.size() && all.subList(0, above.size()).equals(above);
  }

  /** The origin of an address, without the usual port. */
  static String originOf(URI url) {
    boolean usual = url.getPort() < 0 || url.getPort() == (EndpointRule.isSecure(url) ? 443 : 80);
    String host = url.getScheme() + "://" + url.getHost();
    return usual ? host : host + ":" + url.getPort();
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw Refusal.refused(Reason.INVALID_REQUEST, otherwise);
    }
  }
}
