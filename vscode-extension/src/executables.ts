/** Names and paths of programs: on the `PATH`, in settings, inside or outside of a folder. */
import { accessSync, constants, realpathSync, statSync } from "node:fs";
import * as path from "node:path";

/** What paths in settings may refer to. */
export interface PathContext {
  /** The person's home folder. */
  home: string;
  /** The first folder of the workspace, if one is open. */
  workspaceFolder: string | undefined;
  /** The environment variables. */
  environment: NodeJS.ProcessEnv;
}

/**
 * The absolute path of the program `name` on the `PATH`, or undefined.
 *
 * Neither the current folder nor a relative entry of the `PATH` is looked at, unlike what the operating system or a
 * library would do: such a program could come out of the opened workspace.
 */
export function findOnPath(name: string, environment: NodeJS.ProcessEnv): string | undefined {
  const extensions = process.platform === "win32" ? (environment["PATHEXT"] ?? ".EXE").split(";") : [""];
  const folders = (environment["PATH"] ?? environment["Path"] ?? "").split(path.delimiter).filter(path.isAbsolute);
  return folders
    .flatMap((folder) => extensions.map((extension) => path.join(folder, name + extension)))
    .find(isExecutableFile);
}

/**
 * The path that a setting names: `~`, `${userHome}`, `${workspaceFolder}` and `${env:NAME}` filled in, a bare name
 * looked up on the `PATH`, a relative path taken from the workspace's folder. A name that is not on the `PATH`, or
 * a variable without a value, stays as it is, for the message that says so.
 */
export function expandPath(setting: string, context: PathContext): string {
  const filled = setting
    .trim()
    .replace(/^~(?=$|[/\\])/, () => context.home)
    .replace(/\$\{userHome\}/g, () => context.home)
    .replace(/\$\{workspaceFolder\}/g, (variable) => context.workspaceFolder ?? variable)
    .replace(/\$\{env:([^}]+)\}/g, (variable, name: string) => context.environment[name] ?? variable);
  if (filled === "" || path.isAbsolute(filled)) {
    return filled;
  }
  if (path.basename(filled) === filled) {
    return findOnPath(filled, context.environment) ?? filled;
  }
  return context.workspaceFolder === undefined ? filled : path.join(context.workspaceFolder, filled);
}

/** Whether `file` lies in one of `folders`, by its own path or after following links. */
export function isInside(file: string, folders: readonly string[]): boolean {
  const places = [file, followLinks(file)];
  const roots = folders.flatMap((folder) => [folder, followLinks(folder)]);
  return roots.some((root) => places.some((place) => contains(root, place)));
}

function contains(root: string, place: string): boolean {
  const relative = path.relative(root, place);
  return relative !== ".." && !relative.startsWith(".." + path.sep) && !path.isAbsolute(relative);
}

function followLinks(place: string): string {
  try {
    return realpathSync(place);
  } catch {
    return place; // it does not exist: then its own path is all there is
  }
}

function isExecutableFile(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false; // missing, or not ours to run
  }
}
