import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { browserAndServer } from "./browser-and-server-for-tests.ts";

/* The pages as people use them: a real browser on the real server, with the offline model. `npm test` builds the pages first. */

const here = browserAndServer();
let problems: string[];

beforeAll(() => {
  if (!existsSync(join(process.cwd(), "web/dist/index.html")))
    throw new Error("The pages are not built: npm run build");
});
beforeEach(() => {
  problems = [];
});
afterEach(() => expect(problems).toEqual([]));

async function openPage(path: string): Promise<Page> {
  const context = await here.browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  page.on("pageerror", (error) => problems.push(error.message));
  // A 401 or 409 that a page handles is a line in the browser's console all the same.
  page.on("console", (message) => {
    if (message.type() === "error" && !message.text().includes("status of")) problems.push(message.text());
  });
  await page.goto(here.rig.url + path);
  return page;
}

async function openChat(): Promise<Page> {
  const page = await openPage("/");
  await page.getByRole("button", { name: "Open the chat" }).first().click();
  return page;
}

async function say(page: Page, text: string): Promise<void> {
  await page.getByLabel("Your message").fill(text);
  await page.keyboard.press("Enter");
}

const conversation = (page: Page) => page.getByLabel("Messages");

test("maria asks, sees the article cited, cancels by the button that names the amount, and sees the receipt, also after a reload", async () => {
  const page = await openChat();
  await say(page, "how late can I check in?");
  await conversation(page)
    .getByRole("link", { name: /late|check-in/i })
    .first()
    .waitFor();

  await say(page, "please cancel BK-204");
  const button = page.getByRole("button", { name: "Cancel and refund €312.00" });
  await button.waitFor();
  await button.dblclick();
  const receipt = page.getByRole("region", { name: /^Receipt/ });
  await receipt.getByText("€312.00").first().waitFor();

  await page.reload();
  const chat = page.getByRole("button", { name: "Open the chat" }).first();
  if (await chat.isVisible()) await chat.click();
  await page.getByRole("region", { name: /^Receipt/ }).waitFor();
  await conversation(page).getByText("how late can I check in?").first().waitFor();
  expect(await page.getByRole("button", { name: "Cancel and refund €312.00" }).count()).toBe(0);
});

test("a person answers: maria asks for one, ana takes the conversation in the console, and her words appear in the widget", async () => {
  const guest = await openChat();
  await say(guest, "I want to talk to a real person");
  await guest.getByLabel("Waiting for a person").waitFor();

  const console_ = await openPage("/console");
  await console_.getByLabel("Name").fill("ana");
  await console_.getByLabel("Password").fill("staywell");
  await console_.getByRole("button", { name: "Sign in" }).click();
  await console_.getByText("Maria Oliveira").first().click();
  await console_
    .getByRole("button", { name: /claim|take/i })
    .first()
    .click();
  const reply = console_.getByRole("textbox", { name: /reply/i });
  await reply.fill("Hello Maria, Ana here. How can I help?");
  await console_.keyboard.press("Enter");
  await conversation(guest).getByText("Hello Maria, Ana here.").first().waitFor();

  await say(guest, "Thank you Ana");
  await console_.getByText("Thank you Ana").first().waitFor();
  await console_
    .getByRole("button", { name: /resolve/i })
    .first()
    .click();
  await guest
    .getByText(/closed/i)
    .first()
    .waitFor();
});

test("a refund above the limit waits in the console, and the guest sees it run when it is approved", async () => {
  const guest = await openChat();
  await guest.getByRole("button", { name: /You are/ }).click();
  await guest
    .getByText(/^James/)
    .last()
    .click();
  const open = guest.getByRole("button", { name: "Open the chat" }).first();
  if (await open.isVisible()) await open.click();
  await say(guest, "cancel BK-355");
  await guest.getByRole("button", { name: /^Cancel and refund/ }).click();
  await conversation(guest)
    .getByText(/colleague checks it first/i)
    .first()
    .waitFor();

  const console_ = await openPage("/console");
  await console_.getByLabel("Name").fill("ana");
  await console_.getByLabel("Password").fill("staywell");
  await console_.getByRole("button", { name: "Sign in" }).click();
  await console_.getByText("James Carter").first().click();
  await console_
    .getByRole("button", { name: /^approve/i })
    .first()
    .click();
  await guest.getByRole("region", { name: /^Receipt/ }).waitFor();
});
