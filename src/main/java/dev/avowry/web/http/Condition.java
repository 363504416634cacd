package dev.avowry.web.http;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a request's conditions come to, for a method that only reads; RFC 9110 §13.2.2. */
enum Condition {
  /** The document is wanted. */
  HOLDS,
  /** The reader has it already. */
  NOT_MODIFIED,
  /** The reader wants no other than the one that it knows. */
  FAILED;

  private static final String ANY = "*";
  private static final String TAG = "(W/)?(\"[\\x21\\x23-\\x7e\\x80-\\xff]*\")";
  private static final Pattern TAGS = Pattern.compile(TAG);

  /** RFC 9110 §5.6.1.2: empty members are to be borne. */
  private static final Pattern LIST =
      Pattern.compile("[ \\t,]*" + TAG + "([ \\t]*,[ \\t,]*" + TAG + ")*[ \\t,]*");

  /**
   * Compares what the reader has with the tag of what it would get. A list that cannot be read has
   * no tag in it.
   *
   * @param tag a strong tag, with its quotes
   */
  static Condition of(@Nullable String ifMatch, @Nullable String ifNoneMatch, String tag) {
    if (ifMatch != null && !has(ifMatch, tag, false)) {
      return FAILED;
    }
    return ifNoneMatch != null && has(ifNoneMatch, tag, true) ? NOT_MODIFIED : HOLDS;
  }

  private static boolean has(String list, String tag, boolean weaklyToo) {
    if (list.equals(tag) || list.strip().equals(ANY)) {
      return true;
    }
    if (!LIST.matcher(list).matches()) {
      return false;
    }
    Matcher each = TAGS.matcher(list);
    while (each.find()) {
      boolean comparable = weaklyToo || each.group(1) == null;
      if (comparable && each.group(2).equals(tag)) {
        return true;
      }
    }
    return false;
  }
}
