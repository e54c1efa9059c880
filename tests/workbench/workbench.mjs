// What a person does in the workbench and sees there, as functions.
import { join } from "node:path";

const SQUIGGLE = ".monaco-editor .squiggly-warning, .monaco-editor .squiggly-error";

// The first finding waits for the extension host, the interpreter and the server to start.
const START = { timeout: 60_000 };
const STEP = { timeout: 30_000 };

export class Workbench {
  constructor(page, artefacts) {
    this.page = page;
    this.artefacts = artefacts;
  }

  async openFolder(url, folder) {
    await this.page.goto(`${url}/?folder=${encodeURIComponent(folder)}`);
    await this.page.locator(".monaco-workbench").waitFor(START);
  }

  /** Opens a file by its name in the explorer. */
  async openFile(name) {
    const row = this.page.locator(".explorer-folders-view .monaco-list-row").filter({ hasText: name });
    await row.waitFor(START);
    await row.dblclick();
    await this.page.locator(".tab.active").filter({ hasText: name }).waitFor(STEP);
    // Out of the way of the pictures: the cursor marks the words and the line that it is on.
    await this.page.locator(".monaco-editor .view-line").first().waitFor(STEP);
    await this.page.keyboard.press("Control+End");
    await this.page.mouse.move(600, 600);
  }

  async picture(name) {
    await this.page.screenshot({ path: join(this.artefacts, `${name}.png`) });
  }

  /** Waits for the first squiggle; gives how many there are once their number stays the same. */
  async waitForSquiggles() {
    await this.page.locator(SQUIGGLE).first().waitFor(START);
    let count = 0;
    for (let now = -1; now !== count; ) {
      count = now;
      await this.page.waitForTimeout(500);
      now = await this.page.locator(SQUIGGLE).count();
    }
    return count;
  }

  async waitForNoSquiggle() {
    await this.page.locator(SQUIGGLE).first().waitFor({ state: "detached", ...STEP });
  }

  /**
   * Moves the mouse over some text of the editor, waits until the hover says `expected`, and gives all that it says.
   *
   * The hover opens with the message of the squiggle; what the server has to say comes later.
   */
  async hoverOver(line, text, expected) {
    const { x, y } = await this.placeOf(line, text);
    await this.page.mouse.move(x, y - 60);
    await this.page.mouse.move(x, y, { steps: 5 });
    const hover = this.page.locator(".monaco-hover:visible").filter({ hasText: expected });
    await hover.waitFor(STEP);
    await this.page.waitForTimeout(500);
    return (await hover.innerText()).replaceAll("\u00a0", " ");
  }

  async closeHover() {
    await this.page.mouse.move(0, 0);
    await this.page.locator(".monaco-hover:visible").waitFor({ state: "detached", ...STEP });
  }

  /** Puts the cursor on some text, opens the menu of quick fixes and gives their titles in order. */
  async openQuickFixes(line, text) {
    await this.page.keyboard.press("Escape");
    const { x, y } = await this.placeOf(line, text);
    await this.page.mouse.click(x, y);
    // The light bulb tells that the editor has heard where the cursor is and what there is to do.
    await this.page.locator("[class*='lightbulb' i]:visible").first().waitFor(STEP);
    await this.page.keyboard.press("Control+.");
    const rows = this.page.locator(".action-widget .monaco-list-row.action");
    await rows.first().waitFor(STEP);
    return rows.evaluateAll((elements) => elements.map((element) => element.textContent.trim()));
  }

  /** Applies the entry of the open menu whose title begins so. */
  async applyQuickFix(title) {
    const rows = this.page.locator(".action-widget .monaco-list-row.action");
    const box = await rows.filter({ hasText: title }).first().boundingBox();
    await this.page.mouse.click(box.x + 60, box.y + box.height / 2);
    await this.page.locator(".tab.active.dirty").waitFor(STEP);
  }

  /** Types something in the place of a word. */
  async retype(line, text, typed) {
    const { x, y } = await this.placeOf(line, text);
    await this.page.mouse.dblclick(x, y);
    await this.page.keyboard.type(typed);
    await this.page.keyboard.press("Escape");
  }

  async save() {
    await this.page.keyboard.press("Control+S");
    await this.page.locator(".tab.dirty").waitFor({ state: "detached", ...STEP });
  }

  /** The rows of the Problems panel, which is opened where it is not. */
  async problems() {
    const panel = this.page.locator(".markers-panel");
    if (!(await panel.isVisible())) {
      await this.page.keyboard.press("Control+Shift+M");
      await panel.waitFor(STEP);
    }
    await this.page.waitForTimeout(500);
    const rows = panel.locator(".monaco-list-row");
    return rows.evaluateAll((elements) => elements.map((element) => element.innerText));
  }

