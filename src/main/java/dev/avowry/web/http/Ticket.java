package dev.avowry.web.http;

import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.kernel.SecretBytes;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What somebody was handed to come in with that is no access token: a bearer token all the same.
 */
public final class Ticket {
  private static final Pattern BEARER = Pattern.compile("(?i:Bearer) +([\\x21-\\x7E]{1,256})");

  private Ticket() {}

  /**
   * Reads it from the one header {@code Authorization}, RFC 6750 §2.1; refused with {@link
   * Reason#INVALID_TOKEN} when there is not one such header.
   *
   * @param what is needed, with its article
   */
  public static SecretBytes of(List<String> headers, String what) {
    Matcher bearer = BEARER.matcher(headers.size() == 1 ? headers.getFirst() : "");
    if (!bearer.matches()) {
      throw Refusal.refused(Reason.INVALID_TOKEN, what + " is needed: Authorization: Bearer …");
    }
    return SecretBytes.ofText(bearer.group(1));
  }
}
