import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { startBrowser } from "../server/browser-for-tests.ts";
import { startServer } from "../server/rig-for-tests.ts";
import { runCommand } from "./command-line.mjs";

const folder = join(import.meta.dirname, "../docs");
const size = { width: 1280, height: 860 };
const command = {
  name: "npm run screenshots",
  does: "Makes the README's pictures, in docs/, from the real pages on a freshly seeded server with the offline model. Wants the pages built.",
  environment: { CHROMIUM_PATH: "the Chromium to use, where none is on PATH" },
  exits: { 0: "made", 1: "not made" },
  example: "npm run build && npm run screenshots",
};

await runCommand(command, main);

async function main(): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const rig = await startServer();
  const browser = await startBrowser();
  try {
    await takePictures(browser, rig.url);
  } finally {
    await browser.close();
    await rig.close();
  }
}

async function takePictures(browser: Browser, url: string): Promise<void> {
  const guest = await openPage(browser, `${url}/`);
  await guest.getByRole("button", { name: "Open the chat" }).first().click();
  await say(guest, "how late can I check in?");
  await guest.getByLabel("Messages").getByRole("link").first().waitFor();
  await say(guest, "please cancel BK-204");
  await guest.getByRole("button", { name: "Cancel and refund €312.00" }).click();
  await guest.getByRole("region", { name: /^Receipt/ }).waitFor();
  await guest.evaluate(() => window.scrollTo(0, 0));
  await settle(guest);
  await guest.screenshot({ path: join(folder, "widget.png") });

  await say(guest, "thanks! can I speak to a person about my deposit?");
  await guest.getByLabel("Waiting for a person").waitFor();
  const staff = await openPage(browser, `${url}/console`);
  await staff.getByLabel("Name").fill("ana");
  await staff.getByLabel("Password").fill("staywell");
  await staff.getByRole("button", { name: "Sign in" }).click();
  await staff.getByText("Maria Oliveira").first().click();
  await staff
    .getByRole("button", { name: /claim|take/i })
    .first()
    .click();
  await staff
    .getByRole("textbox", { name: /reply/i })
    .fill("Hello Maria, Ana here. Happy to help with your deposit.");
  await settle(staff);
  await staff.screenshot({ path: join(folder, "console.png") });
  console.log("docs/widget.png\ndocs/console.png");
}

async function openPage(browser: Browser, address: string): Promise<Page> {
  const page = await browser.newPage({ viewport: size });
  await page.goto(address);
  return page;
}

async function say(page: Page, text: string): Promise<void> {
  await page.getByLabel("Your message").fill(text);
  await page.keyboard.press("Enter");
}

/** Until nothing moves any more. */
async function settle(page: Page): Promise<void> {
  await page.waitForFunction(() =>
    document.getAnimations().every((animation) => animation.playState !== "running"),
  );
  await page.waitForTimeout(600);
}
