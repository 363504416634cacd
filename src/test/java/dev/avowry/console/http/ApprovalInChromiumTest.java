package dev.avowry.console.http;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import dev.avowry.people.Role;
import dev.avowry.testing.Api;
import dev.avowry.testing.AvowryTest;
import dev.avowry.testing.Chromium;
import dev.avowry.testing.Expect;
import dev.avowry.testing.Look;
import dev.avowry.testing.SignedInHuman;
import dev.avowry.testing.Tab;
import dev.avowry.testing.TestApproval;
import dev.avowry.testing.TestApprovalRule;
import dev.avowry.testing.TestClient;
import dev.avowry.testing.WhereChromiumIs;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An agent asks while its humans are at their phones. */
@AvowryTest
@ExtendWith(WhereChromiumIs.class)
class ApprovalInChromiumTest {
  private TestApprovalRule rule;
  private SignedInHuman sponsor;
  private TestApproval asking;

  @BeforeEach
  void register() {
    rule = TestApprovalRule.ofSomeScope();
    sponsor = SignedInHuman.sponsor("Ada Lovelace");
    TestClient client =
        Api.agent(sponsor.id())
            .with("name", "bookkeeper")
            .with("purpose", "pays what is due")
            .with("scopes", List.of(rule.scope()))
            .register();
    asking =
        TestApproval.by(client, sponsor.id())
            .with("scope", "openid " + rule.scope())
            .with("binding_message", "Pay 120 EUR to Bakery Nord");
  }

  @Test
  void isApprovedOnAPhoneByTwoPeople() {
    rule.is("two");
    SignedInHuman security = SignedInHuman.with(Role.SECURITY, "Grace Hopper");
    try (Tab first = Chromium.of(sponsor.browser(), Look.PHONE);
        Tab second = Chromium.of(security.browser(), Look.PHONE_DARK)) {
      first.open("/console/approvals");
      assertThat(first.page().locator("#asked")).containsText("Nothing waits for you");
      TestApproval asked = asking.ask();

      // The list looks by itself.
      becomes(first, "#asked", "Pay 120 EUR to Bakery Nord");
      read(first);
      assertThat(first.page().locator(".said")).containsText("In the agent’s own words");
      assertThat(first.page().locator("main")).containsText("pays what is due");
      answer(first, "Approve");
      assertThat(first.page().locator("#outcome")).containsText("You have said yes");
      Expect.oauthError(400, "authorization_pending", asked.collect());

      second.open("/console/approvals");
      second
          .page()
          .locator("a[href='/console/approvals/requests/%s']".formatted(asked.id()))
          .click();
      answer(second, "Approve");
      assertThat(second.page().locator("#outcome")).containsText("Approved, by you as well");
      // Who spoke first sees it without asking.
      becomes(first, "#outcome", "Approved, by you as well");

      assertEquals(200, asked.collect().statusCode());
      for (Tab tab : List.of(first, second)) {
        tab.requireAccessible();
        tab.requireNoSidewaysScroll();
        tab.requireNoFault();
      }
    }
  }

  @Test
  void isRefusedWithAReason() {
    try (Tab tab = Chromium.of(sponsor.browser(), Look.PHONE)) {
      TestApproval asked = asking.ask();
      tab.open("/console/approvals");
      read(tab);
      tab.page().getByLabel("Why").fill("we have paid already");
      answer(tab, "Refuse");
      assertThat(tab.page().locator("#outcome")).containsText("Refused, by you");
      Expect.oauthError(400, "access_denied", asked.collect());
      tab.requireNoFault();
    }
  }

  /** A page that looks every few seconds is given a few of these. */
  private static void becomes(Tab tab, String part, String text) {
    assertThat(tab.page().locator(part))
        .containsText(text, new LocatorAssertions.ContainsTextOptions().setTimeout(20_000));
  }

  private static void read(Tab tab) {
    tab.page().getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Answer what")).click();
    assertThat(tab.page().locator("h1")).containsText("bookkeeper asks");
  }

  private static void answer(Tab tab, String button) {
    tab.page()
        .getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button).setExact(true))
        .click();
  }
}
