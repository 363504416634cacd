package dev.avowry.agent;

import dev.avowry.key.Claims;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which authorization details may be had: any, or what is within those that are named. An empty
 * {@link Only} is none.
 */
public sealed interface DetailExtent {
  /** Any: what a sponsor holds unless limited. */
  record Any() implements DetailExtent {}

  /** These and what is within them. */
  record Only(AuthorizationDetails details) implements DetailExtent {}

  /** No limit. */
  static DetailExtent any() {
    return new Any();
  }

  /** None at all: what whoever says nothing of them has. */
  static DetailExtent none() {
    return new Only(AuthorizationDetails.NONE);
  }

  /** These and what is within them. */
  static DetailExtent only(AuthorizationDetails details) {
    return new Only(details);
  }

  /** As it is stored: JSON, or nothing at all for no limit. */
  static DetailExtent ofColumn(@Nullable String json) {
    return json == null
        ? any()
        : only(AuthorizationDetails.ofOwn(Claims.parseArray(json).orElseThrow()));
  }

  /** As it is stored. */
  default @Nullable String toColumn() {
    return switch (this) {
      case Any any -> null;
      case Only(AuthorizationDetails details) -> details.text();
    };
  }

  /** Whether all of these may be had. */
  default boolean covers(AuthorizationDetails wanted) {
    return switch (this) {
      case Any any -> true;
      case Only(AuthorizationDetails details) -> wanted.isWithin(details);
    };
  }

  /** Whether everything that this allows, the other allows too. */
  default boolean isWithin(DetailExtent other) {
    return switch (this) {
      case Any any -> other instanceof Any;
      case Only(AuthorizationDetails details) -> other.covers(details);
    };
  }

  /** What either allows. */
  default DetailExtent join(DetailExtent other) {
    return switch (this) {
      case Any any -> any;
      case Only(AuthorizationDetails details) ->
          switch (other) {
            case Any any -> any;
            case Only(AuthorizationDetails more) -> only(details.with(more));
          };
    };
  }

  /** What both allow. */
  default DetailExtent meet(DetailExtent other) {
    return switch (this) {
      case Any any -> other;
      case Only(AuthorizationDetails details) -> only(other.of(details));
    };
  }

  /** As much of these as may be had. */
  default AuthorizationDetails of(AuthorizationDetails wanted) {
    return switch (this) {
      case Any any -> wanted;
      case Only(AuthorizationDetails details) -> wanted.meet(details);
    };
  }

  /** On the wire: absent for no limit, and a list of none where there are none. */
  default Optional<List<Map<String, Object>>> view() {
    return switch (this) {
      case Any any -> Optional.empty();
      case Only(AuthorizationDetails details) -> Optional.of(details.toJson());
    };
  }
}
