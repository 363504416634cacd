package dev.avowry.token;

import static dev.avowry.token.TemplateBuilder.EDGE;
import static dev.avowry.token.TemplateBuilder.PLANNER;
import static dev.avowry.token.TemplateBuilder.SPONSOR;
import static dev.avowry.token.TemplateBuilder.WORKER;
import static dev.avowry.token.TemplateBuilder.actor;
import static dev.avowry.token.TemplateBuilder.alone;
import static dev.avowry.token.TemplateBuilder.asserted;
import static dev.avowry.token.TemplateBuilder.exchanged;
import static dev.avowry.token.TemplateBuilder.lent;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.avowry.agent.Ceiling;
import dev.avowry.authn.Thumbprint;
import dev.avowry.testing.Api;
import dev.avowry.testing.TestNodes;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IssuanceRulesTest {
  @Test
  void passWhatIsInOrder() {
    assertEquals(
        Optional.empty(), IssuanceRules.broken(alone().build(), Set.of("payments"), Api.ISSUER));
    assertEquals(
        Optional.empty(),
        IssuanceRules.broken(exchanged().build(), Set.of("payments"), Api.ISSUER));
    assertEquals(
        Optional.empty(), IssuanceRules.broken(asserted().build(), Set.of("payments"), Api.ISSUER));
    assertEquals(
        Optional.empty(), IssuanceRules.broken(lent().build(), Set.of("payments"), Api.ISSUER));
  }

  @Nested
  class StopAuthorizationDetails {
    @Test
    void aboveTheCeiling() {
      stops(
          "an authorization detail is above the ceiling",
          alone().details("[{\"type\":\"account\"}]"));
    }

    @Test
    void thatAreNotWithinTheParents() {
      passes(exchanged().details("[{\"type\":\"payment\",\"amount\":100}]"));
      stops(
          "an authorization detail is not within the parent's",
          exchanged().details("[{\"type\":\"payment\",\"amount\":101}]"));
    }

    @Test
    void thatWereNotLent() {
      passes(lent().details("[{\"type\":\"payment\",\"amount\":1}]"));
      stops("an authorization detail was not lent", lent().details("[{\"type\":\"payment\"}]"));
    }

    @Test
    void thatNoProviderHasAsserted() {
      stops(
          "an identity was asserted, and no authorization details with it",
          asserted().details("[{\"type\":\"payment\",\"amount\":1}]"));
    }

    private static void passes(TemplateBuilder template) {
      assertEquals(Optional.empty(), IssuanceRules.broken(template.build(), Set.of(), Api.ISSUER));
    }
  }

  @Nested
  class StopAnAssertedIdentity {
    @Test
    void ofWhichSubIsNotTheHuman() {
      stops("an identity was asserted and sub is not the human", asserted().sub(WORKER));
    }

    @Test
    void ofWhichActIsNotTheClientAlone() {
      String rule = "an identity was asserted and act is not the client alone";
      stops(rule, asserted().actors());
      stops(rule, asserted().actors(actor(WORKER)));
      stops(rule, asserted().actors(actor(PLANNER), actor(WORKER)));
    }

    @Test
    void thatWouldOutliveTheTrustInItsProvider() {
      stops(
          "the path does not contain whose word it is",
          asserted().path(SPONSOR.toString(), EDGE.toString(), PLANNER.toString()));
    }
  }

  @Nested
  class StopWhatWasLent {
    @Test
    void ofWhichSubIsNotTheHuman() {
      stops("it was lent and sub is not the human", lent().sub(WORKER));
    }

    @Test
    void ofWhichActIsNotTheClientAlone() {
      String rule = "it was lent and act is not the client alone";
      stops(rule, lent().actors());
      stops(rule, lent().actors(actor(WORKER)));
      stops(rule, lent().actors(actor(PLANNER), actor(WORKER)));
    }

    @Test
    void thatWouldOutliveTheGrant() {
      String rule = "the path does not go from the human to the grant";
      stops(rule, lent().path(SPONSOR.toString(), PLANNER.toString(), EDGE.toString()));
      stops(rule, lent().node(PLANNER));
    }

    @Test
    void toSomebodyElse() {
      stops("it was lent to somebody else", lent().clientId(WORKER).actors(actor(WORKER)));
    }

    @Test
    void ofAScopeThatWasNot() {
      stops("a scope was not lent", lent().scopes("read", "write"));
    }
  }

  @Nested
  class StopAScopeThatTakesApproval {
    private static final String RULE = "a scope takes approval, and nothing was lent";

    @Test
    void ofWhatNobodyLent() {
      Ceiling above = Ceiling.ofSponsor();
      stops(RULE, alone().ceiling(above).lifetime(60).scopes("payments"));
      stops(RULE, asserted().ceiling(above).lifetime(60).scopes("read", "payments"));
    }
  }

  @Nested
  class StopALifetime {
    @ParameterizedTest
    @ValueSource(longs = {0, -1, 901})
    void thatIsNotFromOneToNineHundredSeconds(long seconds) {
      stops(
          "the lifetime is not from 1 to 900 seconds",
          alone().ceiling(Ceiling.ofSponsor()).lifetime(seconds));
    }

    @Test
    void aboveTheCeiling() {
      stops("the lifetime is above the ceiling", alone().lifetime(301));
    }

    @Test
    void beyondTheParents() {
      AccessToken ending = TemplateBuilder.parent(List.of(), TestNodes.NOW.plusSeconds(299));

      stops("exp is after the parent's", exchanged().parent(ending));
      passes(exchanged().parent(ending).lifetime(299));
    }
  }

  @Nested
  class StopAnExtent {
    @Test
    void ofScopesAboveTheCeiling() {
      stops("a scope is above the ceiling", alone().scopes("read", "admin"));
    }

    @Test
    void ofScopesThatTheParentDoesNotHave() {
      stops("a scope is not the parent's", exchanged().scopes("read", "write"));
    }

    @Test
    void ofAResourceAboveTheCeiling() {
      stops("the resource is above the ceiling", alone().audience("https://other.example"));
      stops("the resource is above the ceiling", alone().audience(Api.ORDERS + "/"));
      passes(alone().audience(Api.ISSUER));
    }
  }

  @Nested
  class StopAChain {
    @Test
    void whosePathDoesNotBeginWithTheSponsor() {
      stops("the path does not begin with the sponsor", alone().path());
      stops(
          "the path does not begin with the sponsor",
          alone().path(PLANNER.toString(), SPONSOR.toString()));
    }

    @Test
    void whosePathDoesNotHoldTheNode() {
      stops("the path does not contain the node", alone().path(SPONSOR.toString()));
    }

    @Test
    void inWhichSomebodyActsForThemselves() {
      stops(
          "somebody is in the chain of actors twice",
          exchanged().clientId(PLANNER).actors(actor(PLANNER)));
    }

    @Test
    void inWhichSomebodyActsTwice() {
      AccessToken first =
          TemplateBuilder.parent(List.of(actor(WORKER)), TestNodes.NOW.plusSeconds(300));

      stops(
          "somebody is in the chain of actors twice",
          exchanged().parent(first).actors(actor(WORKER), actor(WORKER)));
    }

    @Test
    void inWhichSomebodyActsWithoutAnExchange() {
      stops("somebody acts though nothing was exchanged", alone().actors(actor(WORKER)));
      stops("somebody acts though nothing was exchanged", alone().clientId(WORKER));
    }

    @Test
    void thatForgetsOnWhoseBehalf() {
      stops("sub is not the parent's", exchanged().sub(TestNodes.id()));
    }

    @Test
    void thatDropsAnActor() {
      AccessToken first =
          TemplateBuilder.parent(List.of(actor(TestNodes.id())), TestNodes.NOW.plusSeconds(300));

      stops(
          "act is not the parent's with the client put on the outside",
          exchanged().parent(first).actors(actor(WORKER)));
    }

    @Test
    void thatDropsTheClient() {
      stops("act is not the parent's with the client put on the outside", exchanged().actors());
    }

    @Test
    void thatNamesAnotherActorThanTheClient() {
      stops(
          "act is not the parent's with the client put on the outside",
          exchanged().actors(actor(TestNodes.id())));
    }

    @Test
    void thatReordersItsActors() {
      Actor one = actor(TestNodes.id());
      Actor other = actor(TestNodes.id());
      AccessToken first =
          TemplateBuilder.parent(List.of(one, other), TestNodes.NOW.plusSeconds(300));

      stops(
          "act is not the parent's with the client put on the outside",
          exchanged().parent(first).actors(actor(WORKER), other, one));
      passes(exchanged().parent(first).actors(actor(WORKER), one, other));
    }

    @Test
    void thatForgetsAVendor() {
      stops("a vendor of the parent's is missing", exchanged().vendors("another"));
      passes(exchanged().vendors("theirs", "another"));
    }

    @Test
    @DisplayName("that drops its parent's binding (A-062)")
    void thatDropsItsParentsBinding() {
      AccessToken bound =
          TemplateBuilder.parent(
              List.of(), TestNodes.NOW.plusSeconds(300), Optional.of(new Thumbprint("theirs")));

      stops("the parent's binding was dropped", exchanged().parent(bound));
      passes(exchanged().parent(bound).boundTo("its own"));
      passes(exchanged().boundTo("its own"));
    }

    @Test
    void whosePathDoesNotInheritTheParents() {
      stops(
          "the path does not inherit the parent's",
          exchanged().path(SPONSOR.toString(), EDGE.toString(), WORKER.toString()));
      stops(
          "the path does not inherit the parent's",
          exchanged().node(PLANNER).path(SPONSOR.toString(), PLANNER.toString(), "credential1"));
    }
  }

  private static void stops(String rule, TemplateBuilder template) {
    assertEquals(
        Optional.of(rule), IssuanceRules.broken(template.build(), Set.of("payments"), Api.ISSUER));
  }

  private static void passes(TemplateBuilder template) {
    assertEquals(
        Optional.empty(), IssuanceRules.broken(template.build(), Set.of("payments"), Api.ISSUER));
  }
}
