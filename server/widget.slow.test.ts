import { randomUUID } from "node:crypto";
import type { BrowserContextOptions, Page, Request } from "playwright-core";
import { browserAndServer } from "./browser-and-server-for-tests.ts";
import { emptyDisk, fillDisk, lock, unlock } from "./full-disk-for-tests.ts";

/* What the widget does when things go wrong, in a real browser on the real server. `npm test` builds the pages first. */

const here = browserAndServer();

const chatPosts = /\/v1\/chat$/;
const decisions = /\/confirmations\//;

async function openDemo(options: BrowserContextOptions = {}): Promise<Page> {
  const page = await (await here.browser.newContext(options)).newPage();
  const signedIn = page.waitForResponse(/\/v1\/demo\/token$/);
  await page.goto(here.rig.url);
  await signedIn;
  return page;
}

const launcher = (page: Page) => page.locator(".launcher");
const messages = (page: Page) => page.getByLabel("Messages");

async function say(page: Page, text: string): Promise<void> {
  if ((await launcher(page).getAttribute("aria-expanded")) === "false") await launcher(page).click();
  await page.getByLabel("Your message").fill(text);
  await page.keyboard.press("Enter");
}

/** The requests of a kind that the page makes from now on. */
function countRequests(page: Page, method: string, path: RegExp): Request[] {
  const made: Request[] = [];
  page.on("request", (request) => {
    if (request.method() === method && path.test(new URL(request.url()).pathname)) made.push(request);
  });
  return made;
}

test("nothing a person writes can be more than words: no scripts, images, forms, or links that run", async () => {
  const page = await openDemo();
  await say(page, "I want to talk to a real person <img src=x onerror='window.hacked = 1'>");
  await page.getByLabel("Waiting for a person").waitFor();

  const staff = await here.rig.staff();
  const { escalations } = (await (await staff("/escalations")).json()) as { escalations: { id: string }[] };
  const path = `/escalations/${escalations[0]!.id}`;
  await staff(`${path}/claim`, { json: {} });
  const hostile = [
    "<img src=x onerror='window.hacked = 1'><script>window.hacked = 1</script>",
    "<svg onload='window.hacked = 1'><style>*{display:none}</style><form action=//evil><input name=q></form>",
    "[a](javascript:window.hacked=1) [b](data:text/html,hi) ![c](https://evil.example/pixel.png) <https://fine.example/>",
    "**the end**",
  ].join("\n\n");
  await staff(`${path}/reply`, { json: { messageId: `m-${randomUUID()}`, text: hostile } });
  await messages(page).locator("strong", { hasText: "the end" }).waitFor();

  const risky = "img, script, svg[onload], style, form, input, iframe, [onerror], [style]";
  expect(await messages(page).locator(".rich").locator(risky).count()).toBe(0);
  expect(await messages(page).locator(".plain").locator(risky).count()).toBe(0);
  const addresses = await messages(page)
    .locator(".rich a")
    .evaluateAll((links) => links.map((link) => link.getAttribute("href")));
  expect(addresses).toEqual(["https://fine.example/"]);
  expect(await page.evaluate(() => "hacked" in window)).toBe(false);
});

test("a button pressed twice decides once", async () => {
  const page = await openDemo();
  const made = countRequests(page, "POST", decisions);
  await say(page, "please cancel BK-204");
  await page.getByRole("button", { name: "Cancel and refund €312.00" }).dblclick();
  await page.getByRole("region", { name: /^Receipt/ }).waitFor();
  expect(made).toHaveLength(1);
});

test("an offer that has expired says so when it is pressed, and nothing is changed", async () => {
  const page = await openDemo();
  await say(page, "please cancel BK-204");
  const button = page.getByRole("button", { name: "Cancel and refund €312.00" });
  await button.waitFor();
  here.rig.moveClock(11 * 60_000);
  await button.click();
  await page.getByText("This offer has expired. Nothing was changed.").waitFor();
  expect(await button.count()).toBe(0);
});

test("a message that did not get through is sent again under the same id, and is said once", async () => {
  const page = await openDemo();
  const made = countRequests(page, "POST", chatPosts);
  await page.route(chatPosts, (route) => route.abort("connectionreset"), { times: 1 });
  await say(page, "show me my bookings");
  await page.getByRole("button", { name: "Send again" }).click();
  await messages(page).getByText("BK-204").first().waitFor();
  expect(made).toHaveLength(2);
  expect(new Set(made.map((request) => request.postDataJSON().message.id)).size).toBe(1);
  expect(await messages(page).getByText("show me my bookings").count()).toBe(1);
});

const long = (words: string) => `${words} ${"and please ".repeat(300)}`.trim();

