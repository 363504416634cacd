package dev.avowry.people.http;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Where a sign-in leads back to: one of our pages, and nothing that any reader could take for
 * another site's. Whatever else it is asked to be, it is the account's page.
 *
 * @param text path and query
 */
record ReturnPath(String text) {
  /** Where to, when nothing sensible is asked for. */
  static final ReturnPath HOME = new ReturnPath("/account");

  private static final int LONGEST = 2_000;

  /** Pages that somebody who has signed in may have come from. */
  private static final List<String> ROOTS =
      List.of("/account", "/authorize", "/console", "/device");

  /** Segments between single slashes, none of them of dots; then anything visible of ASCII. */
  private static final Pattern FORM =
      Pattern.compile(
          "(/(?!\\.{1,2}(/|\\?|$))[A-Za-z0-9._~-]+)+/?(\\?[\\x21\\x23-\\x5B\\x5D-\\x7E]*)?");

  /** The path that was asked for, or home. */
  static ReturnPath of(String asked) {
    boolean ours =
        asked.length() <= LONGEST
            && FORM.matcher(asked).matches()
            && ROOTS.stream().anyMatch(root -> isBelow(root, asked));
    return ours ? new ReturnPath(asked) : HOME;
  }

  /** Whether what stands there may redirect to another site. */
  boolean mayLeadAway() {
    return isBelow("/authorize", text);
  }

  private static boolean isBelow(String root, String asked) {
    String path = asked.split("\\?", 2)[0];
    return path.equals(root) || path.startsWith(root + "/");
  }

  @Override
  public String toString() {
    return text;
  }
}
