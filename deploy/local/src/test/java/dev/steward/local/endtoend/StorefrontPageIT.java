package dev.steward.local.endtoend;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.steward.local.endtoend.Accessibility.assertAccessible;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import io.restassured.path.json.JsonPath;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The storefront as people see it, in a browser and through the gateway. */
class StorefrontPageIT {
    private static final String HEARTBEAT = "**/api/v1/heartbeat";

    @RegisterExtension
    static final Browser browser = new Browser();

    private final RunningSuite suite = RunningSuite.with(1);
    private boolean offline;

    static Stream<Visitor> visitors() {
        return Stream.of(Visitor.USUAL, Visitor.USUAL.from("de-DE").onAPhone().inTheDark());
    }

    @AfterEach
    void online() {
        if (offline) {
            suite.gateway("alice", "admin").delete("/admin/api/maintenance/offline").then().statusCode(200);
            await().atMost(5, SECONDS).untilAsserted(() -> suite.gateway().get("/").then().statusCode(200));
        }
    }

    @Test
    void showsItsProductsAndSendsAHeartbeat() {
        Page page = browser.page(Visitor.USUAL);
        Response heartbeat = page.waitForResponse(HEARTBEAT, () -> page.navigate(suite.url("/")));

        assertEquals("POST", heartbeat.request().method());
        assertEquals(200, heartbeat.status());
        assertEquals("storefront.heartbeat/1", JsonPath.from(heartbeat.text()).getString("schema"));
        assertThat(page.getByRole(AriaRole.HEADING)).containsText(new String[]{"The Corner Shop", "Reading lamp"});
        assertThat(page.locator("#maintenance")).isHidden();
        assertEquals(List.of(), browser.errors());
    }

    @Test
    void remembersTheCartAndOrdersIt() {
        Page page = shop(Visitor.USUAL);
        Locator cart = page.locator("#cart");
        button(page, "Add Reading lamp to cart").click();
        button(page, "Add Notebook, dotted to cart").click();
        assertThat(cart).hasText("Your cart: 2 items, €52.10");
        await().atMost(5, SECONDS).pollInSameThread().until(() -> {
            page.waitForResponse(HEARTBEAT, page::reload);
            return cart.textContent().contains("€52.10");
        });

        int before = orders();

        button(page, "Place the order").click();

        assertThat(page.getByText("Thank you for your order.")).isVisible();
        assertThat(cart).hasText("Your cart is empty");
        assertEquals(before + 1, orders());
        assertEquals(List.of(), browser.errors());
    }

    @Test
    void searches() {
        Page page = shop(Visitor.USUAL);
        page.getByLabel("Search the shop").fill("wool");
        page.keyboard().press("Enter");

        assertThat(page.getByRole(AriaRole.LISTITEM)).hasCount(1);
        assertThat(page.getByRole(AriaRole.LISTITEM)).containsText("Wool blanket");
    }

    @Test
    void canBeReadWithoutScripts() {
        Page page = browser.page(Visitor.USUAL.withoutScripts());
        page.navigate(suite.url("/"));

        assertThat(page.getByRole(AriaRole.LISTITEM)).hasCount(4);
        assertThat(page.locator("noscript p")).isVisible();
        assertThat(page.getByRole(AriaRole.SEARCH)).isHidden();
    }

    @Test
    void tellsWhoeverHasItOpenThatTheShopHasClosed() {
        Page page = shop(Visitor.USUAL);
        offline();

        button(page, "Add Wool blanket to cart").click();

        assertThat(page.locator("#maintenance")).containsText("The shop is closed for maintenance. Moving house");
        assertThat(page.getByText("That did not work.")).isVisible();
    }

    @ParameterizedTest
    @MethodSource("visitors")
    void everybodyCanUseTheShop(Visitor visitor) {
        Page page = browser.page(visitor);
        page.route(HEARTBEAT, route -> route.fulfill(new Route.FulfillOptions().setContentType("application/json").setBody(
                """
                        {"nextHeartbeatSeconds": 30, "cart": {"items": 2, "total": 52.1, "currency": "EUR"},
                         "maintenance": {"state": "SCHEDULED", "startsAt": "2030-01-01T10:00:00Z", "backOnlineAt": "2030-01-01T11:00:00Z"}}
                        """)));
        page.navigate(suite.url("/"));
        assertThat(page.locator("#maintenance")).containsText("The shop closes for maintenance on");

        assertAccessible(page);
        assertEquals(visitor.width(), page.evaluate("document.documentElement.scrollWidth"), "nothing to scroll sideways");
    }

    @Test
    void everybodyCanReadWhyTheShopIsClosed() {
        offline();
        visitors().forEach(visitor -> {
            Page page = browser.page(visitor);

            Response response = page.navigate(suite.url("/"));

            assertEquals(503, response.status());
            assertTrue(response.headerValue("content-type").startsWith("text/html"));
            assertThat(page.getByRole(AriaRole.HEADING)).hasText(visitor.locale().startsWith("de")
                    ? "Wir führen gerade Wartungsarbeiten durch"
                    : "We are down for maintenance");
            assertThat(page.getByText("Moving house")).isVisible();
            assertAccessible(page);
        });
    }

    @Test
    void opensTheShopOnceItIsBack() {
        offline();
        Page page = browser.page(Visitor.USUAL);
        page.clock().install();
        page.navigate(suite.url("/"));
        online();
        page.clock().fastForward(330_000);

        assertThat(page.getByRole(AriaRole.HEADING).first()).hasText("The Corner Shop");
    }

    private int orders() {
        return suite.gateway().get("/api/orders?limit=500").then().statusCode(200).extract().path("items.size()");
    }

    private Page shop(Visitor visitor) {
        Page page = browser.page(visitor);
        page.waitForResponse(HEARTBEAT, () -> page.navigate(suite.url("/")));
        return page;
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
    }

    private void offline() {
        offline = true;
        suite.gateway("alice", "admin").contentType("application/json")
                .body(Map.of("channels", List.of("storefront", "api"), "message", "Moving house"))
                .put("/admin/api/maintenance/offline").then().statusCode(200);
        await().atMost(5, SECONDS).untilAsserted(() -> suite.gateway().get("/").then().statusCode(503));
    }
}