  /** Runs a command of the palette by its full name. */
  async run(command) {
    await this.page.keyboard.press("F1");
    const box = this.page.locator(".quick-input-widget input");
    await box.waitFor(STEP);
    await box.fill(`>${command}`);
    await this.page.locator(".quick-input-list .monaco-list-row").filter({ hasText: command }).first().waitFor(STEP);
    await this.page.keyboard.press("Enter");
  }

  /** Puts the cursor into the first occurrence of `text` in a line of the editor that begins with `line`. */
  async placeCursor(line, text) {
    const { x, y } = await this.placeOf(line, text);
    await this.page.mouse.click(x, y);
  }

  /** Answers the question at the top of the window; gives the answer that was proposed. */
  async answer(text) {
    const box = this.page.locator(".quick-input-widget input");
    const title = this.page.locator(".quick-input-title").filter({ hasText: "Verify" });
    await title.waitFor(STEP);
    const proposed = await box.last().inputValue();
    await box.last().fill(text);
    await this.page.keyboard.press("Enter");
    return proposed;
  }

  /** Waits until the open output channel says something with `text` in it; gives all that is on the screen of it. */
  async output(text) {
    const lines = this.page.locator(".panel .output-view .view-lines, .panel .output .view-lines").first();
    await lines.filter({ hasText: text }).waitFor(STEP);
    return (await lines.innerText()).replaceAll("\u00a0", " ");
  }

  /** Switches the output panel to the channel of that name. */
  async chooseOutput(name) {
    await this.run("Output: Show Output Channels...");
    const row = this.page.locator(".quick-input-list .monaco-list-row").filter({ hasText: name });
    await row.first().waitFor(STEP);
    await this.page.keyboard.type(name);
    await this.page.keyboard.press("Enter");
  }

  async hideSideBar() {
    await this.page.keyboard.press("Control+B");
    await this.page.locator(".part.sidebar").waitFor({ state: "hidden", ...STEP });
  }

  /** Waits for a message in the corner; gives its text, its buttons, and how many messages there are. */
  async notification() {
    const messages = this.page.locator(".notifications-toasts .notification-list-item");
    const message = messages.first();
    await message.waitFor(START);
    await this.page.waitForTimeout(1000);
    return {
      messages: await messages.count(),
      text: await message.locator(".notification-list-item-message").innerText(),
      buttons: await message.locator(".notification-list-item-buttons-container .monaco-button").allInnerTexts(),
    };
  }

  /** Presses a button of the message in the corner. */
  async pressButton(label) {
    const button = this.page.locator(".notifications-toasts .monaco-button").filter({ hasText: label });
    await button.waitFor(STEP);
    await button.click();
  }

  async dismissNotifications() {
    await this.page.locator(".notifications-toasts .notification-list-item").first().hover();
    await this.page.locator(".notifications-toasts .codicon-notifications-clear").first().click();
    await this.page.locator(".notifications-toasts .notification-list-item").waitFor({ state: "detached", ...STEP });
  }

  /** Waits until no row of the open Problems panel has `text` in it. */
  async waitForProblemsWithout(text) {
    const rows = this.page.locator(".markers-panel .monaco-list-row").filter({ hasText: text });
    await rows.first().waitFor({ state: "detached", ...STEP });
  }

  /** Trusts the open workspace, by way of the entry in the status bar. */
  async trustWorkspace() {
    await this.page.locator("[id='status.workspaceTrust']").click();
    await this.page.locator(".workspace-trust-editor .monaco-button").filter({ hasText: "Trust" }).first().click();
    await this.page.locator("[id='status.workspaceTrust']").waitFor({ state: "detached", ...STEP });
  }

  /** What `look` gives as soon as that is not undefined. */
  async until(what, look) {
    for (const end = Date.now() + START.timeout; Date.now() < end; ) {
      const seen = look();
      if (seen !== undefined) {
        return seen;
      }
      await this.page.waitForTimeout(100);
    }
    throw new Error(`Waited in vain for ${what}.`);
  }

  /** The middle of the first occurrence of `text` in a line of the editor that begins with `line`. */
  async placeOf(line, text) {
    const place = await this.page.evaluate(placeInEditor, [line, text]);
    if (place === undefined) {
      throw new Error(`The editor shows no line '${line}' with '${text}' in it.`);
    }
    return place;
  }
}

function placeInEditor([lineStart, text]) {
  const plain = (element) => element.textContent.replaceAll("\u00a0", " ");
  const lines = [...document.querySelectorAll(".monaco-editor .view-line")];
  const line = lines.find((element) => plain(element).trimStart().startsWith(lineStart));
  const start = line === undefined ? -1 : plain(line).indexOf(text);
  if (start < 0) {
    return undefined;
  }
  const middle = start + Math.floor(text.length / 2);
  const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
  let before = 0;
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    if (middle < before + node.length) {
      const range = document.createRange();
      range.setStart(node, middle - before);
      range.setEnd(node, middle - before + 1);
      const box = range.getBoundingClientRect();
      return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    }
    before += node.length;
  }
  return undefined;
}
