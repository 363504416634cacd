package dev.avowry.provisioning;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.unboundid.scim2.common.exceptions.ScimException;
import com.unboundid.scim2.common.filters.Filter;
import com.unboundid.scim2.common.filters.FilterType;
import com.unboundid.scim2.common.utils.FilterEvaluator;
import dev.avowry.kernel.Reason;
import dev.avowry.kernel.Refusal;
import dev.avowry.kernel.Refused;
import java.util.Locale;
import java.util.Optional;

/**
 * Which people a directory asks for, RFC 7644 §3.4.2.2. What directories really ask, one attribute
 * that tells one person, is looked up; anything else is held against everybody.
 */
public final class PersonFilter {
  private static final int LONGEST = 1_000;

  private final Filter filter;

  private PersonFilter(Filter filter) {
    this.filter = filter;
  }

  /** Reads a filter as it is written in a request. */
  public static PersonFilter parse(String text) {
    if (text.length() > LONGEST) {
      throw invalid("the filter is longer than %d characters".formatted(LONGEST));
    }
    try {
      return new PersonFilter(Filter.fromString(text));
    } catch (ScimException malformed) {
      throw invalid("the filter cannot be read");
    }
  }

  /** The user name that is asked for, in lower case, if that is all that is asked. */
  Optional<String> userName() {
    return equalTo("userName").map(name -> name.toLowerCase(Locale.ROOT));
  }

  /** The external id that is asked for, if that is all that is asked. */
  Optional<String> externalId() {
    return equalTo("externalId");
  }

  /** Whether what is shown of a person is what is asked for. */
  public boolean matches(ObjectNode shown) {
    try {
      return FilterEvaluator.evaluate(filter, shown);
    } catch (ScimException unfit) {
      throw invalid("the filter does not fit what a user has");
    }
  }

  private Optional<String> equalTo(String attribute) {
    return Optional.of(filter)
        .filter(each -> each.getFilterType() == FilterType.EQUAL)
        .filter(each -> attribute.equalsIgnoreCase(each.getAttributePath().toString()))
        .map(Filter::getComparisonValue)
        .filter(value -> value.isTextual())
        .map(value -> value.asText());
  }

  private static Refused invalid(String detail) {
    return Refusal.refused(Reason.INVALID_FILTER, detail);
  }
}