test.each([
  {
    what: "a database that has become read-only",
    status: 503,
    begin: lock,
    end: unlock,
    texts: ["show me my bookings", "thank you"],
  },
  // What is short may still find room on a full disk.
  { what: "a full disk", status: 507, begin: fillDisk, end: emptyDisk, texts: [long("show me my bookings")] },
])(
  "$what is said plainly; what was written is kept, and sent in its order when the guest tries again",
  async ({ status, begin, end, texts }) => {
    const page = await openDemo();
    await say(page, "hello");
    await messages(page).locator(".message.agent").first().waitFor();
    begin(here.rig.db);
    const refusal = () =>
      page.waitForResponse((response) => chatPosts.test(response.url()) && response.status() === status);
    for (const text of texts) {
      const refused = refusal();
      await say(page, text);
      await refused;
    }
    const notice = page.getByRole("alert").filter({ hasText: "Messages cannot be stored just now." });
    const tryAgain = notice.getByRole("button", { name: "Try again" });
    const refusedAgain = refusal();
    await tryAgain.click();
    await refusedAgain;
    await tryAgain.waitFor();
    expect(await page.getByText("Not sent yet.").count()).toBe(texts.length);
    end(here.rig.db);
    const posts = countRequests(page, "POST", chatPosts);
    await tryAgain.click();
    await messages(page).getByText("BK-204").first().waitFor();
    await notice.waitFor({ state: "detached" });
    await page.getByText("Not sent yet.").first().waitFor({ state: "detached" });
    expect(posts.map((post) => post.postDataJSON().message.parts[0].text)).toEqual(texts);
    for (const text of texts) expect(await messages(page).getByText(text, { exact: true }).count()).toBe(1);
  },
);

test("an answer that was lost on its way back is no reason to say it twice", async () => {
  const page = await openDemo();
  await say(page, "hello");
  await messages(page).locator(".message.agent").first().waitFor();
  await page.route(
    chatPosts,
    async (route) => {
      await route.fetch();
      await route.abort("connectionreset");
    },
    { times: 1 },
  );
  await say(page, "show me my bookings");
  await messages(page).getByText("BK-204").first().waitFor();
  expect(await page.getByRole("button", { name: "Send again" }).count()).toBe(0);
  expect(await messages(page).getByText("show me my bookings").count()).toBe(1);
});

test("a token that ran out is renewed without the guest noticing", async () => {
  const page = await openDemo();
  const tokens = countRequests(page, "POST", /\/v1\/demo\/token$/);
  const refusal = {
    status: 401,
    contentType: "application/problem+json",
    body: '{"status":401,"detail":"expired"}',
  };
  await page.route(chatPosts, (route) => route.fulfill(refusal), { times: 1 });
  await say(page, "show me my bookings");
  await messages(page).getByText("BK-204").first().waitFor();
  expect(tokens).toHaveLength(1);
});

test("a stream that breaks is taken up again where it broke", async () => {
  const page = await openDemo();
  const streams = countRequests(page, "GET", /\/events$/);
  await page.route(/\/events\?after=0$/, (route) => route.abort("connectionreset"), { times: 2 });
  await say(page, "show me my bookings");
  await messages(page).getByText("BK-204").first().waitFor();
  expect(streams.length).toBeGreaterThanOrEqual(3);
  expect(await messages(page).getByText("show me my bookings").count()).toBe(1);
});

test("one guest never sees another's conversation on the same device", async () => {
  const page = await openDemo();
  await say(page, "show me my bookings");
  await messages(page).getByText("BK-204").first().waitFor();
  await page.getByRole("button", { name: /You are/ }).click();
  await page.getByRole("menuitemradio", { name: /James/ }).click();
  await launcher(page).click();
  await page.getByText("Hi James,").waitFor();
  expect(await messages(page).getByText("BK-204").count()).toBe(0);
});

test("the keyboard is enough: open, ask, the menu, and back to where one was", async () => {
  const page = await openDemo();
  await launcher(page).focus();
  await page.keyboard.press("Enter");
  await page.keyboard.type("show me my bookings");
  await page.keyboard.press("Shift+Enter");
  await page.keyboard.type("please");
  await page.keyboard.press("Enter");
  await messages(page).getByText("BK-204").first().waitFor();
  await page.getByRole("button", { name: "More" }).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("menu").waitFor();
  await page.keyboard.press("ArrowDown");
  expect(
    await page.getByRole("menuitem", { name: "New conversation" }).evaluate((item) => item.matches(":focus")),
  ).toBe(true);
  await page.keyboard.press("Escape");
  expect(await page.getByRole("menu").count()).toBe(0);
  await page.keyboard.press("Escape");
  expect(await launcher(page).getAttribute("aria-expanded")).toBe("false");
  expect(await launcher(page).evaluate((button) => button.matches(":focus"))).toBe(true);
});

test("what is being written stands outside the log that screen readers read out", async () => {
  const page = await openDemo();
  await say(page, "show me my bookings");
  await messages(page).getByText("BK-204").first().waitFor();
  const log = page.getByRole("log");
  expect(await log.getAttribute("aria-live")).toBe("polite");
  expect(await log.getAttribute("aria-atomic")).toBe("false");
  expect(await log.locator(".writing, .status").count()).toBe(0);
});

test("on a phone the chat covers the page and keeps the page behind it out of reach", async () => {
  const page = await openDemo({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
  await launcher(page).tap();
  const panel = page.getByRole("dialog");
  // It opens with a movement; what counts is where it comes to rest.
  await panel.evaluate((dialog) =>
    Promise.all(dialog.getAnimations().map((animation) => animation.finished)),
  );
  expect(await panel.boundingBox()).toEqual({ x: 0, y: 0, width: 390, height: 844 });
  expect(await panel.evaluate((dialog) => dialog.matches(":modal"))).toBe(true);
});
