package dev.avowry.consent.http;

import dev.avowry.agent.AuthorizationDetail;
import dev.avowry.agent.AuthorizationDetails;
import dev.avowry.agent.Limit;
import dev.avowry.consent.Wanted;
import dev.avowry.token.DetailType;
import dev.avowry.token.DetailTypes;
import dev.avowry.token.Sentence;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * An authorization detail as a human reads it: the sentence of its type, and whatever else it says,
 * so that nothing is consented to that was not shown.
 *
 * @param place where it stands in the request, from 0
 * @param sentence in parts, of which some are the client's
 * @param limits all of its members in the order of their names
 * @param type as the resource server calls it
 * @param resource who understands it
 */
record DetailLine(
    int place, List<Sentence.Part> sentence, List<LimitLine> limits, String type, String resource) {
  /** One member. */
  record LimitLine(String name, String words) {
    static LimitLine of(String name, Limit limit) {
      String most = limit instanceof Limit.AtMost ? "at most " : "";
      return new LimitLine(name, most + Sentence.words(limit));
    }
  }

  static List<DetailLine> of(AuthorizationDetails wanted, DetailTypes types) {
    List<DetailLine> lines = new ArrayList<>();
    for (AuthorizationDetail detail : wanted.all()) {
      lines.add(of(lines.size(), detail, types.of(detail)));
    }
    return lines;
  }

  /** Those at the places that a human has left; a place that there is not is none of them. */
  static AuthorizationDetails left(Wanted wanted, List<Integer> places) {
    List<AuthorizationDetail> all = wanted.authorizationDetails().all();
    return wanted.authorizationDetails().only(detail -> places.contains(all.indexOf(detail)));
  }

  private static DetailLine of(int place, AuthorizationDetail detail, DetailType type) {
    return new DetailLine(
        place,
        type.sentence().of(detail),
        new TreeMap<>(detail.members())
            .entrySet().stream()
                .map(member -> LimitLine.of(member.getKey(), member.getValue()))
                .toList(),
        type.name(),
        type.resource());
  }
}
