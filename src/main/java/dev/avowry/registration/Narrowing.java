package dev.avowry.registration;

import dev.avowry.agent.AuthorizationDetails;
import dev.avowry.agent.DetailExtent;
import dev.avowry.agent.Extent;
import java.util.Set;

/** What a client may ask for: less than it could have, never anything else. */
final class Narrowing {
  private Narrowing() {}

  /** What was asked for, if it is within what there is. */
  static Extent within(Extent asked, Extent most) {
    if (!asked.isWithin(most)) {
      throw MetadataReader.invalid("scope has a value that this registration may not have");
    }
    return asked;
  }

  /** The authorization details of these types, if each of them is among what there is. */
  static DetailExtent ofTypes(Set<String> types, DetailExtent most) {
    return switch (most) {
      case DetailExtent.Only(AuthorizationDetails details)
          when details.types().containsAll(types) ->
          DetailExtent.only(details.only(detail -> types.contains(detail.type())));
      default ->
          throw MetadataReader.invalid(
              "authorization_details_types has one that this registration may not have");
    };
  }
}
