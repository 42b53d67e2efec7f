// @ts-check
import { parseArgs } from "node:util";

/*
 * How every command of package.json reads its words. Plain JavaScript, because `npm start` and `npm test` read theirs before there are packages.
 */

/**
 * @typedef {object} Option
 * @property {"string" | "boolean"} type A boolean one is false unless it is given.
 * @property {string} says
 * @property {string} [value] What stands behind it in the usage, for instance `FILE`; of a string only.
 * @property {string} [default]
 * @property {string} [unless] What holds without it, in words, where that is no fixed default.
 */

/**
 * @template {Record<string, Option>} [Options=Record<string, Option>]
 * @typedef {object} Command
 * @property {string} name As it is typed: `npm run staff`.
 * @property {string} does
 * @property {Record<string, string>} [words] What it takes beside options, as the usage shows it, and what that is. Without it, none.
 * @property {Options} [options]
 * @property {Record<string, string>} [environment] Settings of the environment that it reads and `.env.example` does not explain.
 * @property {Record<number, string>} exits What each exit code means. That of 2 may be left out.
 * @property {string} example
 */

/** The caller has to say it otherwise. Its message is one line, and ends with a full stop. */
export class UsageError extends Error {}

const notUnderstood = 2;
const exitsOfAll = { [notUnderstood]: "what was asked is not understood" };

/**
 * Runs a command with what its caller wrote, and leaves its exit code in `process.exitCode`. `--help` prints to stdout what the command takes, and
 * ends with 0. What it does not take, and a UsageError of `main`, is one line on stderr that ends with the usage, and 2.
 *
 * @template {Record<string, Option>} Options
 * @param {Command<Options>} command
 * @param {(given: {
 *   values: { [Name in keyof Options]: Options[Name]["type"] extends "boolean" ? boolean : Options[Name] extends { default: string } ? string : string | undefined };
 *   words: string[];
 * }) => unknown} main What it returns, if a number, is the exit code.
 * @param {(error: NodeJS.ErrnoException) => number | null} [exitOf] The exit code for an error whose message says all in one line. What it does not
 *   know (null) is thrown on.
 */
export async function runCommand(command, main, exitOf = () => null) {
  const args = process.argv.slice(2);
  if (asksForHelp(args))
    return console.log(helpOf({ ...command, exits: { ...exitsOfAll, ...command.exits } }));
  try {
    const { values, positionals } = parse(command, args);
    const code = await main({ values: /** @type {any} */ (values), words: positionals });
    if (typeof code === "number") process.exitCode = code;
  } catch (error) {
    const known = /** @type {NodeJS.ErrnoException} */ (error);
    const code = error instanceof UsageError ? notUnderstood : exitOf(known);
    if (code === null) throw error;
    console.error(
      error instanceof UsageError ? `${known.message} Usage: ${usageOf(command)}` : known.message,
    );
    process.exitCode = code;
  }
}

/** @param {string[]} args */
export function asksForHelp(args) {
  const [options = []] = args.includes("--") ? [args.slice(0, args.indexOf("--"))] : [args];
  return options.includes("--help") || options.includes("-h");
}

/** @param {Command<any>} command */
export function helpOf(command) {
  const { does, words = {}, options = {}, environment = {}, exits, example } = command;
  const taken = { ...words, ...Object.fromEntries(Object.entries(options).map(optionLine)) };
  return [
    does,
    `Usage: ${usageOf(command)}`,
    table({ ...taken, "--help": "says this" }),
    Object.keys(environment).length > 0 && `Environment:\n${table(environment)}`,
    `Exit codes:\n${table(exits)}`,
    `Example: ${example}`,
  ]
    .filter(Boolean)
    .join("\n\n");
}

/** @param {Command<any>} command */
function usageOf({ name, words = {}, options = {} }) {
  const taken = [...Object.keys(words), ...Object.entries(options).map((option) => `[${written(option)}]`)];
  return [name, ...(taken.length > 0 ? ["--", ...taken] : [])].join(" ");
}

/** @param {[string, Option]} option */
const written = ([name, { value }]) => (value ? `--${name} ${value}` : `--${name}`);

/**
 * @param {[string, Option]} option
 * @returns {[string, string]}
 */
function optionLine(option) {
  const { says, default: byDefault, unless } = option[1];
  const without = byDefault ?? unless;
  return [written(option), without === undefined ? says : `${says} (default: ${without})`];
}

/** @param {Record<string, string>} rows */
function table(rows) {
  const width = Math.max(...Object.keys(rows).map((left) => left.length));
  return Object.entries(rows)
    .map(([left, right]) => `  ${left.padEnd(width)}  ${right}`)
    .join("\n");
}

/**
 * @param {Command<any>} command
 * @param {string[]} args
 */
function parse({ words, options = {} }, args) {
  try {
    return parseArgs({
      args,
      options: Object.fromEntries(
        Object.entries(options).map(([name, { type, default: byDefault }]) => [
          name,
          type === "boolean"
            ? { type, default: false }
            : byDefault === undefined
              ? { type }
              : { type, default: byDefault },
        ]),
      ),
      allowPositionals: words !== undefined,
      strict: true,
    });
  } catch (error) {
    throw new UsageError(firstSentence(/** @type {Error} */ (error).message));
  }
}

/** Node goes on with advice about positional arguments, over several lines. */
const firstSentence = (/** @type {string} */ message) =>
  `${message.split(/\.\s|\n/)[0]?.replace(/\.$/, "")}.`;
