package dev.avowry.agent;

import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.kernel.Refused;
import dev.avowry.key.Claims;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads authorization details, RFC 9396 §2, as far as every reader understands them alike: flat
 * objects of strings, arrays of strings and numbers, bounded in size. Everything else is refused
 * with {@code invalid_authorization_details}; what a type is and which members it has is not looked
 * at here.
 */
final class DetailReader {
  /** A token carries them in a header line, and a human reads each. */
  private static final int MOST = 16;

  private static final int LONGEST = 4096;
  private static final int MOST_MEMBERS = 16;
  private static final int MOST_VALUES = 50;
  private static final int LONGEST_VALUE = 500;

  /** What a double tells apart, RFC 7493 §2.2. */
  private static final int MOST_DIGITS = 15;

  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,63}");

  private DetailReader() {}

  static AuthorizationDetails read(String json) {
    if (json.length() > LONGEST) {
      throw tooLong();
    }
    return read(
        Claims.parseArray(json)
            .orElseThrow(
                () ->
                    invalid("they must be a JSON array of objects, in which no member is twice")));
  }

  static AuthorizationDetails read(List<Claims> objects) {
    if (objects.size() > MOST) {
      throw invalid("there may be at most " + MOST);
    }
    AuthorizationDetails details = AuthorizationDetails.ofOwn(objects);
    if (details.text().length() > LONGEST) {
      throw tooLong();
    }
    return details;
  }

  static AuthorizationDetail detail(Claims object) {
    Map<String, Limit> members = new HashMap<>();
    for (String name : object.names()) {
      if (!name.equals(AuthorizationDetail.TYPE)) {
        members.put(name(name), limit(object, name));
      }
    }
    if (members.size() > MOST_MEMBERS) {
      throw invalid("an object may have at most " + MOST_MEMBERS + " members besides its type");
    }
    return new AuthorizationDetail(type(object), members);
  }

  private static String type(Claims object) {
    return object
        .text(AuthorizationDetail.TYPE)
        .map(DetailReader::value)
        .orElseThrow(() -> invalid("each object needs a type, which is a string"));
  }

  private static String name(String name) {
    if (!NAME.matcher(name).matches()) {
      throw invalid("a member has a name that no type has");
    }
    return name;
  }

  private static Limit limit(Claims object, String name) {
    Optional<Limit> text = object.text(name).map(DetailReader::value).map(Limit.Exactly::new);
    return text.or(() -> object.list(name).map(DetailReader::values).map(Limit.OneOf::new))
        .or(() -> object.decimal(name).map(DetailReader::bounded).map(Limit.AtMost::new))
        .orElseThrow(
            () -> invalid(name + " is neither a string, nor an array of strings, nor a number"));
  }

  /** An array of nothing would allow nothing here, and everything to a reader who skips it. */
  private static Set<String> values(List<String> values) {
    if (values.isEmpty() || values.size() > MOST_VALUES) {
      throw invalid("an array must have from 1 to " + MOST_VALUES + " strings");
    }
    values.forEach(DetailReader::value);
    return Set.copyOf(values);
  }

  private static String value(String value) {
    if (value.isBlank() || value.length() > LONGEST_VALUE || !Text.isVisible(value)) {
      throw invalid(
          "a string must have from 1 to " + LONGEST_VALUE + " characters that can be seen");
    }
    return value;
  }

  private static BigDecimal bounded(BigDecimal number) {
    BigDecimal shortest = number.stripTrailingZeros();
    if (shortest.precision() - shortest.scale() > MOST_DIGITS || shortest.scale() > MOST_DIGITS) {
      throw invalid("a number has more than " + MOST_DIGITS + " digits");
    }
    return shortest;
  }

  private static Refused tooLong() {
    return invalid("they are longer than " + LONGEST + " characters");
  }

  private static Refused invalid(String why) {
    return Refusal.refused(Reason.INVALID_AUTHORIZATION_DETAILS, "authorization_details: " + why);
  }
}
