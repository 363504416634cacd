package dev.avowry.web.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.avowry.testing.Api;
import dev.avowry.testing.AvowryTest;
import dev.avowry.testing.Chromium;
import dev.avowry.testing.Look;
import dev.avowry.testing.Tab;
import dev.avowry.testing.TestBrowser;
import dev.avowry.testing.WhereChromiumIs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What all pages have in common, as a real browser sees it. */
@AvowryTest
@ExtendWith(WhereChromiumIs.class)
class PagesInChromiumTest {
  @ParameterizedTest
  @EnumSource
  void thePageOfAnAccountIsCalmAndOpenToAll(Look look) {
    try (Tab tab = Chromium.of(TestBrowser.of(Api.sponsor()), look)) {
      assertEquals(200, tab.open("/account"));
      assertEquals("Ada Lovelace", tab.page().locator("h1").textContent());
      tab.requireAccessible();
      tab.requireNoSidewaysScroll();
      tab.requireNoFault();
    }
  }

  @Test
  void signsOutByAFormOfItsOwn() {
    try (Tab tab = Chromium.of(TestBrowser.of(Api.sponsor()))) {
      tab.open("/account");
      tab.page().locator("form[action='/account/sessions/end'] button").click();
      tab.open("/account");
      assertEquals(0, tab.page().getByText("Ada Lovelace").count());
    }
  }
}
