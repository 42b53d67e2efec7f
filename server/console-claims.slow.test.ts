import { randomUUID } from "node:crypto";
import { listCards } from "../db/actions.ts";
import { browserAndServer } from "./browser-and-server-for-tests.ts";

/* A claim of damage in the console, in a real browser at both widths: written down, and seen on the case that it holds. */

const here = browserAndServer();

/** Elena asks for her deposit and confirms it. */
async function depositAskedFor(): Promise<void> {
  const id = `conv-${randomUUID()}`;
  await here.rig.say("Please refund the deposit of BK-575", { guest: "elena", id });
  const [card] = await listCards(here.rig.db, { conversationId: id });
  const at = `/v1/chat/${id}/confirmations/${card?.confirmationId}`;
  expect((await here.rig.request(at, { guest: "elena", json: { decision: "accept" } })).status).toBe(200);
}

test.each([
  { width: 1280, height: 860 },
  { width: 390, height: 844 },
])(
  "at $width px: staff write down a claim, and read it beside the quote of the deposit it holds",
  async (viewport) => {
    const page = await (await here.browser.newContext({ viewport })).newPage();
    const fits = () => page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);
    await page.goto(`${here.rig.url}/console#problems`);
    await page.getByLabel("Name").fill("ana");
    await page.getByLabel("Password").fill("staywell");
    await page.getByRole("button", { name: "Sign in" }).click();

    await page.getByRole("button", { name: "Write down a claim" }).click();
    await page.getByLabel("Booking", { exact: true }).fill("bk-575");
    await page.getByLabel("What is damaged").fill("The table <b>is scratched</b>.");
    await page.getByLabel("Amount").fill("120.5.5");
    await page.getByText("That is no amount in EUR.").waitFor();
    await page.getByLabel("Amount").fill("120.50");
    await page.getByLabel("Currency").fill("usd");
    await page.getByRole("button", { name: "Record the claim" }).click();
    await page.getByText("the booking is in EUR").waitFor();
    await page.getByLabel("Currency").fill("eur");
    await page.getByRole("button", { name: "Record the claim" }).click();
    await page.getByText("Holds €300.00 of deposit").waitFor();
    await page.getByText("written down by Ana").waitFor();
    expect(await fits()).toBe(true);

    await depositAskedFor();
    await page.getByRole("link", { name: "Cases" }).click();
    await page.getByText("Elena Ruiz").first().click();
    const facts = page.getByRole("complementary", { name: "About this case" });
    await facts.getByRole("heading", { name: "Damage claimed" }).waitFor();
    await facts.getByText("€120.50", { exact: true }).waitFor();
    await facts.getByText("The table <b>is scratched</b>.", { exact: true }).waitFor();
    await page.getByRole("button", { name: "Approve €300.00" }).waitFor();
    expect(await fits()).toBe(true);
  },
);
