package dev.avowry.consent.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.avowry.testing.Api;
import dev.avowry.testing.AvowryTest;
import dev.avowry.testing.Chromium;
import dev.avowry.testing.Look;
import dev.avowry.testing.Tab;
import dev.avowry.testing.TestAuthorization;
import dev.avowry.testing.TestBrowser;
import dev.avowry.testing.TestClient;
import dev.avowry.testing.TestDetails;
import dev.avowry.testing.TestLoan;
import dev.avowry.testing.WhereChromiumIs;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Authorization details on the page on which a human consents, as a real browser sees it. */
@AvowryTest
@ExtendWith(WhereChromiumIs.class)
class DetailsInChromiumTest {
  private static final Path PICTURE = Path.of("src/docs/console/consent-details.png");

  private static final String WANTED =
      "["
          + TestDetails.object(50)
          + """
          ,{"type":"order_payment","amount":12.5,"currency":"EUR",
            "shops":["books","groceries in the old town"],"actions":["initiate","status"],
            "locations":["https://orders.example/a/rather/long/address/of/one/collection"]}]
          """;

  @ParameterizedTest
  @EnumSource
  void saysWhatIsLentInWords(Look look) {
    TestDetails.register();
    TestBrowser browser = TestBrowser.of(Api.sponsor());
    TestClient client =
        TestLoan.asking(Api.sponsor())
            .with("name", "Shopping assistant")
            .with("authorization_details", List.of(TestDetails.ceiling(100)))
            .register();
    String waiting =
        TestAuthorization.of(client.id()).with("authorization_details", WANTED).waiting(browser);
    try (Tab tab = Chromium.of(browser, look)) {
      assertEquals(200, tab.open("/authorize/consent?request=" + waiting));
      tab.shoot(Path.of("target/console", "consent-details-" + look + ".png"));
      if (Boolean.getBoolean("avowry.screenshots") && look == Look.DESKTOP) {
        tab.shootScreen(PICTURE);
      }
      tab.requireAccessible();
      tab.requireNoSidewaysScroll();
      tab.requireNoFault();
      tab.page().locator("input[name=detail]").nth(0).uncheck();
      assertEquals(1, tab.page().locator("input[name=detail]:checked").count());
    }
  }
}
