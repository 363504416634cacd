package dev.avowry.demo;

import java.util.Map;

/**
 * What came back.
 *
 * @param request to what, for the sentence that ends the walk
 */
record Answer(String request, int status, Map<String, Object> body) {
  /** The answer, if it has the status; the end of the walk if not. */
  Answer expect(int expected) {
    if (status != expected) {
      throw new Ended(
          "%s answered %d and not %d: %s"
              .formatted(request, status, expected, Json.write(Secrets.hidden(body))));
    }
    return this;
  }

  /** A member that is text. */
  String text(String member) {
    if (body.get(member) instanceof String text) {
      return text;
    }
    throw new Ended("%s answered without the member %s.".formatted(request, member));
  }
}
