// Objects that say exactly what they hold: a program that gives options, a policy or trust in any other form would have
// part of it passed over, and be told of a verdict under terms that it did not set.

import { invalidArgument } from "../errors.js";

/** As deep as lists and objects may stand in each other. */
const DEPTH_MAX = 8;

/** The members of a plain object as pairs. `name` is for the complaint. */
export function membersOf(value, name) {
  if (!isPlain(value)) throw invalidArgument(`${name} is ${describe(value)}, not a plain object`);
  return dataOf(value, name);
}

/** The options of a function, of which each has one of the names. */
export function readOptions(options, names, of) {
  const members = membersOf(options, `the options of ${of}`).filter(isGiven);
  for (const [name] of members) {
    if (!names.includes(name))
      throw invalidArgument(`${of} has no option '${name}'; its options are ${names.join(", ")}`);
  }
  return Object.fromEntries(members);
}

/**
 * A copy of a plain object that is written as JSON just as it stands: plain objects, lists, texts, whole numbers, `true`,
 * `false` and `null`. `convert(value, path)` gives something else for values that the caller knows, or `undefined`.
 */
export function plainObject(object, name, convert) {
  membersOf(object, name);
  return plainCopy(object, name, convert, []);
}

function plainCopy(value, name, convert, path) {
  const where = [name, ...path].join(".");
  if (path.length > DEPTH_MAX) throw invalidArgument(`${where} stands too deep in lists and objects`);
  const converted = convert(value, path);
  if (converted !== undefined) return converted;
  if (value === null || typeof value === "string" || typeof value === "boolean") return value;
  if (Number.isSafeInteger(value)) return value;
  if (typeof value === "number") throw invalidArgument(`${where} is ${value}, not a whole number`);
  if (Array.isArray(value)) {
    return itemsOf(value, where).map((item, index) => plainCopy(item, name, convert, [...path, index]));
  }
  // Without a prototype: a member called `__proto__` is one as any other.
  const copy = Object.create(null);
  for (const [key, member] of membersOf(value, where).filter(isGiven)) copy[key] = plainCopy(member, name, convert, [...path, key]);
  return copy;
}

/** What is left `undefined` is not there. */
function isGiven([, member]) {
  return member !== undefined;
}

/** An object made by braces or by JSON.parse, of this or another realm. */
function isPlain(value) {
  if (value === null || typeof value !== "object" || Array.isArray(value)) return false;
  const prototype = Object.getPrototypeOf(value);
  if (prototype === null || prototype === Object.prototype) return true;
  return Object.getPrototypeOf(prototype) === null && Object.hasOwn(prototype, "isPrototypeOf");
}

/** The items of a list that has no holes and nothing beside them. */
function itemsOf(list, name) {
  const isPlainList = Object.keys(list).length === list.length && list.toJSON === undefined;
  if (!isPlainList || Reflect.ownKeys(list).length !== list.length + 1) {
    throw invalidArgument(`${name} is a list with holes, or with more than its items`);
  }
  return dataOf(list, name).map(([, item]) => item);
}

/** What is not data, or would not be seen, is refused: symbols, getters, members that are not enumerable. */
function dataOf(object, name) {
  const members = [];
  for (const key of Reflect.ownKeys(object)) {
    if (Array.isArray(object) && key === "length") continue;
    const { enumerable, value, get, set } = Object.getOwnPropertyDescriptor(object, key);
    if (typeof key === "symbol" || !enumerable || get || set) {
      throw invalidArgument(`${name} has a member '${String(key)}' that is not plain data`);
    }
    members.push([key, value]);
  }
  return members;
}

function describe(value) {
  if (value === null || value === undefined) return String(value);
  if (Array.isArray(value)) return "a list";
  if (typeof value !== "object") return `a ${typeof value}`;
  const { constructor: made } = Object.getPrototypeOf(value);
  return typeof made === "function" && made.name && made !== Object
    ? `of the class ${made.name}`
    : "an object that inherits its values";
}
