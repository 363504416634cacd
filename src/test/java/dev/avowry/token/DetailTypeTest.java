package dev.avowry.token;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.avowry.agent.AuthorizationDetail;
import dev.avowry.agent.AuthorizationDetails;
import dev.avowry.kernel.Reason;
import dev.avowry.testing.Expect;
import dev.avowry.testing.TestNodes;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DetailTypeTest {
  private static final String BANK = "https://bank.example";
  private static final Map<String, DetailField> FIELDS =
      Map.of("amount", DetailField.MAX, "currency", DetailField.EQUAL, "days", DetailField.SET);
  private static final DetailType PAYMENT =
      type("payment", FIELDS, "pay up to {amount} {currency} to {identifier}");

  @Test
  void knowsItsOwnMembersAndThoseOfEveryType() {
    assertEquals(
        Optional.empty(),
        PAYMENT.fault(
            detail(
                """
                {"type":"payment","amount":5,"currency":"EUR","days":["monday"],
                 "locations":["https://bank.example/eu"],"actions":["initiate"],
                 "datatypes":["account"],"privileges":["owner"],"identifier":"DE02"}
                """)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"type\":\"payment\",\"recipient\":\"anybody\"}",
        "{\"type\":\"payment\",\"amount\":\"5\"}",
        "{\"type\":\"payment\",\"currency\":[\"EUR\"]}",
        "{\"type\":\"payment\",\"days\":\"monday\"}",
        "{\"type\":\"payment\",\"actions\":\"initiate\"}",
        "{\"type\":\"payment\",\"identifier\":[\"DE02\"]}"
      })
  void refusesUnknownMembersAndWrongForms(String detail) {
    assertTrue(PAYMENT.fault(detail(detail)).isPresent());
  }

  @Test
  void saysInWordsWhatIsAllowedAndKeepsWhatTheClientWroteApart() {
    String said =
        PAYMENT.sentence().of(detail("{\"type\":\"payment\",\"amount\":49.90}")).stream()
            .map(part -> part.isValue() ? "<" + part.text() + ">" : part.text())
            .collect(Collectors.joining());

    assertEquals("pay up to <49.9> any to any", said);
  }

  @Test
  void readsABraceOfTheClientsAsText() {
    assertEquals(
        "{amount}",
        type("note", Map.of(), "{identifier}")
            .sentence()
            .of(detail("{\"type\":\"note\",\"identifier\":\"{amount}\"}"))
            .getFirst()
            .text());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " pay", "pay {nobody}", "pay {amount", "pay }", "pay {}", "a\u202eb"})
  void refusesASentenceThatIsNone(String sentence) {
    refuses(() -> type("payment", FIELDS, sentence));
  }

  @Test
  void refusesNamesThatAreNone() {
    refuses(() -> type("", FIELDS, "pay"));
    refuses(() -> type("two words", FIELDS, "pay"));
    refuses(() -> type("payment", Map.of("actions", DetailField.SET), "pay"));
    refuses(() -> type("payment", Map.of("type", DetailField.EQUAL), "pay"));
    refuses(() -> type("payment", Map.of("a b", DetailField.EQUAL), "pay"));
  }

  private static void refuses(org.junit.jupiter.api.function.Executable registering) {
    Expect.refusal(Reason.INVALID_REQUEST, registering);
  }

  private static DetailType type(String name, Map<String, DetailField> fields, String sentence) {
    return new DetailType(name, BANK, fields, new Sentence(sentence), TestNodes.NOW);
  }

  private static AuthorizationDetail detail(String json) {
    return AuthorizationDetails.parse("[" + json + "]").all().getFirst();
  }
}
