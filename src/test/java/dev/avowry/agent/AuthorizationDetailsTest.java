package dev.avowry.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.avowry.kernel.Reason;
import dev.avowry.testing.Expect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthorizationDetailsTest {
  private static final AuthorizationDetails HELD =
      parse(
          """
          [{"type": "payment", "actions": ["initiate", "status"], "identifier": "DE02",
            "amount": 100, "currency": "EUR"},
           {"type": "account", "actions": ["read"]}]
          """);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "[{'type':'account','actions':['read']}]",
        "[{'type':'account','actions':['read'],'locations':['https://one.example']}]",
        "[{'type':'payment','actions':['status'],'identifier':'DE02','amount':99.5,'currency':'EUR'}]",
        "[{'type':'payment','actions':['status','initiate'],'identifier':'DE02','amount':1e2,"
            + "'currency':'EUR'}]"
      })
  void allowsWhatIsNarrowerInEveryMember(String asked) {
    assertTrue(parse(quoted(asked)).isWithin(HELD));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // RFC 9396 §7: what is wider, of another type, or without a member that limits.
        "[{'type':'account'}]",
        "[{'type':'account','actions':['read','write']}]",
        "[{'type':'accounts','actions':['read']}]",
        "[{'type':'account','actions':'read'}]",
        "[{'type':'payment','actions':['status'],'amount':1,'currency':'EUR'}]",
        "[{'type':'payment','actions':['status'],'identifier':'DE02','amount':100.01,'currency':'EUR'}]",
        "[{'type':'payment','actions':['status'],'identifier':'DE02','amount':'1','currency':'EUR'}]",
        "[{'type':'payment','actions':['status'],'identifier':'DE02','amount':1,'currency':'USD'}]",
        "[{'type':'account','actions':['read']},{'type':'account'}]"
      })
  void refusesWhatIsWiderInAnyMember(String asked) {
    assertFalse(parse(quoted(asked)).isWithin(HELD));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "null",
        "[null]",
        "['payment']",
        "[[]]",
        "[{}]",
        "[{'type':5}]",
        "[{'type':''}]",
        "[{'type':'a','type':'a'}]",
        "[{'type':'a','b':'c','b':'c'}]",
        "[{'type':'a','b':null}]",
        "[{'type':'a','b':true}]",
        "[{'type':'a','b':{}}]",
        "[{'type':'a','b':[]}]",
        "[{'type':'a','b':['c',1]}]",
        "[{'type':'a','b':''}]",
        "[{'type':'a','b':'c\\u202ed'}]",
        "[{'type':'a','b':1e400}]",
        "[{'type':'a','b':1234567890123456}]",
        "[{'type':'a','b c':'d'}]",
        "[{'type':'a'}] []",
        "[{'type':'a'}],[]"
      })
  void refusesWhatNotEveryReaderUnderstandsAlike(String asked) {
    Expect.refusal(Reason.INVALID_AUTHORIZATION_DETAILS, () -> parse(quoted(asked)));
  }

  @Test
  void refusesMoreThanAHumanReads() {
    String many = "{\"type\":\"a\"},".repeat(17);
    Expect.refusal(
        Reason.INVALID_AUTHORIZATION_DETAILS,
        () -> parse("[" + many.substring(0, many.length() - 1) + "]"));
    Expect.refusal(
        Reason.INVALID_AUTHORIZATION_DETAILS,
        () -> parse("[{\"type\":\"a\",\"b\":\"" + "x".repeat(501) + "\"}]"));
    Expect.refusal(
        Reason.INVALID_AUTHORIZATION_DETAILS,
        () -> parse("[{\"type\":\"a\"}" + " ".repeat(4096) + "]"));
  }

  @Test
  void writesTheSameThingsAsTheSameText() {
    assertEquals(
        "[{\"type\":\"a\",\"b\":[\"c\",\"d\"],\"e\":100,\"f\":0.0000001}]",
        parse("[{\"f\": 1e-7, \"e\": 1.0e2, \"b\": [\"d\", \"c\", \"d\"], \"type\": \"a\"}]")
            .text());
  }

  @Test
  void meetsInWhatBothAllow() {
    AuthorizationDetails met =
        parse("[{\"type\":\"payment\",\"actions\":[\"status\",\"cancel\"],\"amount\":500}]")
            .meet(HELD);
    assertEquals(
        "[{\"type\":\"payment\",\"actions\":[\"status\"],\"amount\":100,\"currency\":\"EUR\","
            + "\"identifier\":\"DE02\"}]",
        met.text());
  }

  @Test
  void meetsInNothingWhereAMemberHasNothingInCommon() {
    AuthorizationDetails other = parse("[{\"type\":\"account\",\"actions\":[\"write\"]}]");
    assertEquals(AuthorizationDetails.NONE, other.meet(HELD));
  }

  private static String quoted(String json) {
    return json.replace('\'', '"');
  }

  private static AuthorizationDetails parse(String json) {
    return AuthorizationDetails.parse(json);
  }
}
