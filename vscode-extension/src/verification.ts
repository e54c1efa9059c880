/** From what a person types to the arguments of `linen-upgrade verify`, and from what it says to one message. */

/** How a run of `linen-upgrade verify` ended. */
export interface Outcome {
  /** The exit code; null if it was ended by a signal. */
  code: number | null;
  stdout: string;
  stderr: string;
}

const NAMED = /^[A-Za-z_]\w*=(?!=)/;

/**
 * The words of a line, parted by blanks outside of brackets and quotes.
 *
 * `f32[2, 28] sizes=(1, 2)` are two.
 */
export function words(line: string): string[] {
  const found: string[] = [];
  let [word, depth, quote] = ["", 0, ""];
  for (const character of line) {
    if (quote !== "") {
      quote = character === quote ? "" : quote;
    } else if (character === '"' || character === "'") {
      quote = character;
    } else if ("([{".includes(character)) {
      depth++;
    } else if (")]}".includes(character)) {
      depth--;
    }
    if (/\s/.test(character) && depth <= 0 && quote === "") {
      found.push(word);
      word = "";
    } else {
      word += character;
    }
  }
  return [...found, word].filter((each) => each !== "");
}

/** The arguments that verify the class in a file: `features=10` is an argument by name, all else an input. */
export function verifyArguments(file: string, className: string, line: string, revision: string | undefined): string[] {
  const given = words(line).map((word) => `${NAMED.test(word) ? "--call" : "--input"}=${word}`);
  return ["verify", `${file}:${className}`, ...given, ...(revision === undefined ? [] : [`--before=${revision}`])];
}

/** One sentence on how a run ended: the table's first line, what differs first, or why it could not be run. */
export function sentence(outcome: Outcome): string {
  if (outcome.code === 2) {
    const error = outcome.stderr.split("\n").find((line) => /^(e|E)rror: /.test(line));
    return error?.replace(/^.rror: /, "") ?? "It could not be run; the output says why.";
  }
  const [first = "", , where = ""] = outcome.stdout.split("\n");
  return outcome.code === 1 ? `${first} ${where.trim().replace(/^first\s+/, "")}`.trim() : first;
}
