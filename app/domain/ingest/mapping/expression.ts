import { compile as parse, type JSONValue, TreeInterpreter } from "@jmespath-community/jmespath"
import { expressionFunctions } from "./functions.ts"
import { err, ok, type Result } from "#app/kernel/result.ts"

/**
 * JMESPath as administrators write it: a total language, in which nothing loops, held to a budget besides, since a short
 * expression can still double a list with every step.
 *
 * @see https://jmespath.site/main/
 */
export type Expression = { readonly text: string; readonly tree: Tree }
type Tree = ReturnType<typeof parse>

/** Characters of an expression. */
export const longestExpression = 500
/** Levels of an expression's tree. */
const deepestTree = 40

const allowed: ReadonlySet<string> = new Set(expressionFunctions)

/** Reads an expression; gives what is wrong with it in words for whoever wrote it. */
export function readExpression(text: string): Result<Expression> {
  if (text.length > longestExpression) return err(`has more than ${longestExpression} characters`)
  try {
    const tree = parse(text)
    const objection = objectionTo(tree, 0)
    return objection ? err(objection) : ok({ text, tree })
  } catch (error) {
    return err(`cannot be read: ${messageOf(error)}`)
  }
}

function objectionTo(node: unknown, depth: number): string | null {
  if (depth > deepestTree) return "is nested too deeply"
  if (typeof node !== "object" || node === null) return null
  if ("type" in node && node.type === "LetExpression") return "must not use let"
  if ("type" in node && node.type === "Function" && "name" in node && !allowed.has(String(node.name)))
    return `uses ${String(node.name)}(), which is not offered here`
  for (const inner of Object.values(node)) {
    const objection = objectionTo(inner, depth + 1)
    if (objection) return objection
  }
  return null
}

/** The work one delivery may cause, in values looked at: a fraction of a second. */
const workOfDelivery = 2_000_000

/** An expression did more than a delivery may cost. */
export class TooMuchWork extends Error {
  constructor() {
    super("the mapping does too much work on this payload")
  }
}

/**
 * Evaluates expressions on the parts of one delivery, which share its budget of work. Gives an error in words where an
 * expression does not fit its document (`sum` of texts).
 *
 * @throws TooMuchWork when the budget is used up
 */
export function newEvaluator(work = workOfDelivery) {
  const interpreter = new Measured(work)
  return ({ tree }: Expression, document: unknown): Result<unknown> => {
    try {
      return ok(interpreter.search(tree, document as JSONValue))
    } catch (error) {
      if (error instanceof TooMuchWork) throw error
      return err(messageOf(error))
    }
  }
}
export type Evaluator = ReturnType<typeof newEvaluator>

type Interpreter = typeof TreeInterpreter
const Interpreting = TreeInterpreter.constructor as new () => Interpreter

/** The library's interpreter, paying for every node it visits and every value it makes, compares or hands to a function. */
class Measured extends Interpreting {
  #left: number

  constructor(work: number) {
    super()
    this.#left = work
    const call = this.runtime.callFunction.bind(this.runtime)
    this.runtime.callFunction = (name, values) => {
      for (const value of values) this.#weigh(value)
      const [glue, list] = values
      if (typeof glue === "string" && Array.isArray(list)) this.#pay((glue.length * list.length) / 16)
      return call(name, values)
    }
  }

  override visit(node: Tree, value: Parameters<Interpreter["visit"]>[1]): ReturnType<Interpreter["visit"]> {
    this.#pay(1)
    if (node.type === "Comparator")
      for (const side of [node.left, node.right]) this.#weigh(super.visit(side, value))
    const made = super.visit(node, value)
    if (Array.isArray(made)) this.#pay(made.length)
    return made
  }

  #pay(units: number): void {
    this.#left -= units
    if (this.#left < 0) throw new TooMuchWork()
  }

  #weigh(value: unknown): void {
    this.#pay(typeof value === "string" ? 1 + value.length / 16 : 1)
    if (typeof value === "object" && value !== null)
      for (const inner of Object.values(value)) this.#weigh(inner)
  }
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error)).slice(0, 200)
