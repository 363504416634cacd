package dev.avowry.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

@Label("invariant 1, of authorization details: a child's are inside its parent's")
class AuthorizationDetailsProperties {
  private static final List<String> NAMES = List.of("actions", "amount", "currency");

  @Property
  @Label("everything is within itself")
  void isReflexive(@ForAll("details") AuthorizationDetails one) {
    assertTrue(one.isWithin(one));
    assertEquals(one, one.meet(one));
  }

  @Property
  @Label("what is within what is within a third is within the third")
  void isTransitive(
      @ForAll("details") AuthorizationDetails one,
      @ForAll("details") AuthorizationDetails two,
      @ForAll("details") AuthorizationDetails three) {
    AuthorizationDetails both = one.meet(two);
    AuthorizationDetails all = both.meet(three);

    assertTrue(all.isWithin(both) && both.isWithin(two) && all.isWithin(two));
    if (one.isWithin(two) && two.isWithin(three)) {
      assertTrue(one.isWithin(three));
    }
  }

  @Property
  @Label("what both allow is within both, and whatever is within both is within it")
  void meetsInTheLargestThatIsWithinBoth(
      @ForAll("details") AuthorizationDetails one,
      @ForAll("details") AuthorizationDetails two,
      @ForAll("detail") AuthorizationDetail any) {
    AuthorizationDetails met = one.meet(two);
    AuthorizationDetails single = new AuthorizationDetails(List.of(any));

    assertTrue(met.isWithin(one) && met.isWithin(two));
    assertEquals(single.isWithin(one) && single.isWithin(two), single.isWithin(met));
  }

  @Property
  @Label("without a member, or with a wider one, it is not within what it was")
  void neverWidens(@ForAll("detail") AuthorizationDetail one) {
    for (Map.Entry<String, Limit> member : one.members().entrySet()) {
      Map<String, Limit> dropped = new HashMap<>(one.members());
      dropped.remove(member.getKey());
      assertFalse(new AuthorizationDetail(one.type(), dropped).isWithin(one));

      Map<String, Limit> widened = new HashMap<>(one.members());
      widened.put(member.getKey(), wider(member.getValue()));
      assertFalse(new AuthorizationDetail(one.type(), widened).isWithin(one));
    }
  }

  @Property
  @Label("one more that is not within any is not within what it was")
  void neverAdds(
      @ForAll("details") AuthorizationDetails held, @ForAll("detail") AuthorizationDetail more) {
    boolean added = new AuthorizationDetails(List.of(more)).isWithin(held);
    List<AuthorizationDetail> both = new ArrayList<>(held.all());
    both.add(more);

    assertEquals(added, new AuthorizationDetails(both).isWithin(held));
  }

  @Property
  @Label("what is written is read as the same")
  void isReadAsItWasWritten(@ForAll("details") AuthorizationDetails one) {
    assertEquals(one, AuthorizationDetails.parse(one.text()));
    assertEquals(one, AuthorizationDetails.of(one.toJson()));
  }

  private static Limit wider(Limit limit) {
    return switch (limit) {
      case Limit.OneOf(var values) -> {
        TreeSet<String> more = new TreeSet<>(values);
        more.add("one more");
        yield new Limit.OneOf(more);
      }
      case Limit.Exactly(String value) -> new Limit.Exactly(value + "*");
      case Limit.AtMost(BigDecimal value) -> new Limit.AtMost(value.add(new BigDecimal("0.01")));
    };
  }

  @Provide
  Arbitrary<AuthorizationDetails> details() {
    return detail().list().ofMaxSize(4).map(AuthorizationDetails::new);
  }

  @Provide
  Arbitrary<AuthorizationDetail> detail() {
    Arbitrary<String> types = Arbitraries.of("payment", "account");
    Arbitrary<Map<String, Limit>> members =
        Arbitraries.maps(Arbitraries.of(NAMES), limit()).ofMaxSize(3);
    return Combinators.combine(types, members).as(AuthorizationDetail::new);
  }

  private static Arbitrary<Limit> limit() {
    return Arbitraries.oneOf(
        Arbitraries.of("read", "write", "pay")
            .set()
            .ofMinSize(1)
            .map(values -> (Limit) new Limit.OneOf(values)),
        Arbitraries.of("EUR", "USD").map(value -> (Limit) new Limit.Exactly(value)),
        Arbitraries.bigDecimals()
            .between(new BigDecimal("-10"), new BigDecimal("1000"))
            .ofScale(1)
            .map(value -> (Limit) new Limit.AtMost(value)));
  }
}
