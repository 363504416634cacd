package dev.avowry.totp;

import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a code is typed: an origin of the web, RFC 6454 §4. Two are the same when scheme, host and
 * port are, and in no other way: no part of a name, no name below it, no letter that looks alike.
 *
 * @param origin as browsers write it
 */
public record Website(String origin) {
  private static final int LONGEST_HOST = 253;
  private static final int MOST_PORT = 65_535;
  private static final String USUAL_PORT = ":443";

  /** Names in other scripts are written as browsers send them, RFC 5890 §2.3.2.1: {@code xn--…}. */
  private static final Pattern FORM =
      Pattern.compile(
          "https://((?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)*"
              + "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)(?::([1-9][0-9]{0,4}))?");

  /** The origin in a text that is one and nothing more; refused when it is not. */
  public static Website parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()
        || form.group(1).length() > LONGEST_HOST
        || (form.group(2) != null && Integer.parseInt(form.group(2)) > MOST_PORT)) {
      throw Refusal.refused(
          Reason.INVALID_REQUEST,
          "an origin is https:// with a host in small letters, and a port if it has one");
    }
    return new Website(
        text.endsWith(USUAL_PORT) ? text.substring(0, text.length() - USUAL_PORT.length()) : text);
  }

  @Override
  public String toString() {
    return origin;
  }
}
