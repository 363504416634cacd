package dev.avowry.sign;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What an HTTP Message Signature is over, RFC 9421 §2.5: a line for each covered component, and one
 * for the parameters. It begins with a quotation mark always, as no JWS does.
 *
 * @param lines the components in their order, none twice
 * @param parameters of the signature, in the order in which they are written
 */
record SignatureBase(List<Line> lines, Map<String, Bare> parameters) {
  /**
   * A component as it is in one message.
   *
   * @param component its name with parameters
   * @param value without line breaks
   */
  record Line(Member.Item component, String value) {
    private String text() {
      return component.write() + ": " + value + '\n';
    }
  }

  SignatureBase {
    lines = List.copyOf(lines);
  }

  /** The base of a message for what stands in {@code Signature-Input}. */
  static SignatureBase of(HttpMessage message, Member.InnerList covered) {
    List<Line> lines = new ArrayList<>();
    for (Member.Item component : covered.items()) {
      lines.add(new Line(component, message.value(component)));
    }
    return new SignatureBase(lines, covered.parameters());
  }

  /** What stands in {@code Signature-Input}: {@code @signature-params}, RFC 9421 §2.3. */
  Member.InnerList covered() {
    return new Member.InnerList(lines.stream().map(Line::component).toList(), parameters);
  }

  /** The base. */
  String text() {
    StringBuilder text = new StringBuilder();
    lines.forEach(line -> text.append(line.text()));
    return text.append("\"@signature-params\": ").append(covered().write()).toString();
  }

  /** The same as it is signed; it has nothing but ASCII. */
  byte[] bytes() {
    return text().getBytes(StandardCharsets.US_ASCII);
  }
}
